/** How are records and prompts shown, with marks on what is lost, changed or made up? */

import { el, fill } from "./dom.js";
import { thousands } from "./explorer_parts.js";

/** What is said of a piece: a class, and words for those who listen. */
const FORMAT_MARKS = {
  lost: "lost: ", changed: "changed: ", invented: "made up: ", refused: "refused: ",
  learned: "learned: ", differs: "differs: ",
};

const FORMAT_KINDS = { key: "span.ft-fmt-key", hidden: "span.ft-hidden-char", token: "span.ft-fmt-token", cut: "span.ft-quiet", code: "span.ft-fmt-why" };

/** Pieces `[kind, text, mark]` as nodes; neighbours of one mark stand under one line. */
export function drawMarked(pieces) {
  const nodes = [];
  let open = null;
  for (const [kind, text, mark] of pieces) {
    const tag = FORMAT_KINDS[kind];
    const node = tag ? el(tag, text) : document.createTextNode(text);
    if (!mark) nodes.push(node);
    else if (open?.mark === mark) open.node.append(node);
    else nodes.push(el(`span.ft-fmt-mark.ft-fmt-${mark}`, el("span.ft-unseen", FORMAT_MARKS[mark]), node));
    open = mark ? { mark, node: nodes[nodes.length - 1] } : null;
  }
  return nodes;
}

/** A title with a quiet word at its right, and what stands below. */
export class CodePanel {
  constructor(title, name) {
    this.aside = el("span.ft-quiet.ft-small");
    this.code = el("div.ft-fmt-code", { tabIndex: 0, role: "group", "aria-label": name });
    this.under = el("div.ft-line.ft-small");
    this.title = el("h4", title);
    this.node = el("div.ft-fmt-panel", el("div.ft-between", this.title, this.aside), this.code, this.under);
  }

  /** Lines of a record: `{lines: [[indent, pieces]], whole}`. */
  drawRecord({ lines, whole }) {
    const rows = lines.map(([indent, pieces], at) => el(
      "div.ft-fmt-line",
      el("span.ft-fmt-number", { "aria-hidden": "true" }, at + 1),
      el("span.ft-fmt-text", { style: `--indent: ${Math.min(indent, 8)}` }, drawMarked(pieces)),
    ));
    fill(this.code, ...rows, whole ? null : el("div.ft-quiet.ft-small", "The record goes on; it is longer than what is shown here."));
    this.code.scrollTop = 0;
  }

  /** One text as a model reads it. */
  drawText({ pieces, length, skipped, whole }) {
    const before = skipped ? el("div.ft-quiet.ft-small", `… ${thousands(skipped)} characters before`) : null;
    const after = whole ? null : el("div.ft-quiet.ft-small", `… ${thousands(length)} characters in all`);
    fill(this.code, before, el("div.ft-fmt-prompt", { dir: "auto" }, drawMarked(pieces)), after);
    this.code.scrollTop = 0;
  }

  drawNothing(words) {
    fill(this.code, el("p.ft-quiet.ft-fmt-nothing", words));
  }
}

const FORMAT_BADGES = {
  lost: ["dropped", "− lost"], changed: ["flagged", "~ changed"], invented: ["flagged", "+ invented"], refused: ["dropped", "× refused"],
};

/** A word on its tint. */
export function toneBadge(tone, words) {
  return el(`span.ft-badge.ft-fmt-badge-${tone}`, words);
}

/** What happens to a row: what, where, why, and the code to search for. */
export class HappeningTable {
  constructor() {
    this.body = el("tbody");
    const heads = ["What", "Where", "What happens", "Code"].map((name) => el("th", { scope: "col" }, name));
    this.table = el("table.ft-table.ft-fmt-table", el("caption.ft-unseen", "What happens to this row"), el("thead", el("tr", heads)), this.body);
    this.nothing = el("p.ft-quiet", { hidden: true }, "Nothing of this row is lost, changed or made up.");
    this.node = el("div", this.table, this.nothing);
  }

  draw(lines) {
    this.table.hidden = !lines.length;
    this.nothing.hidden = Boolean(lines.length);
    fill(this.body, ...lines.map(({ kind, where, words, code }) => el(
      "tr",
      el("td", toneBadge(...FORMAT_BADGES[kind])), el("td.ft-fmt-where", el("code.ft-code", where)),
      el("td.ft-fmt-words", words), el("td", code ? el("code.ft-code.ft-quiet", code) : el("span.ft-unseen", "none")),
    )));
  }
}
