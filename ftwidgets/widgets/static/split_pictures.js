/** How do the rows of a split lie? One by one, or by the size of their families. */

import { button, el, fill } from "./dom.js";
import { thousands } from "./explorer_parts.js";
import { SPLIT_PARTS, besideWords, halfWords, sentence, sizeWords } from "./split_words.js";

/** Width of the widest column, with the gap beside it, in pixels. */
const WIDEST = 44;

const CELLS = { t: "train", v: "validation", x: "test", X: "known", s: "surplus" };

/** Where the row of a cell is. */
export function cellWords(letter) {
  if (letter === undefined) return "–";
  return { known: "test", surplus: "left over" }[CELLS[letter]] ?? CELLS[letter];
}

/** Columns of cells: a family each; the rows are pointed at, not walked to. */
class CellGrid {
  constructor(point) {
    this.point = point;
    this.cells = new Map();
    const row = (event) => Number(event.target.dataset?.row ?? -1);
    this.node = el("div.ft-split-grid", {
      role: "img",
      pointerover: (event) => point(row(event), false),
      pointerleave: () => point(-1, false),
      click: (event) => point(row(event), true),
    });
  }

  draw(columns, letters, words) {
    this.node.setAttribute("aria-label", words);
    this.cells.clear();
    fill(this.node, columns.map((rows) => el("div", rows.map((row) => this.#cell(row, letters[row])))));
    const tallest = Math.max(...columns.map((rows) => rows.length));
    this.node.dataset.tall = String(tallest > 12);
  }

  #cell(row, letter) {
    const node = el(`i.ft-split-${CELLS[letter]}`, { "data-row": row });
    this.cells.set(row, node);
    return node;
  }

  mark(row) {
    this.marked?.classList.remove("ft-split-at");
    this.marked = this.cells.get(row);
    this.marked?.classList.add("ft-split-at");
  }
}

/** One bar a range of sizes; families that stand in several parts are outlined. */
function drawRanges(ranges) {
  const heads = ["families of", "their rows", "in several parts"].map((words) => el("span.ft-quiet.ft-small", words));
  const rows = ranges.flatMap((each) => [
    el("span.ft-small", sizeWords(each)), drawBar(each),
    el("span.ft-small.ft-split-torn-words", el(each.torn ? "b.ft-dropped" : "b.ft-kept", thousands(each.torn)), ` of ${thousands(each.families)}`),
  ]);
  return [...heads, ...rows];
}

function drawBar({ whole, several, surplus }) {
  const piece = (kind, rows) => {
    if (!rows) return null;
    const node = el(`i.ft-split-${kind}`);
    node.style.flexGrow = rows;
    return node;
  };
  const torn = several.reduce((sum, rows) => sum + rows, 0);
  const inside = torn ? el("span.ft-split-torn", several.map((rows, at) => piece(SPLIT_PARTS[at], rows))) : null;
  if (inside) inside.style.flexGrow = torn;
  return el("span.ft-split-bar", whole.map((rows, at) => piece(SPLIT_PARTS[at], rows)), inside, piece("surplus", surplus));
}

/** One of the two splits: its head, its number, its picture and its legend. */
export class SplitHalf {
  constructor(strategy, [words, called], key, choose, point) {
    Object.assign(this, { strategy, called });
    this.radio = button(words, { key, kind: "quiet", role: "radio", "data-strategy": strategy, "aria-checked": "false" }, () => choose(strategy));
    this.radio.prepend(el("span.ft-split-dot", { "aria-hidden": "true" }));
    this.badge = el("span.ft-badge");
    this.number = el("span.ft-big");
    this.unit = el("span.ft-quiet");
    this.beside = el("div.ft-quiet.ft-small");
    this.grid = new CellGrid(point);
    this.ranges = el("div.ft-split-ranges", { role: "img" });
    this.ends = el("div.ft-between.ft-quiet.ft-small");
    this.legend = el("div.ft-split-legend");
    this.facts = el("div.ft-stack", el("div.ft-split-answer", el("div", this.number, " ", this.unit), this.beside), this.grid.node, this.ranges, this.ends, this.legend);
    this.trouble = el("div.ft-message", { "data-tone": "warning", role: "status" });
    this.node = el("section.ft-stack.ft-split-half", { "aria-label": words }, el("div.ft-between", this.radio, this.badge), this.facts, this.trouble);
  }

  choose(strategy) {
    this.radio.setAttribute("aria-checked", String(strategy === this.strategy));
  }

  draw(half, columns, trouble) {
    this.facts.hidden = !half;
    this.trouble.hidden = Boolean(half);
    this.badge.hidden = false;
    if (!half) {
      this.#mark("dropped", "× cannot be had");
      fill(this.trouble, el("div.ft-strong", sentence(trouble)), el("div", "Choose other sizes below."));
      return;
    }
    const isClean = half.leaks === 0;
    this.#mark(isClean ? "kept" : "dropped", isClean ? "✓ clean" : "× leaks");
    const tests = half.parts[2][1];
    this.number.className = `ft-big ${tests ? `ft-${half.known.test ? "dropped" : "kept"}` : ""}`;
    this.number.textContent = tests ? `${thousands(half.known.test)} of ${thousands(tests)}` : "No";
    this.unit.textContent = tests ? "test rows have a sibling in train" : "test rows";
    this.beside.textContent = besideWords(half);
    this.grid.node.hidden = this.ends.hidden = !half.cells;
    this.ranges.hidden = Boolean(half.cells);
    if (half.cells) this.#drawCells(half, columns);
    else {
      this.ranges.setAttribute("aria-label", halfWords(half));
      fill(this.ranges, drawRanges(half.ranges));
    }
    this.#drawLegend(half);
  }

  #mark(tone, words) {
    this.badge.textContent = words;
    this.badge.className = `ft-badge ft-split-badge-${tone}`;
  }

  #drawCells(half, columns) {
    this.grid.draw(columns, half.cells, halfWords(half));
    const last = columns.length > 1 ? el("span", `family ${thousands(columns.length)}`) : null;
    fill(this.ends, el("span", "family 1"), last);
    this.ends.style.maxWidth = `${columns.length * WIDEST}px`;
  }

  #drawLegend(half) {
    const swatch = (kind, words, number) => el("span.ft-split-key", el(`i.ft-split-${kind}`, { "aria-hidden": "true" }), `${words} `, el("b", thousands(number)));
    fill(
      this.legend, half.parts.map(([name, rows]) => swatch(name, name, rows)),
      half.surplus ? swatch("surplus", "left over", half.surplus) : null,
      half.known.test ? swatch("known", half.cells ? "leaked test" : "in several parts", half.cells ? half.known.test : tornRows(half)) : null,
    );
  }
}

function tornRows({ ranges }) {
  return ranges.flatMap((each) => each.several).reduce((sum, rows) => sum + rows, 0);
}
