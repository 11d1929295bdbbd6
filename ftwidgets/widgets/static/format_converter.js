/** The widget of formats: a row beside what it becomes, and the prompt a model is shown. */

import { button, count, el, fill } from "./dom.js";
import { Choice, Pager, Segments, thousands } from "./explorer_parts.js";
import { ExplorerScreen } from "./explorer_screen.js";
import { explorer } from "./explorer_store.js";
import { CodePanel, HappeningTable, toneBadge } from "./format_code.js";
import { PromptPart } from "./format_prompt.js";

const FORMAT_KEYS = [
  [["←", "→"], "the row before, the next row"],
  [["Home", "End"], "the first row, the last row"],
  [["P"], "the first row with a problem, or the next one"],
  [["V"], "record, or the prompt that the model sees"],
  [["Ctrl ↵"], "render with your own template, while typing it"],
  [["Esc"], "leave a field, then the widget"],
];

const STATUS_TONES = { open: "kept", closing: "flagged", closed: "dropped" };

const IN_PRODUCTION = [["", "Not decided"], ["yes", "Yes"], ["no", "No"]];

const SYSTEM_PROMPT = { "": null, yes: true, no: false };

class FormatScreen extends ExplorerScreen {
  constructor(store, host, signal) {
    const use = store.facts.usable ? "Use these settings" : undefined;
    super(store, host, { title: "Formats", keys: FORMAT_KEYS, use, signal });
    this.frame.subject.textContent = store.facts.subject;
    if (store.facts.usable) this.frame.body.append(this.#makeBar(), this.#makeMain());
    else this.frame.body.append(this.#makeEmpty());
    this.redraw();
  }

  // Its parts

  #makeBar() {
    const { store } = this;
    this.views = new Segments("What is shown", [["record", "Record"], ["prompt", "Prompt the model sees"]], (view) => store.choose({ view }));
    this.targets = new Choice("To", store.facts.targets, (target) => store.choose({ target }));
    this.templates = new Choice("Template", store.facts.templates, (template) => store.choose({ template }));
    this.status = el("span.ft-line");
    this.pager = new Pager("row", { back: () => this.#step(-1), on: () => this.#step(1) });
    this.problem = button("", { "aria-keyshortcuts": "P" }, () => this.#find());
    this.statusWords = el("p.ft-quiet.ft-small.ft-fmt-status");
    const left = el("span.ft-line.ft-grow", this.views.node, this.targets.node, this.templates.node, this.status);
    return el("div", el("div.ft-bar.ft-fmt-bar", left, el("span.ft-line", this.pager.node, this.problem)), this.statusWords);
  }

  #makeMain() {
    const { store } = this;
    this.source = new CodePanel("Source", "The record as it was read");
    this.result = new CodePanel("Result", "The record that is written");
    this.table = new HappeningTable();
    this.record = el("div.ft-fmt-stack", el("div.ft-two", this.source.node, this.result.node), this.table.node);
    this.prompt = new PromptPart((choices) => store.choose(choices));
    this.sums = el("div.ft-fmt-stack");
    this.losses = new Segments("Losses", [["strict", "Strict"], ["allow", "Allow losses"]], (value) => store.choose({ allow_lossy: value === "allow" }));
    const losses = el("div.ft-fmt-block", el("div.ft-between", el("h4", "All rows"), el("span.ft-line", el("span.ft-quiet", "Export"), this.losses.node)), this.sums);
    this.system = new Segments("In production, calls carry a system prompt", IN_PRODUCTION, (value) => store.choose({ system_prompt: SYSTEM_PROMPT[value] }));
    this.mismatches = el("div.ft-stack");
    const asked = el("span.ft-line", el("span.ft-quiet", "Calls carry a system prompt"), this.system.node);
    const production = el("div.ft-fmt-block", el("div.ft-between", el("h4", "Production"), asked), this.mismatches);
    return el("div.ft-area-main", this.record, this.prompt.node, production, losses);
  }

  #makeEmpty() {
    const { records, name } = this.store.facts;
    const words = records
      ? `None of the ${count(records, "record")} of ${name} can be used. The findings table says why, row by row.`
      : "A row and what it becomes in each format will stand here. Load a file first.";
    return el("div.ft-empty", el("div.ft-strong", "No usable row to convert"), el("p", words), el("code.ft-code", records ? "ft.widgets.FindingsTable(…)" : 'ft.load("data/raw_tickets.jsonl")'));
  }

  // What is pressed

  #step(by, from = this.store.hoped.row ?? this.store.view.row) {
    const row = Math.min(Math.max(from + by, 0), this.store.facts.usable - 1);
    if (row !== (this.store.hoped.row ?? this.store.view.row)) this.store.choose({ row, find: null });
  }

  #find() {
    const { view } = this.store;
    if (this.problem.getAttribute("aria-disabled") === "true") return;
    this.store.choose({ find: this.#isAtProblem ? "next" : "first" });
    if (view.count.done && !view.count.problem) this.frame.say("Every row comes through whole.");
  }

  get #isAtProblem() {
    const { table, is_written: isWritten } = this.store.view.row_page;
    return !isWritten || table.some(({ kind }) => kind === "lost" || kind === "refused");
  }

  press(name) {
    if (!this.store.facts.usable) return false;
    if (name === "Ctrl+Enter") return this.#render();
    if (name === "ArrowLeft" || name === "ArrowRight") this.#step(name === "ArrowRight" ? 1 : -1);
    else if (name === "Home") this.#step(0, 0);
    else if (name === "End") this.#step(0, this.store.facts.usable - 1);
    else if (name === "p") this.#find();
    else if (name === "v") this.store.choose({ view: this.store.view.view === "record" ? "prompt" : "record" });
    else return false;
    return true;
  }

  #render() {
    if (this.store.view.template !== "own" || this.store.view.view !== "prompt") return false;
    this.prompt.render();
    return true;
  }

