/** The widget of the scores: one line one can drag, and the rows on both sides of it. */

import { drawPieces, el, fill } from "./dom.js";
import { NumberField, Segments, thousands } from "./explorer_parts.js";
import { ExplorerScreen } from "./explorer_screen.js";
import { explorer } from "./explorer_store.js";
import { ScoreChart } from "./score_chart.js";
import { LabelPanel, SignalTable } from "./score_rail.js";

const SCORE_VIEWS = [["standard", "Standard"], ["lesson", "Lesson"], ["both", "Both"]];

const SCORE_KEYS = [
  [["←", "→"], "move the line 0.01"],
  [["Shift ←", "→"], "move the line 0.10"],
  [["Home", "End"], "to the first, to the last score"],
  [["S"], "the standard scores"],
  [["L"], "the lesson's scores"],
  [["B"], "both, one over the other"],
  [["Esc"], "leave a field, then the widget"],
];

const LETTERS = { s: "standard", l: "lesson", b: "both" };

class ScoreScreen extends ExplorerScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "Scores", keys: SCORE_KEYS, use: "Use these settings", signal });
    const { facts } = store;
    const choose = (choices) => store.choose(choices);
    this.frame.subject.textContent = facts.records ? `${facts.name}, ${thousands(facts.rows)} of ${thousands(facts.records)} records passed level 1` : facts.name;
    this.views = new Segments("Scores of", SCORE_VIEWS, (view) => choose({ view }));
    this.field = new NumberField("Keep rows scoring at least", { min: 0, max: 1, step: 0.01 }, (line) => choose({ line }));
    this.chart = new ScoreChart({ move: (line) => choose({ line }), signal });
    this.signals = new SignalTable(facts, choose);
    this.labels = new LabelPanel(facts, choose);
    this.note = el("p.ft-small.ft-quiet");
    this.below = new RowList("dropped", "Just below the line", () => this.#more());
    this.above = new RowList("kept", "Just above the line", () => this.#more());
    this.empty = el("div.ft-empty", el("h4", facts.records ? "No row has passed level 1" : "Nothing to score"), el("p", facts.records ? `All ${thousands(facts.records)} records fell before they could be scored. The funnel and the findings say why.` : "There are no records. Give it what ft.load or ft.curate returned for your file."));
    const bar = el("div.ft-between", this.views.node, el("label.ft-choice", el("span.ft-quiet", "Keep rows scoring at least"), this.field.input));
    const main = el("div.ft-area-main", bar, this.chart.node, this.note);
    const rows = el("div.ft-zone", el("div.ft-two", this.below.node, this.above.node));
    const rail = el("div.ft-rail", this.signals.node, this.labels.node);
    this.all = el("div.ft-score", el("div.ft-score-main", main), rail, rows);
    this.frame.body.append(this.all, this.empty);
    this.redraw();
  }

  /** What is shown: the kernel's answer, and over it what was chosen since. */
  get state() {
    const { view, hoped, facts } = this.store;
    const weights = { ...view.weights, ...hoped.weights };
    const now = { ...view, ...hoped, weights, rows: facts.rows };
    // A line that the kernel is about to refuse is not drawn.
    if (now.line < 0 || now.line > 1) now.line = view.line;
    if (now.view === "lesson" && view.lesson) return { ...now, isLocked: true, line: facts.lessonLine, counts: view.lesson.counts, kept: view.lesson.kept, rows: facts.rows - view.lesson.crashes, labels: null, others: [] };
    return { ...now, isLocked: now.view === "lesson" };
  }

  draw() {
    const { state, store } = this;
    const isEmpty = store.facts.rows === 0;
    this.all.hidden = isEmpty;
    this.empty.hidden = !isEmpty;
    if (isEmpty) {
      this.useButton.hidden = true;
      return;
    }
    this.views.draw(state.view);
    this.field.draw(state.line);
    this.field.input.disabled = state.isLocked;
    const { line, isLocked, rows, counts, lesson, labels } = state;
    // An answer that says what the hand has drawn already is not drawn once more.
    const kept = this.chart.isCounted(line) && !isLocked ? null : state.kept;
    if (this.isOther("chart", state.view, line, isLocked, kept, rows, counts, lesson, labels?.now)) this.chart.draw(state);
    if (this.isOther("signals", state.weights, state.isLocked)) this.signals.draw(state.weights, state.isLocked);
    if (this.isOther("labels", state.labels)) this.labels.draw(store.view.labels);
    if (this.isOther("rows", store.view.below, store.view.above, store.view.near)) this.#drawRows();
    this.#drawNote(state);
    this.useButton.hidden = state.isLocked;
  }

  #drawRows() {
    const { view, facts } = this.store;
    const isLesson = view.view === "lesson";
    const kept = isLesson ? view.lesson.kept : view.kept;
    const rows = isLesson ? facts.rows - view.lesson.crashes : facts.rows;
    this.below.draw(view.below, rows - kept);
    this.above.draw(view.above, kept);
  }

  #drawNote({ view, lesson }) {
    const { facts } = this.store;
    const crashes = lesson?.crashes ? ` Its code raises an error on ${thousands(lesson.crashes)} rows.` : "";
    const words = {
      standard: "",
      lesson: `The lesson keeps what scores above ${facts.lessonLine.toFixed(2)}; exactly ${facts.lessonLine.toFixed(2)} is dropped. Its line and its words are fixed: this is for comparison.${crashes}`,
      both: lesson ? `The dashed outline is the lesson's score: it keeps ${thousands(lesson.kept)} of ${thousands(facts.rows)} rows, above ${facts.lessonLine.toFixed(2)}.${crashes}` : "",
    }[view];
    this.note.textContent = words;
    this.note.hidden = words === "";
  }

  #more() {
    this.store.choose({ near: Math.min(50, this.store.view.near + 5) });
  }

  press(name, event) {
    if (this.store.facts.rows === 0) return false;
    if (LETTERS[name]) {
      this.store.choose({ view: LETTERS[name] });
      return true;
    }
    const isOnButton = event.target.matches("button");
    return !this.state.isLocked && !(isOnButton && name === "ArrowDown") && this.chart.line.press(name, event);
  }

  foot() {
    const { means } = this.state;
    if (this.store.facts.rows === 0) return [[]];
    const mean = means[Math.round(this.state.line * 100)];
    const words = this.state.isLocked || mean === null ? "" : `average score of kept rows ${mean.toFixed(2)}`;
    return [[["←", ""], ["→", "move the line 0.01"], ["Shift ←", "0.10"], ["?", "all keys"]], words];
  }
}

