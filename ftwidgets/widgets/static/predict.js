/** What will the code do? First a guess, then the truth beside it, then why. */

import { button, drawPieces, el, fill } from "./dom.js";
import { choiceOf, drawChoices, lettersOf } from "./lesson_choices.js";
import { LessonScreen, drawTwice, refill } from "./lesson_screen.js";
import { lesson } from "./lesson_store.js";
import { PredictScale, drawGuess } from "./predict_scale.js";

const SCALE_KEYS = [
  [["←", "→"], "change the guess by 1"],
  [["PgDn", "PgUp"], "change it by a tenth of the scale"],
  [["Home", "End"], "to the ends of the scale"],
  [["0–9"], "type the guess"],
];

/** Signs of a meaning before a word, such as "✓ kept"; the word wears its colour. */
const TONES = { "✓ ": ".ft-kept", "× ": ".ft-dropped", "− ": ".ft-dropped", "~ ": ".ft-flagged" };

const NUMBER = /^\s*[−-]?[\d.,]+(\s*%|\s+of\s+[\d,]+)?\s*$/;

export class PredictScreen extends LessonScreen {
  constructor(store, host, signal) {
    const { facts } = store;
    const own = facts.choices.length ? [[[lettersOf(facts.choices)], "choose"]] : SCALE_KEYS;
    const keys = [...own, [["↵"], "commit the guess; later, why it is so"], [["Esc"], "leave the field, then the widget"], [["?"], "these keys"]];
    super(store, host, { title: "Predict", subject: `${facts.notebook}, ${facts.place}`, keys, signal });
    this.chosen = null;
    this.ranFor = null;
    this.frame.onLeave = () => this.#leaveField();
    this.frame.typedKeys = (name) => name === "Enter";
    this.place = el("div.ft-pre-place");
    this.under = el("div.ft-pre-under");
    this.shown = el("div.ft-pre-shown");
    this.commit = button("Commit the guess", { key: "↵", kind: "main", after: true, "aria-keyshortcuts": "Enter" }, () => this.#commit());
    this.remark = el("span.ft-quiet");
    this.run = button("Run the code", {}, () => store.act("reveal"));
    this.again = drawTwice("Guess again", "Press again: your guess goes", () => store.act("again"));
    const asked = el("p.ft-les-question", facts.question, " ", el("b", facts.ask));
    this.frame.body.append(el("div.ft-les-body", asked, this.place, this.under, this.shown));
    this.redraw();
  }

  get isScale() {
    return this.store.facts.choices.length === 0;
  }

  /** Whether the truth is computed at this moment, or will be in a moment. */
  get isRunning() {
    const { pending, view, connection } = this.store;
    return !connection.isLost && (pending?.do === "reveal" || this.ranFor !== view.guess);
  }

  saved() {
    return this.store.view.guess === null ? "" : "guess on disk";
  }

  draw() {
    const { view, facts, pending, connection } = this.store;
    const isCommitting = pending?.do === "commit";
    if (view.guess !== null) this.chosen = null;
    if (this.isOther("place", view.guess, view.truth, this.isScale ? null : [this.chosen, isCommitting])) refill(this.place, this.#drawPlace(view, facts));
    if (this.isOther("under", view.guess, view.truth === null, view.asksWhy, view.why)) fill(this.under, this.#drawUnder(view));
    if (this.isOther("shown", view.truth?.table, view.why)) this.#drawShown(view);
    this.#reveal(view);
    this.#drawRemark(view, isCommitting);
    this.commit.disabled = this.chosen === null || !this.store.isReady;
    this.again.hidden = view.guess === null || pending !== null || connection.isLost;
    this.run.hidden = this.isRunning || !this.store.isReady;
  }

  /** The code runs once for a guess that is on the disk. */
  #reveal({ guess, truth }) {
    if (guess === null) this.ranFor = null;
    if (guess === null || truth !== null || this.ranFor === guess || !this.store.isReady) return;
    queueMicrotask(() => {
      this.ranFor = guess;
      this.store.act("reveal");
    });
  }

  #drawPlace({ guess, truth }, facts) {
    if (!this.isScale) return drawChoices(facts.ask, this.#choices(guess, truth), (place) => this.#choose(facts.choices[place]));
    if (guess !== null) {
      this.scale = null;
      return drawGuess(facts, guess, truth);
    }
    this.chosen = null;
    this.scale = new PredictScale(facts, (value) => this.#choose(value));
    return this.scale.node;
  }

  #choices(guess, truth) {
    const isOff = guess !== null || this.store.pending !== null;
    return this.store.facts.choices.map((text) => {
      const isOwn = text === guess;
      const isTrue = truth !== null && text === truth.value;
      if (isTrue) return { text, isOff, tone: "right", mark: isOwn ? "✓ as you guessed" : "✓ what happens" };
      if (isOwn) return { text, isOff, tone: truth ? "wrong" : "own", mark: truth ? "× your guess" : "your guess" };
      return guess === null ? { text, isOff, isOn: text === this.chosen } : { text, isOff };
    });
  }

  #drawUnder({ guess, truth, asksWhy, why }) {
    if (guess === null) {
      const field = this.scale ? el("label.ft-pre-typed", el("span", "Your guess"), this.scale.field, el("span.ft-quiet", this.store.facts.unit)) : null;
      return [el("div.ft-line.ft-pre-commit", field, this.commit, this.remark)];
    }
    if (truth === null) return [el("div.ft-line", this.run, this.remark)];
    if (why !== null) return [];
    const ask = button("Why?", { key: "↵", kind: "main", after: true, "aria-keyshortcuts": "Enter" }, () => this.#explain());
    return [el("div.ft-line.ft-pre-ask", ask, el("span.ft-les-prose", asksWhy))];
  }

  #drawRemark({ guess, truth }, isCommitting) {
    const hint = this.isScale ? "Drag, step or type." : "Press a letter.";
    let words = `${hint} A wrong guess costs nothing and teaches more.`;
    if (isCommitting) words = "Writing your guess down…";
    else if (guess !== null && truth === null) words = `Your guess is on disk. ${this.isRunning ? "Running the code…" : "The code has not run."}`;
    if (this.remark.textContent !== words) this.remark.textContent = words;
  }

  #drawShown({ truth, why }) {
    const reason = why && el("div.ft-pre-why", { role: "group", "aria-label": "Why" }, el("div.ft-strong", "Why"), el("p.ft-les-prose", why.why, " ", el("b", why.rule)));
    fill(this.shown, reason, truth?.table.length ? drawTable(truth) : null);
    this.shown.hidden = this.shown.childElementCount === 0;
  }