  foot() {
    if (!this.store.facts.usable) return [[]];
    const { count: counted, allow_lossy: allows } = this.store.view;
    const keys = [["←", ""], ["→", "row"], ["P", "with a problem"], ["V", "record or prompt"]];
    if (!counted.done) return [keys, `counting… ${thousands(counted.known)} of ${count(this.store.facts.usable, "row")}`];
    const refused = counted.kept_refused + (allows ? 0 : counted.kept_lossy);
    return [keys, `${allows ? "even so, an export" : "a strict export"} refuses ${thousands(refused)} of the ${count(counted.kept, "row")} kept now`];
  }

  // What is shown

  draw() {
    if (!this.store.facts.usable) return;
    const { view, hoped } = this.store;
    this.#drawBar({ ...view, ...hoped });
    const isRecord = view.view === "record";
    this.record.hidden = !isRecord;
    this.prompt.node.hidden = isRecord;
    if (this.isOther("row", view.row_page)) this.#drawRow(view);
    if (view.prompt && this.isOther("prompt", view.prompt)) this.prompt.draw(view.prompt);
    if (this.isOther("sums", view.count, view.allow_lossy)) this.#drawSums(view);
    if (this.isOther("production", view.production)) this.#drawProduction(view.production);
    this.losses.draw(view.allow_lossy ? "allow" : "strict");
    this.#announce(view);
  }

