/** Which groups of copies are there, and what do the two rows of a pair say? */

import { button, count, el, fill } from "./dom.js";
import { Pager, drawTurns, thousands } from "./explorer_parts.js";

const SHOWN = 8;

const BADGES = { keep: "✓ keep", drop: "× drop", miss: "not seen" };

/** The list of groups: a window of them, largest first. */
export class GroupList {
  constructor(choose) {
    this.title = el("h4");
    this.rows = Array.from({ length: SHOWN }, () => this.#row(choose));
    this.list = el("div.ft-dedup-groups", this.rows.map(({ node }) => node));
    const go = (step) => () => this.groups && choose(Math.min(this.groups.total - 1, Math.max(0, (Math.floor(this.groups.at / SHOWN) + step) * SHOWN)));
    this.pager = new Pager("groups", { back: go(-1), on: go(1) });
    this.node = el("section.ft-dedup-list", { "aria-label": "Groups of copies" }, el("div.ft-between.ft-dedup-list-head", this.title, el("span.ft-quiet.ft-small", { "aria-hidden": "true" }, "rows")), this.list, this.pager.node);
  }

  #row(choose) {
    const similarity = el("span.ft-strong"), text = el("span.ft-dedup-preview", { dir: "auto" }), rows = el("span.ft-quiet"), unit = el("span.ft-unseen");
    const row = { number: 0, similarity, text, rows, unit };
    row.node = el("button.ft-dedup-group", { type: "button", click: () => choose(row.number) }, similarity, text, el("span", rows, unit));
    return row;
  }

  /** @param {{total: number, at: number, rows: object[]}} groups */
  draw(groups, at) {
    this.groups = { ...groups, at };
    this.title.textContent = `${count(groups.total, "group")}, largest first`;
    this.rows.forEach((row, place) => {
      const group = groups.rows[place];
      row.node.hidden = group === undefined;
      if (group === undefined) return;
      row.number = group.number;
      row.similarity.textContent = group.similarity.toFixed(2);
      row.text.textContent = group.text;
      row.rows.textContent = thousands(group.rows);
      row.unit.textContent = " rows";
      row.node.setAttribute("aria-current", String(group.number === at));
    });
    const first = groups.rows[0]?.number ?? 0, last = groups.rows.at(-1)?.number ?? 0;
    this.pager.node.hidden = groups.total <= SHOWN;
    this.pager.draw(`${thousands(first + 1)}–${thousands(last + 1)} of ${thousands(groups.total)}`, first === 0, last === groups.total - 1);
  }
}

/** Two rows side by side, and below them what one can decide. */
export class PairView {
  constructor({ go, keepOther, keepBoth }) {
    this.title = el("h4");
    this.pager = new Pager("pair", { back: () => go(-1), on: () => go(1) });
    this.sides = el("div.ft-dedup-sides", { tabIndex: 0, role: "group", "aria-label": "The two rows" });
    this.other = button("Keep the other", { key: "K" }, keepOther);
    this.both = button("Keep both", { key: "B" }, keepBoth);
    this.words = el("span.ft-quiet.ft-small");
    this.actions = el("div.ft-line", this.other, this.both, this.words);
    this.node = el("section.ft-dedup-detail", { "aria-label": "The pair" }, el("div.ft-between", this.title, this.pager.node), this.sides, this.actions);
  }

  drawHead(title, pairs, similarity) {
    this.title.textContent = title;
    this.pager.draw(`pair ${thousands(pairs.at + 1)} of ${thousands(pairs.total)}, similarity ${similarity.toFixed(2)}`, pairs.at === 0, pairs.at + 1 >= pairs.total);
  }

  drawActions({ isShown, canDecide, words }) {
    for (const each of [this.other, this.both]) {
      each.hidden = !isShown;
      each.setAttribute("aria-disabled", String(!canDecide));
    }
    this.words.textContent = words;
  }

  drawSides(pair) {
    fill(this.sides, pair.sides.map(drawSide));
    this.sides.scrollTop = 0;
  }
}

function drawSide(side) {
  const words = side.isPinned ? "✓ keep, decided" : BADGES[side.tone];
  return el(
    "article.ft-dedup-side", { "data-tone": side.tone, "data-row": side.name },
    el("div.ft-between",
      el("span.ft-line", el("span.ft-code.ft-strong", { title: `line ${side.line} of the file` }, side.name), el(`span.ft-badge.ft-dedup-badge-${side.tone}`, words)),
      el("span.ft-quiet", `score ${side.score.toFixed(2)}`)),
    drawTurns(side.turns), side.rest ? el("div.ft-quiet.ft-small", `and ${side.rest}`) : null,
  );
}