/** Rows on one side of the line, the nearest first. */
class RowList {
  constructor(tone, words, more) {
    this.glyph = el(`span.ft-${tone}`, { "aria-hidden": "true" }, tone === "kept" ? "✓ " : "× ");
    this.beside = el("span.ft-quiet.ft-small");
    this.list = el("div");
    this.more = el("button.ft-link.ft-small", { type: "button", click: more }, "Show more rows");
    this.node = el("section.ft-stack", { "aria-label": words }, el("div.ft-between", el("h4", this.glyph, words), this.beside), this.list, el("div", this.more));
  }

  draw(rows, all) {
    this.beside.textContent = rows.length ? `nearest ${rows.length} of ${thousands(all)}` : "no rows";
    fill(this.list, rows.map(drawScoreRow));
    this.more.hidden = rows.length >= all || rows.length >= 50;
  }
}

function drawScoreRow({ name, line, score, prompt, parts, pieces }) {
  const text = el("div.ft-text.ft-score-text", { dir: "auto" }, pieces.length ? drawPieces(pieces) : el("span.ft-quiet", "no reply"));
  const size = pieces.reduce((sum, [, each]) => sum + each.length, 0);
  const isLong = size > 420;
  if (isLong) text.classList.add("ft-score-clamped");
  const whole = isLong ? el("button.ft-link.ft-small", { type: "button", "aria-expanded": "false", click: () => { const isOpen = !text.classList.toggle("ft-score-clamped"); whole.setAttribute("aria-expanded", String(isOpen)); whole.textContent = isOpen ? "Show less" : "Show all of it"; } }, "Show all of it") : null;
  return el(
    "article.ft-row", { "data-row": name },
    el("div.ft-strong", score),
    el("div.ft-stack.ft-score-said",
      el("div.ft-small.ft-quiet", { dir: "auto" }, prompt), text, whole,
      el("div.ft-line.ft-small", el("span.ft-code.ft-quiet", { title: `line ${line} of the file` }, name), parts.map(([value, words]) => el("span", el("span.ft-strong.ft-dropped", value), ` ${words}`)))),
  );
}

export default () => explorer(ScoreScreen);
