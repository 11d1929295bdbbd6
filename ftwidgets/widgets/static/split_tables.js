/** Which rows leak, and what is in each part? */

import { el, fill } from "./dom.js";
import { Pager, drawTurns, thousands } from "./explorer_parts.js";
import { shareWords } from "./split_words.js";

/** A leaked pair, one row above the other, the words that differ marked. */
export class LeakedPair {
  constructor(walk) {
    this.title = el("h4");
    this.kind = el("span.ft-quiet.ft-small");
    this.pager = new Pager("leaked pair", { back: () => walk(-1), on: () => walk(1) });
    this.pager.words.setAttribute("aria-live", "polite"); // also of the keys, in every view
    this.rows = el("div.ft-stack.ft-split-pair");
    this.node = el("section.ft-stack", { "aria-label": "A leaked pair" }, el("div", el("div.ft-between.ft-split-head", this.title, this.pager.node), this.kind), this.rows);
  }

  /** The number at once; the pair follows. */
  number(number, total) {
    this.pager.node.hidden = !total;
    if (total) this.pager.draw(`${thousands(number + 1)} of ${thousands(total)}`, number === 0, number === total - 1);
  }

  draw(leak) {
    if (leak === null) {
      this.title.textContent = "No leaked pair";
      this.kind.textContent = "";
      fill(this.rows, el("p.ft-quiet", "Even rows at random leave no siblings on both sides here."));
      return;
    }
    this.title.textContent = `A leaked pair, similarity ${leak.similarity.toFixed(2)}`;
    this.kind.textContent = `of the random rows: ${leak.kind}`;
    fill(this.rows, leak.rows.map((row) => el(
      "div", el("div.ft-quiet.ft-small", el("span.ft-code", row.name), ` ${row.part}${row.group ? `, ${row.group}` : ""}`), drawTurns(row.turns),
    )));
  }
}

/** Families and labels of each part of the chosen split. */
export class PartTable {
  constructor(turn) {
    this.title = el("h4", "In each part");
    this.which = el("span.ft-quiet.ft-small");
    this.pager = new Pager("labels", { back: () => turn(-1), on: () => turn(1) });
    this.table = el("table.ft-table.ft-split-table");
    this.none = el("p.ft-quiet.ft-small");
    this.notes = el("div.ft-stack.ft-small.ft-split-notes");
    this.node = el("section.ft-stack", { "aria-label": "In each part" }, el("div", el("div.ft-between.ft-split-head", this.title, this.pager.node), this.which), this.table, this.none, this.notes);
  }

  draw(labels, strategy, notes) {
    this.table.hidden = !labels;
    this.pager.node.hidden = !labels || labels.total <= labels.size;
    this.which.textContent = strategy === "rows" ? "of the random rows" : "of the whole families";
    const none = labels ? "No reply reads as a label, and no key is chosen as one." : "Nothing yet: this split cannot be had.";
    this.none.textContent = labels?.total ? "" : none;
    this.none.hidden = !this.none.textContent;
    fill(this.notes, notes.map((note) => el("p.ft-quiet", el("b.ft-flagged", "~ "), note)));
    if (labels) this.#drawTable(labels);
  }

  #drawTable({ parts, rows, total, start, size, page }) {
    const heads = parts.map(([name, number]) => el("th.ft-number", { scope: "col" }, `${name} ${thousands(number)}`));
    const line = (name, cells) => el("tr", el("th", { scope: "row" }, name), cells);
    const share = (number, at) => el("td.ft-number", shareWords(number, parts[at][1]), el("span.ft-quiet.ft-split-count", thousands(number)));
    fill(
      this.table,
      el("thead", el("tr", el("td"), heads)),
      el(
        "tbody",
        line("families", parts.map(([, , number]) => el("td.ft-number", thousands(number)))),
        rows.map(([name, numbers]) => line(el("span", { dir: "auto" }, name), numbers.map(share))),
      ),
    );
    this.pager.draw(`labels ${thousands(start + 1)}–${thousands(start + rows.length)} of ${thousands(total)}`, page === 0, start + size >= total);
  }
}
