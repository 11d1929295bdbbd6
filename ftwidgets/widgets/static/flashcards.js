/** Which card is next, what is on its back, and where does it go? */

import { button, el, fill } from "./dom.js";
import { LessonScreen } from "./lesson_screen.js";
import { lesson } from "./lesson_store.js";

const CARD_KEYS = [
  [["Space"], "turn the card"],
  [["J"], "not yet: it comes again today"],
  [["K"], "I knew it: it comes back later"],
  [["Ctrl Z"], "take the last card back"],
  [["Esc"], "leave the widget, or close this"],
  [["?"], "these keys"],
];

export class FlashcardsScreen extends LessonScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "Flashcards", subject: "", keys: CARD_KEYS, signal });
    this.stage = el("div.ft-car-stage");
    this.buttons = el("div.ft-line.ft-car-buttons");
    this.boxes = el("ol.ft-car-boxes", { "aria-label": "The five boxes" });
    this.moves = el("span");
    this.undo = button("Undo", { key: "Ctrl Z", after: true, "aria-keyshortcuts": "Control+Z" }, () => this.#undo());
    this.frame.body.append(el("div.ft-les-body.ft-car-body", this.stage, this.buttons, this.boxes));
    this.redraw();
  }

  get card() {
    return this.store.view.card;
  }

  get isTurned() {
    return this.card !== null && this.card.back !== null;
  }

  saved() {
    return this.store.view.turned ? "cards on disk" : "";
  }

  draw() {
    const { view, facts, connection } = this.store;
    this.frame.subject.textContent = `${facts.total}, ${view.due} due today`;
    if (this.isOther("stage", view.card, view.left, view.isExtra, view.nextDay)) fill(this.stage, this.card ? this.#drawCard() : this.#drawEmpty());
    if (this.isOther("buttons", this.card?.id, this.isTurned, connection.isLost)) fill(this.buttons, this.#drawButtons());
    if (this.isOther("boxes", view.counts, this.card?.box)) fill(this.boxes, this.#drawBoxes());
    this.undo.hidden = view.turned === 0 || connection.isLost;
    this.moves.textContent = this.#movesWords();
  }

  #drawCard() {
    const { view } = this.store;
    const left = `${view.left} to go${view.isExtra ? ", not due" : ""}`;
    return el(
      "div.ft-car-card", { "data-is": this.isTurned ? "turned" : "front" },
      el("div.ft-car-line", el("span", this.card.from), el("span", left)),
      el("div.ft-car-front", this.card.front),
      this.isTurned && el("div.ft-car-back", this.card.back),
    );
  }

  #drawEmpty() {
    const { view, facts } = this.store;
    const isAllKnown = view.nextDay === "";
    return el(
      "div.ft-empty.ft-car-empty",
      el("h4", isAllKnown ? "You know every card" : "Nothing is due today"),
      el("p", isAllKnown ? `All of ${facts.total} are in the last box and do not come back.` : `The next card comes back ${view.nextDay}.`),
    );
  }

  #drawButtons() {
    const off = { disabled: this.store.connection.isLost };
    if (!this.card) return button(`Go through ${this.store.facts.total} anyway`, { key: "↵", after: true, "aria-keyshortcuts": "Enter", ...off }, () => this.store.act("all"));
    if (!this.isTurned) return button("Turn the card", { key: "Space", kind: "main large", after: true, "aria-keyshortcuts": "Space", ...off }, () => this.#turn());
    return [
      button("Not yet", { key: "J", kind: "large", "aria-keyshortcuts": "J", ...off }, () => this.#judge("notYet")),
      button("I knew it", { key: "K", kind: "main large", "aria-keyshortcuts": "K", ...off }, () => this.#judge("knew")),
    ];
  }

  #drawBoxes() {
    const { counts } = this.store.view;
    return counts.map((number, at) => {
      const isHere = this.card?.box === at + 1;
      return el(`li${isHere ? ".ft-car-here" : ""}`, isHere && { "aria-current": "true" }, el("span.ft-car-count", String(number)), el("span.ft-car-name", this.store.facts.boxes[at]));
    });
  }

  /** What a press will do, before it is done. */
  #movesWords() {
    if (!this.card) return "";
    const { up, moves } = this.card;
    const { boxes } = this.store.facts;
    if (!moves) return "“knew it” leaves the card where it is: it is not due";
    return up === boxes.length ? "“knew it” puts the card with the known ones" : `“knew it” moves the card to ${boxes[up - 1]}`;
  }

  #turn() {
    if (this.card && !this.isTurned) this.store.act("flip", { card: this.card.id });
  }

  #judge(kind) {
    if (this.isTurned) this.store.act(kind, { card: this.card.id });
  }

  #undo() {
    if (this.store.view.turned) this.store.act("undo");
  }

  press(name) {
    if (name === " ") this.#turn();
    else if (name === "j") this.#judge("notYet");
    else if (name === "k") this.#judge("knew");
    else if (name === "Ctrl+z") this.#undo();
    else if (name === "Enter" && !this.card) this.store.act("all");
    else return false;
    return true;
  }

  done(deed, words) {
    const next = this.card ? this.card.front : "Nothing is due today.";
    this.frame.say(deed.do === "flip" ? words : `${words ? `${words}. ` : ""}${next}`);
  }

  foot() {
    const judge = this.isTurned ? [["J", "not yet"], ["K", "knew it"]] : [];
    const turn = this.card && !this.isTurned ? [["Space", "turn the card"]] : [];
    return [[...turn, ...judge], this.moves, this.undo];
  }
}

export default () => lesson(FlashcardsScreen);