  #choose(value) {
    this.chosen = value;
    this.redraw();
  }

  #commit() {
    if (this.chosen !== null) this.store.act("commit", { guess: this.chosen });
  }

  #explain() {
    this.store.act("explain");
  }

  #leaveField() {
    if (!this.scale || document.activeElement !== this.scale.field) return false;
    this.frame.root.focus({ preventScroll: true });
    return true;
  }

  press(name, event) {
    const { view, facts } = this.store;
    if (name === "Enter") {
      if (view.guess === null) this.#commit();
      else if (view.truth !== null && view.why === null) this.#explain();
      return true;
    }
    if (view.guess !== null) return false;
    if (this.scale) {
      if (/^\d$/.test(name)) this.scale.type(name);
      else return this.scale.press(name, event.shiftKey);
      return true;
    }
    const text = facts.choices[choiceOf(name)];
    if (text === undefined) return false;
    // A choice that was clicked before has the focus: ↵ would take it again.
    this.frame.root.focus({ preventScroll: true });
    this.#choose(text);
    return true;
  }

  done(deed, words) {
    const { view } = this.store;
    super.done(deed, words);
    if (deed.do === "reveal") this.frame.say(`${words}; your guess is ${view.truth.distance}.`.replace("is exactly as you guessed", "is right").replace("is as you guessed", "is right").replace("is not as you guessed", "is another"));
    if (deed.do === "explain") this.frame.say(`${view.why.why} ${view.why.rule}`);
    if (view.guess === null) this.frame.say("Guess again.");
  }

  foot() {
    const { view, pending } = this.store;
    if (view.guess === null) return [this.isScale ? [["←", ""], ["→", "change"], ["↵", "commit"]] : [[lettersOf(this.store.facts.choices), "choose"], ["↵", "commit"]], this.again];
    return [view.truth && !view.why && !pending ? [["↵", "why"]] : [], this.again];
  }
}

/** A table whose columns of numbers stand right. */
function drawTable({ title, table }) {
  const [heading, ...rows] = table;
  const text = (cell) => cell.map(([, part]) => part).join("");
  const isNumber = heading.map((_, column) => rows.length > 0 && rows.every((row) => NUMBER.test(text(row[column] ?? []))));
  const spec = (tag, column, cell = []) => `${tag}${isNumber[column] ? ".ft-number" : ""}${TONES[text(cell).slice(0, 2)] ?? ""}`;
  return el(
    "div.ft-pre-table", title && el("div.ft-strong", title),
    el("table.ft-table", title && { "aria-label": title }, el("thead", el("tr", heading.map((cell, column) => el(spec("th", column), { scope: "col" }, drawPieces(cell))))),
      el("tbody", rows.map((row) => el("tr", row.map((cell, column) => el(spec("td", column, cell), drawPieces(cell))))))),
  );
}

export default () => lesson(PredictScreen);