  #drawBar({ row, view, target, template, status, status_words: words, searching, count: counted }) {
    const { usable } = this.store.facts;
    const isRecord = view === "record";
    this.views.draw(view);
    this.targets.draw(target);
    this.templates.draw(template);
    this.targets.node.hidden = this.status.hidden = !isRecord;
    this.templates.node.hidden = isRecord;
    this.statusWords.hidden = !isRecord || status === "open";
    if (this.isOther("status", status, words)) {
      fill(this.status, toneBadge(STATUS_TONES[status], status));
      this.statusWords.textContent = words;
    }
    this.pager.draw(`Row ${thousands(row + 1)} of ${thousands(usable)}`, row === 0, row === usable - 1);
    const isNone = counted.done && !counted.problem;
    const name = searching ? "Looking for one…" : isNone ? "No row with a problem" : this.#isAtProblem ? "Next with a problem" : "First with a problem";
    if (this.isOther("problem", name)) this.problem.querySelector(".ft-words").textContent = name;
    this.problem.setAttribute("aria-disabled", String(isNone));
  }

  #drawRow({ row_page: page }) {
    const { is_file: isFile } = this.store.facts;
    const where = `${page.format}, ${isFile ? "line" : "record"} ${thousands(page.line)}${isFile ? " of the file" : ""}`;
    this.source.aside.textContent = page.edited ? `${where}, as reviewed` : where;
    this.source.drawRecord(page.source);
    fill(this.source.under, el("span.ft-quiet", page.kept ? "The filters keep this row." : "The filters drop this row: an export does not hold it."));
    this.result.aside.textContent = page.result_format;
    if (page.result) this.result.drawRecord(page.result);
    else this.result.drawNothing("There is no record: nothing of this row can be written for this target.");
    const [tone, words] = page.verdict;
    fill(this.result.under, el(`span.ft-${tone}`, `${{ kept: "✓", flagged: "~", dropped: "×" }[tone]} ${words}`));
    this.table.draw(page.table);
  }

  #drawSums({ count: counted, allow_lossy: allows }) {
    const { usable, rejected, records } = this.store.facts;
    const parts = [
      ["whole", "kept", "whole"], ["beside", "kept", "whole, with keys kept beside"],
      ["lossy", allows ? "flagged" : "dropped", allows ? "with losses" : "that would lose something"], ["refused", "dropped", "that cannot be written"],
    ].filter(([name]) => counted[name] || name === "whole");
    const sum = parts.reduce((all, [name]) => all + counted[name], 0);
    const terms = parts.flatMap(([name, tone, words], at) => [at ? " + " : " = ", el(`span.ft-${tone}.ft-nowrap`, el("span.ft-strong", thousands(counted[name])), ` ${words}`)]);
    const check = counted.done && sum === usable ? el("span.ft-kept.ft-nowrap", " ✓ adds up") : counted.done ? el("span.ft-dropped", " × does not add up") : null;
    const head = counted.done ? count(usable, "usable row") : `counting… ${thousands(counted.known)} of ${count(usable, "usable row")}`;
    const rest = rejected ? `${count(rejected, "record")} of ${thousands(records)} ${rejected === 1 ? "is" : "are"} no usable row and not here: the findings table shows them.` : "";
    fill(this.sums, el("p", head, terms, check), rest ? el("p.ft-quiet.ft-small", rest) : null);
  }

  #drawProduction({ system_prompt: system, mismatches }) {
    this.system.draw(system === null ? "" : system ? "yes" : "no");
    const said = mismatches.map(({ words, here, answer, choices }) => el(
      "div.ft-message", { "data-tone": "warning" },
      el("div.ft-strong", `${words}.`),
      el("div", `${here ? "This row is one of them. " : ""}Train on what you will send: change the rows, or say how production does it.`),
      el("div.ft-line", button(answer, {}, () => this.store.choose(choices))),
    ));
    const none = system === null ? "Say how the model will be called, and the rows are compared with it." : "The kept rows are as production will send them.";
    fill(this.mismatches, ...(said.length ? said : [el("p.ft-quiet.ft-small", none)]));
  }

  /** One sentence for those who listen, whenever another row or target is shown. */
  #announce({ row, target, view, row_page: page, prompt }) {
    const now = JSON.stringify([row, target, view, prompt?.title]);
    if (now === this.said) return;
    this.said = now;
    const words = view === "record" ? page.verdict[1] : prompt.failure || prompt.sentences.at(-1);
    this.frame.say(`Row ${row + 1} of ${this.store.facts.usable}. ${words}`);
  }
}

export default () => explorer(FormatScreen);
