/** What became of the requests, and which rows came last? Rows keep their nodes. */

import { button, el, fill } from "./dom.js";
import { put } from "./generation_numbers.js";
import { TONE_OF } from "./generation_words.js";

/** Have one node for each item, in order; a node that stays is not moved, so keeps the focus. */
export function keepRows(parent, rows, items, keyOf, make) {
  const keys = new Set(items.map(keyOf));
  for (const [key, row] of rows) {
    if (keys.has(key)) continue;
    row.node.remove();
    rows.delete(key);
  }
  items.forEach((item, at) => {
    const key = keyOf(item);
    if (!rows.has(key)) rows.set(key, make(item));
    const row = rows.get(key);
    if (parent.children[at] !== row.node) parent.insertBefore(row.node, parent.children[at] ?? null);
    row.draw(item);
  });
}

function outcomeRow({ name }, onRead) {
  const [tone, glyph] = TONE_OF[name];
  const word = el("span");
  const many = el("td.ft-number.ft-strong");
  const why = el("td.ft-quiet.ft-run-why");
  const cost = el("td.ft-number");
  const read = el("button.ft-link", { type: "button", click: () => onRead({ name, position: 0 }) }, "read");
  const node = el("tr", { "data-outcome": name }, el(`th.ft-${tone}`, { scope: "row" }, glyph, " ", word), many, why, cost, el("td.ft-number", read));
  return {
    node,
    draw(item) {
      put(word, item.word);
      put(many, item.count.toLocaleString("en-US"));
      put(why, item.why);
      put(cost, item.cost);
      read.setAttribute("aria-label", `read the ${item.word} ones`);
    },
  };
}

export class Outcomes {
  constructor(store, deeds) {
    this.store = store;
    this.deeds = deeds;
    this.rows = new Map();
    this.body = el("tbody");
    this.remarks = el("div.ft-stack.ft-small.ft-quiet");
    this.again = el("div.ft-line.ft-run-again");
    const head = el("tr", el("th", { scope: "col" }, "outcome"), el("th.ft-number", { scope: "col" }, "replies"), el("th", { scope: "col" }, "why"), el("th.ft-number", { scope: "col" }, "cost"), el("th", el("span.ft-unseen", "read")));
    this.table = el("table.ft-table.ft-run-outcomes", el("thead", head), this.body);
    this.none = el("p.ft-quiet", "Nothing has come back yet. Every reply is written to the disk before it is read.");
    this.node = el("section.ft-stack", { "aria-label": "Outcomes" }, el("h4", "Outcomes"), this.table, this.none, this.remarks, this.again);
    this.isConfirming = false;
    this.stamp = "";
  }

  draw() {
    const { view, isReady } = this.store;
    keepRows(this.body, this.rows, view.outcomes, (item) => item.name, (item) => outcomeRow(item, this.deeds.read));
    this.table.hidden = !view.outcomes.length;
    this.none.hidden = view.outcomes.length > 0;
    if (!view.again) this.isConfirming = false;
    const stamp = JSON.stringify([view.remarks, view.again, this.isConfirming, isReady]);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    fill(this.remarks, view.remarks.map((words) => el("p", words)));
    this.remarks.hidden = !view.remarks.length;
    this.again.hidden = !view.again;
    fill(this.again, view.again ? this.#drawAgain(view.again) : []);
  }

  /** The first press shows the price, the second one asks. */
  #drawAgain({ count, cost }) {
    const many = count === 1 ? "the invalid one" : `the ${count.toLocaleString("en-US")} invalid ones`;
    const price = cost === "nothing" ? "costs nothing" : cost === "price unknown" ? "price unknown" : `about ${cost}`;
    if (!this.isConfirming) return [button(`Ask ${many} again: ${price}`, { kind: "again" }, () => this.#confirm(true))];
    const ask = button(`Yes, ask ${count === 1 ? "it" : `all ${count.toLocaleString("en-US")}`} again`, { kind: "again" }, () => this.deeds.again(count));
    const leave = button("Leave them", { kind: "quiet" }, () => this.#confirm(false));
    return [el("span", `Their replies stay in the journal; asking again: ${price}.`), ask, leave];
  }

  #confirm(isConfirming) {
    this.isConfirming = isConfirming;
    this.draw();
    this.again.querySelector("button")?.focus();
  }
}

function latestRow(item, onRead) {
  const [tone, glyph] = TONE_OF[item.name];
  const seed = el("span.ft-code.ft-quiet.ft-run-seed", `${item.seed} v${item.child}`);
  const text = el("span.ft-run-line", item.text);
  const word = el("span");
  const verdict = el("span.ft-nowrap.ft-run-verdict");
  const press = el("button.ft-run-latest", { type: "button", click: () => onRead({ name: item.name, request: item.request }) }, seed, text, verdict);
  return {
    node: el("li", press),
    draw({ verdict: said, level, word: name }) {
      const isDropped = level && level !== "kept" && level !== "spare";
      const [colour, mark] = isDropped ? TONE_OF.refused : [tone, glyph];
      verdict.className = `ft-nowrap ft-run-verdict ft-${colour}`;
      put(word, said || name);
      fill(verdict, `${mark} `, word);
    },
  };
}

export class Latest {
  constructor(deeds) {
    this.deeds = deeds;
    this.rows = new Map();
    this.list = el("ul.ft-run-list");
    this.node = el("section.ft-stack", { "aria-label": "Latest rows" }, el("h4", "Latest rows", el("span.ft-quiet.ft-run-beside", "the newest first")), this.list);
  }

  draw({ latest }) {
    this.node.hidden = !latest.length;
    keepRows(this.list, this.rows, latest, (item) => `${item.request} ${item.name}`, (item) => latestRow(item, this.deeds.read));
  }
}
