/** Does a split leak? Random rows beside whole families, and what each would measure. */

import { el, fill } from "./dom.js";
import { ExplorerScreen } from "./explorer_screen.js";
import { explorer } from "./explorer_store.js";
import { SplitHalf, cellWords } from "./split_pictures.js";
import { SplitSettings } from "./split_settings.js";
import { LeakedPair, PartTable } from "./split_tables.js";
import { LESSON, siblingWords } from "./split_words.js";

const SPLIT_KEYS = [
  [["R"], "choose random rows"],
  [["G"], "choose whole families"],
  [["←", "→"], "previous, next leaked pair"],
  [["Tab"], "to the next control"],
  [["Esc"], "leave a field, then the widget"],
];

const POINT = "Point at a cell to read its row.";

class SplitScreen extends ExplorerScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "Split", keys: SPLIT_KEYS, use: "Use this split", signal });
    const choose = (strategy) => this.#choose(strategy);
    const point = (row, isPressed) => (isPressed ? this.#pin(row) : this.#point(row));
    this.halves = [
      new SplitHalf("rows", ["Random rows", "at random"], "R", choose, point),
      new SplitHalf("families", ["Whole families together", "whole families"], "G", choose, point),
    ];
    this.pinned = -1;
    this.said = el("p.ft-split-said");
    this.lesson = el("p.ft-quiet");
    this.pair = new LeakedPair((step) => this.#walk(step));
    this.table = new PartTable((step) => this.#turn(step));
    this.settings = new SplitSettings(store);
    this.working = el("p.ft-split-working", { role: "status" });
    this.loading = el("div.ft-area-main", el("div.ft-loading", el("i"), el("i"), el("i"), el("i")));
    this.empty = el("div.ft-empty", el("h4", "No rows to split"), el("p", "Nothing was kept of what came in. Curate rows that survive, then run the cell again."));
    this.main = el(
      "div",
      el("div.ft-area-main", el("div.ft-two.ft-split-halves", { role: "radiogroup", "aria-label": "Which split" }, this.halves.map((half) => half.node)), this.said, this.lesson),
      el("div.ft-zone", el("div.ft-two", this.pair.node, this.table.node)),
      this.settings.node,
    );
    this.frame.body.append(this.working, this.loading, this.empty, this.main);
    this.redraw();
  }

  get strategy() {
    return this.store.hoped.strategy ?? this.store.view.strategy;
  }

  get leakNumber() {
    return this.store.hoped.leak ?? this.store.view.leak?.number ?? 0;
  }

  draw() {
    const { view, facts, refusal } = this.store;
    if (refusal?.kind === "choice") this.frame.setMessage("refusal", null); // it is told at the settings
    this.#drawWork(view);
    const isThere = view.halves !== null && facts.rows > 0;
    this.empty.hidden = facts.rows > 0;
    this.loading.hidden = view.halves !== null || facts.rows === 0;
    this.main.hidden = !isThere;
    this.#drawUse(view);
    if (isThere) this.#drawSplit(view, facts);
  }

  #drawWork({ working }) {
    this.working.hidden = !working;
    // What the kernel is at work on is told here: it is not late.
    if (working && !this.store.connection.isLost) this.frame.setMessage("kernel", null);
    if (!this.isOther("working", working)) return;
    this.working.textContent = working ? `${working} …` : "";
    // A step that is told is an answer: the kernel is at work on this.
    if (working && this.store.flying) this.store.connection.wait(true);
  }

  /** Why nothing can be written stands beside what is split: the button keeps its place. */
  #drawUse({ hindrance, halves, trouble, subject }) {
    const { subject: node } = this.frame;
    if (hindrance || halves === null || this.store.facts.rows === 0) this.useButton.setAttribute("aria-disabled", "true");
    const words = hindrance && hindrance !== trouble ? `${subject} · ${hindrance}` : subject;
    if (node.textContent !== words) node.textContent = words;
  }

  #drawSplit(view, facts) {
    const { halves, columns, trouble, settings } = view;
    for (const half of this.halves) {
      half.choose(this.strategy);
      if (this.isOther(half.strategy, halves[half.strategy], columns, trouble)) half.draw(halves[half.strategy], columns, trouble);
    }
    if (this.isOther("pinned", columns, halves)) this.#point(-1);
    this.said.hidden = !columns?.length;
    if (this.isOther("lesson", settings.groupBy, Boolean(columns))) {
      const name = settings.others.find(([key]) => key === settings.groupBy)?.[1] ?? null;
      const what = columns ? "One column is one family, one cell a row; outlined cells are the test set." : "One bar is all families of a size; the outlined part of it stands in several parts.";
      this.lesson.textContent = `${what} ${siblingWords(facts.near, name)} ${LESSON}`;
    }
    this.pair.number(this.leakNumber, view.leak?.total ?? 0);
    if (this.isOther("leak", view.leak)) this.pair.draw(view.leak);
    if (this.isOther("labels", view.labels, view.strategy, view.notes)) this.table.draw(view.labels, view.strategy, view.notes);
    this.settings.draw();
    if (this.isOther("sum", halves[view.strategy])) this.settings.drawSum(facts.rows, halves[view.strategy]);
  }

  /** The row under the pointer, or the one that was pressed, in a line below. */
  #point(row) {
    const at = row >= 0 ? row : this.pinned;
    for (const half of this.halves) half.grid.mark(at);
    const [name, words] = this.store.facts.previews[at] ?? [];
    const where = this.halves.map(({ strategy, called }) => `${called}: ${cellWords(this.store.view.halves[strategy]?.cells?.[at])}`).join(" · ");
    if (!this.isOther("said", at, where)) return;
    fill(this.said, name ? [el("span.ft-code", name), el("span.ft-quiet", ` · ${where} · `), el("span", { dir: "auto" }, words)] : el("span.ft-quiet", POINT));
  }

  /** A cell that is pressed stays; pressed once more, it is let go. */
  #pin(row) {
    this.pinned = row === this.pinned ? -1 : row;
    this.#point(this.pinned);
  }

  #choose(strategy) {
    if (strategy !== this.strategy) this.store.choose({ strategy });
    this.frame.say(strategy === "rows" ? "Random rows." : "Whole families together.");
  }

  #walk(step) {
    const { leak } = this.store.view;
    const number = this.leakNumber + step;
    if (!leak || number < 0 || number >= leak.total) return;
    this.store.choose({ leak: number });
  }

  #turn(step) {
    const { labels } = this.store.view;
    const page = (this.store.hoped.label_page ?? labels.page) + step;
    if (page >= 0 && page * labels.size < labels.total) this.store.choose({ label_page: page });
  }

  press(name) {
    if (this.main.hidden) return false;
    if (name === "r") this.#choose("rows");
    else if (name === "g") this.#choose("families");
    else if (name === "ArrowLeft") this.#walk(-1);
    else if (name === "ArrowRight") this.#walk(1);
    else return false;
    return true;
  }

  foot() {
    const { view } = this.store;
    const keys = [["R", "random rows"], ["G", "whole families"]];
    if (view.leak) keys.push(["← →", "leaked pair"]);
    return [this.main.hidden ? [] : keys, `seed ${view.settings.seed}`];
  }
}

export default () => explorer(SplitScreen);
