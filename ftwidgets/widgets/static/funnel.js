/** How many rows does each level let through, and which ones fell? */

import { el } from "./dom.js";
import { explorer } from "./explorer_store.js";
import { ExplorerScreen } from "./explorer_screen.js";
import { thousands } from "./explorer_parts.js";
import { FallenRows, StageBand, drawSum } from "./funnel_parts.js";

const FUNNEL_KEYS = [
  [["↑", "↓"], "stage; in an open row, the row before and after"],
  [["←", "→"], "reason; in an open row, the row before and after"],
  [["↵"], "open the first row that is shown"],
  [["PgUp", "PgDn"], "previous and next rows"],
  [["Esc"], "back to the rows, then leave the widget"],
  [["?"], "these keys"],
];

const FUNNEL_STEPS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1, PageUp: -1, PageDown: 1 };

export class FunnelScreen extends ExplorerScreen {
  constructor(store, host, signal) {
    const isEmpty = store.facts.sum.total === 0;
    super(store, host, { title: "Funnel", keys: FUNNEL_KEYS, use: isEmpty || store.facts.problem ? undefined : "Write the recipe", signal });
    const { facts } = store;
    this.frame.subject.textContent = `${facts.name}, recipe ${facts.preset}`;
    this.bands = facts.stages.map((stage) => new StageBand(stage, facts.sum.total, this));
    this.rows = new FallenRows(this);
    this.isToOpen = false;
    if (facts.problem) this.#warn(facts.problem);
    this.frame.body.append(isEmpty ? this.#invite() : el("div.ft-area-main", drawSum(facts.sum, facts.problem), el("ul.ft-fun-stages", this.bands.map(({ node }) => node)), this.rows.node));
    this.redraw();
  }

  #warn(problem) {
    const text = "The stages are left out, as they would be wrong. The recipe and your file are as they were. Run ft.curate(…) on the file again; a curation that was changed by hand does not count right.";
    this.frame.setMessage("sum", { tone: "error", title: `The sum does not add up: ${problem}.`, text });
  }

  #invite() {
    return el("div.ft-empty", el("h4", "No line came in"), el("p", "Here you will see how many lines each level keeps, and read every one that fell. Load a file with ft.load(…) and show ft.curate(…) of it."));
  }

  /** What is open, or will be. */
  get hoped() {
    return { ...this.store.view, ...this.store.hoped };
  }

  get isLeaving() {
    const { hoped } = this.store;
    return "stage" in hoped || "reason" in hoped;
  }

  /** Whether other rows than those shown are asked for. */
  get isStale() {
    return this.isLeaving || "start" in this.store.hoped;
  }

  draw() {
    const { view, facts } = this.store;
    const { stage, reason } = this.hoped;
    if (this.isOther("bands", stage, reason)) for (const band of this.bands) band.draw(stage, reason);
    if (this.isToOpen && !this.isStale) queueMicrotask(() => this.#openFirst());
    if (!this.isOther("rows", view)) return;
    const open = facts.stages.find(({ level }) => level === view.stage) ?? null;
    this.rows.draw(view, open, facts.size);
    const { record } = view;
    if (open) this.frame.say(record ? `${record.name}, line ${thousands(record.line)}: ${record.fate.words}.` : `${this.rows.title.textContent}.`);
  }

  /** Another stage or reason begins at its first row, wherever one was on the way to. */
  #open(stage, reason) {
    this.isToOpen = false;
    this.store.choose({ stage, reason, start: 0, record: null });
  }

  openStage(level) {
    this.#open(level, null);
  }

  /** A reason that is open already is closed. */
  openReason(level, code) {
    const { stage, reason } = this.hoped;
    this.#open(level, stage === level && reason === code ? null : code);
  }

  /** A row of a stage that is left already is none. */
  openRecord(record) {
    if (!this.isStale) this.store.choose({ record });
  }

  #openFirst() {
    if (!this.isToOpen) return;
    this.isToOpen = false;
    const { rows } = this.store.view;
    if (rows.length) this.openRecord(rows[0].record);
  }

  /** The window before or after; of an open row, the row before or after. */
  turn(step) {
    const { record, start, total } = this.hoped;
    const open = this.store.view.record;
    if (record !== null) {
      const near = open && (step < 0 ? open.before : open.after);
      if (Number.isInteger(near)) this.openRecord(near);
      return;
    }
    this.isToOpen = false;
    const to = start + step * this.store.facts.size;
    if (to >= 0 && (this.isLeaving || to < total)) this.store.choose({ start: to });
  }

  press(name, event) {
    const step = FUNNEL_STEPS[name];
    if (name === "Enter") return this.#enter(event);
    if (step === undefined || !this.bands.length) return false;
    if (this.hoped.record !== null || name.startsWith("Page")) this.turn(step);
    else if (name === "ArrowUp" || name === "ArrowDown") this.#stepStage(step);
    else this.#stepReason(step);
    return true;
  }

  /** ↵ on a button presses it; elsewhere it opens a row. */
  #enter(event) {
    if (event.target !== this.frame.root || this.hoped.record !== null) return false;
    this.isToOpen = true;
    if (!this.isStale) this.#openFirst();
    return true;
  }

  #stepStage(step) {
    const { stages } = this.store.facts;
    const at = stages.findIndex(({ level }) => level === this.hoped.stage);
    const to = at < 0 ? (step > 0 ? 0 : stages.length - 1) : at + step;
    if (to >= 0 && to < stages.length) this.openStage(stages[to].level);
  }

  #stepReason(step) {
    const { stage, reason } = this.hoped;
    const open = this.store.facts.stages.find(({ level }) => level === stage);
    if (!open) return;
    const codes = [null, ...open.reasons.map(([code]) => code)];
    const to = codes.indexOf(reason) + step;
    if (to >= 0 && to < codes.length) this.#open(stage, codes[to]);
  }

  leaveText() {
    this.isToOpen = false;
    if (this.hoped.record === null) return super.leaveText();
    this.store.choose({ record: null });
    return true;
  }

  foot() {
    const { view, facts } = this.store;
    const kept = facts.sum.kept;
    const same = facts.problem || !facts.sum.total ? "" : `same recipe, same file, same ${thousands(kept)} ${kept === 1 ? "row" : "rows"}`;
    if (!facts.stages.length || !facts.sum.total) return [[], same];
    if (view.record) return [[["←", "row before"], ["→", "row after"], ["Esc", "back to the rows"]], same];
    return [[["↑", ""], ["↓", "stage"], ["→", "reason"], ["↵", "open a row"]], same];
  }
}

export default () => explorer(FunnelScreen);
