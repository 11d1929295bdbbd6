/** What is wrong in which row, and what does the row say? */

import { button, count, el } from "./dom.js";
import { explorer } from "./explorer_store.js";
import { ExplorerScreen } from "./explorer_screen.js";
import { Pager, thousands } from "./explorer_parts.js";
import { CodeFilter, SearchField, SeverityFilter, drawHidden } from "./findings_filter.js";
import { FindingRows, FoundRecord } from "./findings_list.js";

const FINDINGS_KEYS = [
  [["↑", "↓"], "choose a finding"],
  [["PgUp", "PgDn"], "a window back or on"],
  [["Home", "End"], "first and last finding"],
  [["↵"], "read its row in full"],
  [["←", "→"], "in an open row, the row before and after"],
  [["/"], "search"],
  [["Esc"], "leave the search, the row, then the widget"],
  [["?"], "these keys"],
];

export class FindingsScreen extends ExplorerScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "Findings", keys: FINDINGS_KEYS, signal });
    const { facts } = store;
    this.frame.subject.textContent = facts.found ? `${facts.name}, ${count(facts.found, "finding")} in ${thousands(facts.rowsFound)} of ${count(facts.rows, "row")}` : facts.name;
    if (!facts.found) this.frame.body.append(praise(facts));
    else this.#build(facts);
    this.redraw();
  }

  #build(facts) {
    this.severity = new SeverityFilter((severity) => this.#filter({ severity }));
    this.search = new SearchField((text) => this.#filter({ text }));
    this.codes = new CodeFilter(facts.codes, (code) => this.#toggle(code));
    this.clear = button("Clear the filter", { kind: "quiet" }, () => this.clearFilter());
    this.number = el("span.ft-big");
    this.what = el("span.ft-quiet");
    this.pager = new Pager("findings", { back: () => this.turn(-1), on: () => this.turn(1) });
    this.rows = new FindingRows(this);
    this.none = drawHidden(facts, () => this.clearFilter());
    this.record = new FoundRecord(this);
    this.sum = el("div.ft-between", el("span.ft-line.ft-fnd-sum", this.number, this.what), this.pager.node);
    this.frame.body.append(
      el("div.ft-bar", this.severity.node, el("span.ft-fnd-search-box", this.search.input, this.clear)),
      el("div.ft-split.ft-fnd-split", el("div.ft-area-main", this.sum, this.rows.node, this.none, this.record.node), el("div.ft-rail", this.codes.node)),
    );
  }

  get hasFocus() {
    return this.frame.root.contains(document.activeElement);
  }

  /** What is chosen, or will be. */
  get hoped() {
    const { view, hoped } = this.store;
    return { ...view, opened: view.record !== null, ...hoped };
  }

  draw() {
    const { view, facts } = this.store;
    if (!facts.found) return;
    const { codes, severity, text, at } = this.hoped;
    if (this.isOther("filter", codes, severity, text, view)) this.#drawFilter(codes, severity, text);
    if (this.isOther("rows", view.rows, view.record !== null, view.total)) this.#drawRows(view, facts);
    if (this.isOther("at", at, view.rows)) this.rows.choose(at);
    if (this.isOther("record", view.record)) this.record.draw(view.record);
  }

  #drawFilter(codes, severity, text) {
    const { view } = this.store;
    this.severity.draw(severity, view.severities);
    this.codes.draw(codes, view.counts);
    this.search.draw(text);
    this.clear.classList.toggle("ft-fnd-gone", view.isAll);
    this.number.textContent = thousands(view.total);
    this.what.textContent = `${view.total === 1 ? "finding" : "findings"} in ${count(view.rowsShown, "row")}`;
    if (this.isOther("said", view.total, view.rowsShown)) this.frame.say(`${count(view.total, "finding")} in ${count(view.rowsShown, "row")}.`);
  }

  #drawRows(view, facts) {
    const isOpen = view.record !== null;
    this.rows.node.hidden = isOpen || !view.total;
    this.none.hidden = isOpen || view.total > 0;
    this.pager.node.hidden = isOpen || !view.total;
    this.rows.draw(view);
    this.rows.list.classList.toggle("ft-fnd-searching", Boolean(view.text.trim()));
    this.pager.draw(`${thousands(view.start + 1)} to ${thousands(view.start + view.rows.length)} of ${thousands(view.total)}`, view.start === 0, view.start + facts.size >= view.total);
  }

  #toggle(code) {
    const { codes } = this.hoped;
    if (code === null) this.#filter({ codes: [] });
    else this.#filter({ codes: codes.includes(code) ? codes.filter((each) => each !== code) : [...codes, code] });
  }

  /** Another filter begins at its first finding, wherever one was on the way to. */
  #filter(choices) {
    this.store.choose({ ...choices, start: 0, at: 0, opened: false });
  }

  /** Another window takes the chosen finding along. */
  #slide(start) {
    const at = Math.max(start, Math.min(this.hoped.at, start + this.store.facts.size - 1));
    this.store.choose({ start, at });
  }

  clearFilter() {
    this.search.clear();
    this.#filter({ codes: [], severity: null, text: "" });
  }

  openAt(at) {
    this.store.choose({ at, opened: true });
  }

  close() {
    this.store.choose({ opened: false });
  }

  /** The row before or after the open one. */
  step(by) {
    const { record } = this.store.view;
    const at = record && (by < 0 ? record.before : record.after);
    if (Number.isInteger(at)) this.store.choose({ at });
  }

  turn(by) {
    const { facts, view } = this.store;
    const start = Math.max(0, Math.min(this.hoped.start + by * facts.size, view.total - 1));
    if (start !== this.hoped.start) this.#slide(start);
  }

  /** Whether the window can move by so many rows; it does unless that is only asked. */
  roll(rows, isAsked) {
    const { facts, view } = this.store;
    const last = Math.max(0, view.total - facts.size);
    const start = Math.max(0, Math.min(this.hoped.start + rows, last));
    if (start === this.hoped.start) return false;
    if (!isAsked) this.#slide(start);
    return true;
  }

  #walk(by) {
    const { total } = this.store.view;
    const at = Math.max(0, Math.min(this.hoped.at + by, total - 1));
    if (at !== this.hoped.at) this.store.choose({ at });
  }

  press(name, event) {
    const { facts, view } = this.store;
    if (!facts.found) return false;
    if (name === "/") {
      this.search.input.focus();
      return true;
    }
    if (this.hoped.opened) return this.#pressInRecord(name);
    if (name === "Enter" && event.target === this.frame.root && view.total) this.openAt(this.hoped.at);
    else if (name === "Enter") return false;
    else {
      const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -facts.size, PageDown: facts.size, Home: -view.total, End: view.total };
      if (steps[name] === undefined) return false;
      this.#walk(steps[name]);
    }
    return true;
  }

  #pressInRecord(name) {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[name];
    if (step !== undefined) this.step(step);
    return step !== undefined;
  }

  leaveText() {
    if (super.leaveText()) return true;
    if (!this.hoped.opened) return false;
    this.close();
    return true;
  }

  foot() {
    const { facts, view } = this.store;
    if (!facts.found) return [[]];
    const value = `.value has ${count(view.rowsShown, "row")}`;
    if (view.record) return [[["←", "row before"], ["→", "row after"], ["Esc", "back to the findings"]], value];
    return [[["↑", ""], ["↓", "finding"], ["↵", "read its row"], ["/", "search"]], value];
  }
}

function praise({ rows }) {
  if (!rows) return el("div.ft-empty", el("h4", "No row came in"), el("p", "Here you will see what is wrong in which row. Load a file with ft.load(…) and show it here."));
  return el("div.ft-empty", el("h4", "Nothing was found"), el("p", `${rows === 1 ? "The one row was" : `All ${thousands(rows)} rows were`} read, and there is no error, warning or note about ${rows === 1 ? "it" : "any"}. That is about form: how good the replies are, scores say.`));
}

export default () => explorer(FindingsScreen);
