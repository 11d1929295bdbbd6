/** What was found, a window of it, and the record of the chosen finding in full? */

import { button, el, fill } from "./dom.js";
import { Pager, thousands } from "./explorer_parts.js";
import { drawLine, drawRecord, fateBadge, recordFacts, toneBadge } from "./record_view.js";

/** A turn of the wheel moves so many rows. */
const WHEEL_ROWS = 3;

const VERDICTS = { valid: ["kept", "✓ valid"], warn: ["flagged", "~ warnings"], invalid: ["dropped", "× invalid"] };

/** The rows of the window; `at` tells which one keys have chosen. */
export class FindingRows {
  constructor(deeds) {
    this.deeds = deeds;
    this.rows = [];
    this.list = el("ul.ft-fnd-rows", { wheel: (event) => this.#roll(event) });
    const names = ["What", "Line", "Where", "What was found", "Code"];
    this.head = el("div.ft-fnd-grid.ft-fnd-head", { "aria-hidden": "true" }, names.map((name) => el("span", name)));
    this.node = el("div", this.head, this.list);
    this.rolled = 0;
  }

  draw(view) {
    this.rows = view.rows.map((row, at) => [view.start + at, this.#row(row, view.start + at)]);
    fill(this.list, this.rows.map(([, node]) => el("li", node)));
  }

  choose(at) {
    for (const [place, node] of this.rows) {
      node.classList.toggle("ft-fnd-at", place === at);
      if (place === at) node.setAttribute("aria-current", "true");
      else node.removeAttribute("aria-current");
    }
  }

  #row({ line, severity, code, path, message, pieces }, at) {
    return el(
      "button.ft-fnd-grid.ft-fnd-row", { type: "button", "data-at": at, click: () => this.deeds.openAt(at) },
      toneBadge(severity), el("span.ft-fnd-line", el("span.ft-unseen", "line "), thousands(line)), el("span.ft-code.ft-fnd-where", path || "the record"),
      el("span.ft-fnd-said", el("span.ft-rec-line.ft-fnd-message", message), " ", el("span.ft-rec-line.ft-quiet.ft-fnd-text", { dir: "auto" }, drawLine(pieces))), el("span.ft-code.ft-quiet.ft-fnd-code-name", code),
    );
  }

  /** The wheel moves the window only while the widget has the focus, and can move. */
  #roll(event) {
    if (!this.deeds.hasFocus || event.ctrlKey || !event.deltaY) return;
    this.rolled += event.deltaMode === 0 ? event.deltaY / 40 : event.deltaY;
    const rows = Math.trunc(this.rolled);
    if (this.deeds.roll(rows || Math.sign(this.rolled), rows === 0)) event.preventDefault();
    else this.rolled = 0;
    this.rolled -= rows;
  }
}

/** One record with all that was found in it. */
export class FoundRecord {
  constructor(deeds) {
    this.head = el("div.ft-line");
    this.body = el("div.ft-rec");
    this.back = button("Back to the findings", { key: "Esc", kind: "quiet", after: true }, () => deeds.close());
    this.pager = new Pager("row", { back: () => deeds.step(-1), on: () => deeds.step(1) });
    this.node = el("section.ft-rec", { "aria-label": "The row" }, el("div.ft-between", this.head, el("span.ft-line", this.back, this.pager.node)), this.body);
  }

  draw(page) {
    this.node.hidden = page === null;
    if (page === null) return;
    const [hue, words] = VERDICTS[page.verdict];
    fill(this.head, recordFacts(page), el(`span.ft-badge.ft-rec-tone.ft-rec-${hue}`, words), page.fate.is === "kept" || page.verdict !== "invalid" ? fateBadge(page.fate) : null);
    this.pager.draw("", page.before === null, page.after === null);
    fill(this.body, drawRecord(page));
  }
}
