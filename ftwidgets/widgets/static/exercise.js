/** Does the answer pass, and how is one helped on? */

import { button, count, drawPieces, el, fill } from "./dom.js";
import { LessonScreen, drawText, drawTwice, refill } from "./lesson_screen.js";
import { lesson } from "./lesson_store.js";

const EXERCISE_KEYS = [
  [["H"], "the next hint"],
  [["S"], "the solution"],
  [["Tab"], "to the next button"],
  [["Esc"], "leave the widget, or close this"],
  [["?"], "these keys"],
];

const STATES = { passed: "passed", not_yet: "not yet", raised: "raised an error", not_started: "not started" };

const SIGNS = { passed: "✓", not_yet: "~", raised: "×", not_started: "" };

export class ExerciseScreen extends LessonScreen {
  constructor(store, host, signal) {
    const { number, title } = store.facts;
    super(store, host, { title: `Exercise ${number}`, subject: title, keys: EXERCISE_KEYS, signal });
    this.marks = el("span.ft-exe-standing");
    this.frame.saved.before(this.marks);
    this.outcome = el("section.ft-exe-outcome", { "aria-label": "Outcome" });
    this.hints = el("section.ft-exe-hints", { "aria-label": "Hints" });
    this.solution = el("section.ft-exe-solution", { "aria-label": "Solution" });
    this.actions = el("div.ft-actions.ft-exe-actions");
    this.tries = el("span");
    this.frame.body.append(el("div.ft-les-body", this.outcome, this.hints, this.solution), this.actions);
    this.redraw();
  }

  saved() {
    return this.store.view.tries ? "on disk" : "";
  }

  draw() {
    const { view } = this.store;
    if (this.isOther("marks", view.marks)) fill(this.marks, this.#drawMarks());
    if (this.isOther("outcome", view.outcome, this.hasPassed)) fill(this.outcome, this.#drawOutcome());
    if (this.isOther("hints", view.hints)) this.#drawHints();
    if (this.isOther("solution", view.solution)) this.#drawSolution();
    if (this.isOther("actions", view, this.store.connection.isLost)) refill(this.actions, this.#drawActions());
    this.tries.textContent = view.tries ? `${count(view.tries, "answer")} judged` : "";
  }

  /** Whether it was passed once: that stays, whatever is judged later. */
  get hasPassed() {
    return this.store.view.marks[this.store.facts.number - 1] === "passed";
  }

  #drawMarks() {
    const { view, facts } = this.store;
    const passed = view.marks.filter((state) => state === "passed").length;
    const squares = view.marks.map((state, at) => el(`i${at + 1 === facts.number ? ".ft-exe-here" : ""}`, { "data-state": state, title: `${at + 1}: ${STATES[state]}` }, SIGNS[state]));
    const spoken = view.marks.map((state, at) => `${at + 1} ${STATES[state]}`).join(", ");
    return [el("span.ft-exe-marks", { role: "img", "aria-label": `${view.sentence}: ${spoken}` }, squares), el("span.ft-strong.ft-nowrap", `${passed} of ${view.marks.length}`)];
  }

  #drawOutcome() {
    const { state, title, caution, sentence, row, checked } = this.store.view.outcome;
    if (state === "unjudged") return this.#drawUnjudged(title);
    const stays = this.hasPassed && state !== "passed" ? el("p.ft-quiet", "You passed it before, and that stays.") : null;
    return [
      el("div.ft-exe-title", { "data-state": state }, title),
      caution ? el("div.ft-message", { "data-tone": "warning" }, caution) : null,
      drawText(sentence),
      row.length ? el("div.ft-exe-row", el("div.ft-les-cap", state === "raised" ? "It was given" : "Where it fails"), drawText(row)) : null,
      checked.length ? el("ul.ft-exe-checked", { "aria-label": "What was checked" }, checked.map((each) => el("li", el("span.ft-kept", "✓"), el("span", drawPieces(each))))) : null,
      stays,
    ];
  }

  #drawUnjudged(title) {
    const again = button("Judge it now", {}, () => this.store.act("judge"));
    return [el("div.ft-exe-title", { "data-state": "raised" }, title), el("p", "The progress file could not be written, so your answer is not counted. It is still here: make room on the disk, then have it judged."), el("div.ft-line", again)];
  }

  #drawHints() {
    const { hints } = this.store.view;
    this.hints.hidden = hints.length === 0;
    fill(this.hints, hints.map((hint, at) => el("div.ft-exe-hint", el("div.ft-les-cap", `Hint ${at + 1}`), el("p.ft-les-prose", hint))));
  }

  #drawSolution() {
    const { solution } = this.store.view;
    this.solution.hidden = solution === null;
    if (solution === null) return;
    fill(
      this.solution,
      el("div.ft-les-cap", "A cell that passes"),
      el("pre.ft-les-code", { tabIndex: 0, "aria-label": "The solution" }, solution.code),
      el("div.ft-les-cap", "Why"),
      el("p.ft-les-prose", solution.why),
      el("div.ft-les-cap", "Now try this one"),
      el("p.ft-les-prose", solution.another),
    );
  }

  #drawActions() {
    const { view, connection } = this.store;
    const { hints, hintsTotal } = view;
    const off = { disabled: connection.isLost };
    const isPassing = view.outcome.state === "passed";
    const left = hints.length < hintsTotal && !isPassing;
    const hint = left ? button(`Hint ${hints.length + 1} of ${hintsTotal}`, { key: "H", "aria-keyshortcuts": "H", ...off }, () => this.#hint()) : null;
    return [hint, this.#drawSolutionButton(off), el("span.ft-grow"), view.tries || hints.length ? drawTwice("Reset", "Press again to reset tries and hints", () => this.store.act("reset"), off) : null];
  }

  #drawSolutionButton(off) {
    const { view } = this.store;
    this.solutionButton = null;
    if (view.solution) return null;
    const options = { key: "S", "aria-keyshortcuts": "S", ...off };
    if (!view.offersSolution) this.solutionButton = drawTwice("Show the solution", "Press again to see the solution", () => this.#show(), options);
    else this.solutionButton = button(this.hasPassed ? "Compare with a solution" : "Show the solution", { ...options, kind: this.hasPassed ? "" : "main" }, () => this.#show());
    return this.solutionButton;
  }

  #hint() {
    const { hints, hintsTotal } = this.store.view;
    if (hints.length < hintsTotal) this.store.act("hint");
  }

  #show() {
    this.store.act("solution");
  }

  #pressSolution() {
    this.solutionButton?.focus(); // a first press is forgotten when the focus goes
    this.solutionButton?.click();
  }

  press(name) {
    if (name === "h") this.#hint();
    else if (name === "s") this.#pressSolution();
    else return false;
    return true;
  }

  done(deed, words) {
    super.done(deed, words);
    const shown = { hint: this.hints.lastElementChild, solution: this.solution }[deed.do];
    if (deed.do === "hint") this.frame.say(`Hint: ${this.store.view.hints.at(-1)}`);
    shown?.scrollIntoView({ block: "nearest" });
  }

  foot() {
    const { view } = this.store;
    const hint = view.hints.length < view.hintsTotal && view.outcome.state !== "passed" ? [["H", "hint"]] : [];
    return [[...hint, ...(view.solution ? [] : [["S", "solution"]])], this.tries];
  }
}

export default () => lesson(ExerciseScreen);
