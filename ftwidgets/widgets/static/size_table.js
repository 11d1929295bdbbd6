/** How do five behaviours stand on one scale, and where are you? */

import { stepsOf } from "./chart_line.js";
import { el } from "./dom.js";
import { thousands } from "./explorer_parts.js";
import { SIZE_ENDS, moveSize, placeOfSize, sizeAtPlace } from "./size_scale.js";

/** The lesson's table: a row a behaviour, one of them chosen, and in each where you are. */
export class SizeTable {
  constructor(behaviours, { choose }) {
    this.rows = behaviours.map((behaviour) => sizeRow(behaviour, choose));
    const sign = (kind) => el(`i.ft-size-sign${kind}`, { "aria-hidden": "true" });
    const heads = el("div.ft-size-heads", el("span", "what it shall learn"), el("span.ft-size-number", "minimum", sign("")), el("span.ft-size-number", "recommended", sign(".ft-size-full")));
    const group = el("div.ft-size-group", { role: "radiogroup", "aria-label": "What the model shall learn" }, this.rows.map(({ node }) => node));
    this.node = el("div.ft-size-table", heads, group);
  }

  draw(chosen, have) {
    for (const { key, node, you } of this.rows) {
      const isChosen = key === chosen;
      node.setAttribute("aria-checked", String(isChosen));
      node.tabIndex = isChosen ? 0 : -1;
      you.style.left = `${100 * placeOfSize(have)}%`;
    }
  }

  /** The behaviour some rows below; the ends stay. */
  beside(chosen, steps) {
    const at = this.rows.findIndex(({ key }) => key === chosen) + steps;
    return this.rows[Math.max(0, Math.min(this.rows.length - 1, at))].key;
  }

  /** Keep the focus on the chosen row, if it was on another one. */
  follow(chosen) {
    const { activeElement } = document;
    const row = this.rows.find(({ key }) => key === chosen);
    if (this.rows.some(({ node }) => node === activeElement)) row.node.focus({ preventScroll: true });
  }
}

function sizeRow({ key, name, minimum, recommended, words: [least, better] }, choose) {
  const bar = (kind, [from, to]) => {
    const node = el(`i.${kind}`);
    const start = placeOfSize(from);
    node.style.left = `${100 * start}%`;
    node.style.width = `${100 * (placeOfSize(to ?? SIZE_ENDS[1]) - start)}%`;
    return node;
  };
  const you = el("i.ft-size-tick");
  const track = el("span.ft-size-track", { "aria-hidden": "true" }, bar("ft-size-bar", minimum), bar("ft-size-bar.ft-size-full", recommended), you);
  const node = el(
    "button.ft-size-row", { type: "button", role: "radio", "data-behaviour": key, "aria-checked": "false", "aria-label": `${name}: minimum ${least}, recommended ${better}`, click: () => choose(key) },
    el("span.ft-size-name", name), el("span.ft-size-number", least), el("span.ft-size-number", better), track,
  );
  return { key, node, you };
}

/** The handle of where you are: it is dragged, here or in the chart, or moved by keys. */
export class YouLine {
  /**
   * @param {object} options
   * @param {HTMLElement} options.chart has the same scale, and moves it too
   * @param {(have: number) => void} options.move is told of each other number at once
   */
  constructor({ chart, move, signal }) {
    this.move = move;
    this.have = null;
    this.pointer = null;
    this.words = el("span");
    this.pill = el("div.ft-pill", { role: "slider", tabIndex: 0, "aria-label": "Examples you have", "aria-valuemin": 0, "aria-valuemax": SIZE_ENDS[1], "aria-orientation": "horizontal" }, el("span.ft-grip", { "aria-hidden": "true" }), this.words);
    this.node = el("div.ft-size-strip", this.pill);
    for (const host of [this.node, chart]) this.#listen(host, signal);
  }

  #listen(host, signal) {
    host.addEventListener("pointerdown", (event) => this.#grab(event), { signal });
    host.addEventListener("pointermove", (event) => event.pointerId === this.pointer && this.#moveTo(this.#numberAt(event)), { signal });
    for (const end of ["pointerup", "pointercancel"]) host.addEventListener(end, () => { this.pointer = null; }, { signal });
  }

  draw(have) {
    if (this.pointer === null) this.#show(have);
  }

  /** Move it by keys; says whether it was one of them. */
  press(name, event) {
    const steps = stepsOf(name, event.shiftKey);
    if (steps === null) return false;
    this.#moveTo(moveSize(this.have, steps));
    return true;
  }

  #show(have) {
    this.have = have;
    const place = placeOfSize(have);
    this.pill.style.left = `${100 * place}%`;
    // At the ends the pill stays inside: it leans to the side where there is room.
    this.pill.style.transform = `translateX(${-100 * place}%)`;
    this.words.textContent = `you: ${thousands(have)}`;
    this.pill.setAttribute("aria-valuenow", Math.min(have, SIZE_ENDS[1]));
    this.pill.setAttribute("aria-valuetext", `${thousands(have)} examples`);
  }

  #moveTo(have) {
    if (have === this.have) return;
    this.#show(have);
    this.move(have);
  }

  #grab(event) {
    if (event.button !== 0) return;
    this.pointer = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    this.pill.focus({ preventScroll: true });
    event.preventDefault();
    this.#moveTo(this.#numberAt(event));
  }

  #numberAt(event) {
    const { left, width } = this.node.getBoundingClientRect();
    return sizeAtPlace((event.clientX - left) / width);
  }
}
