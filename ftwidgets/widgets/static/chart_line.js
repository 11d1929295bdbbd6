/** How is a line in a chart moved? It is dragged, or moved by keys; the value follows. */

import { el } from "./dom.js";

const LINE_KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/** How many steps a key moves a line; ±Infinity to the ends, null for other keys. */
export function stepsOf(name, shift) {
  if (name === "Home") return -Infinity;
  if (name === "End") return Infinity;
  const steps = LINE_KEYS[name];
  if (steps === undefined) return null;
  return Math.abs(steps) === 1 && shift ? 10 * steps : steps;
}

/** The one dark vertical of a chart: a slider with its value in a pill on top. */
export class ThresholdLine {
  /**
   * @param {object} plot the chart whose x axis it stands on
   * @param {object} options
   * @param {HTMLElement} [options.host] what it runs through, where that is more than the chart
   * @param {number} options.min
   * @param {number} options.max
   * @param {number} [options.step]
   * @param {string} options.name what is moved, for those who listen
   * @param {(value: number) => string} options.say the value in words
   * @param {(value: number) => void} options.move is told of each other value at once
   */
  constructor(plot, { min, max, step = 0.01, name, say, move, signal, host = plot.node }) {
    Object.assign(this, { plot, min, max, step, say, move, host, value: null, isLocked: false });
    this.words = el("span");
    this.pill = el("div.ft-pill", { role: "slider", tabIndex: 0, "aria-label": name, "aria-valuemin": min, "aria-valuemax": max, "aria-orientation": "horizontal" }, el("span.ft-grip", { "aria-hidden": "true" }), this.words);
    this.node = el("div.ft-threshold", el("div.ft-threshold-line"), this.pill);
    host.append(this.node);
    plot.drawn = () => this.#place();
    host.addEventListener("pointerdown", (event) => this.#grab(event), { signal });
    host.addEventListener("pointermove", (event) => this.#drag(event), { signal });
    for (const end of ["pointerup", "pointercancel"]) host.addEventListener(end, () => { this.pointer = null; delete this.node.dataset.dragged; }, { signal });
  }

  get isDragged() {
    return this.pointer !== null && this.pointer !== undefined;
  }

  /** Show a value; while it is dragged, only the hand moves it. */
  draw(value, { min = this.min, max = this.max } = {}) {
    this.min = min;
    this.max = max;
    if (!this.isDragged) this.#show(value);
  }

  /** A locked line shows its value, and cannot be moved. */
  setLocked(isLocked) {
    this.isLocked = isLocked;
    this.host.toggleAttribute("data-locked", isLocked);
    this.pill.setAttribute("aria-disabled", String(isLocked));
  }

  /** Move it by keys; says whether it was one of them. */
  press(name, event) {
    const steps = this.isLocked ? null : stepsOf(name, event.shiftKey);
    if (steps === null) return false;
    const value = Number.isFinite(steps) ? this.value + steps * this.step : steps < 0 ? this.min : this.max;
    this.#moveTo(value);
    return true;
  }

  #show(value) {
    this.value = value;
    const shown = value.toFixed(2);
    this.words.textContent = shown;
    this.pill.setAttribute("aria-valuenow", shown);
    this.pill.setAttribute("aria-valuetext", this.say(value));
    this.#place();
  }

  #place() {
    if (this.value !== null && this.plot.width) this.node.style.transform = `translateX(${this.plot.x(this.value)}px)`;
  }

  #moveTo(value) {
    const { min, max, step } = this;
    const steps = Math.round(value / step) * step;
    const next = Number(Math.min(max, Math.max(min, steps)).toFixed(4));
    if (next === this.value) return;
    this.#show(next);
    this.move(next);
    this.pill.setAttribute("aria-valuetext", this.say(next));
  }

  #grab(event) {
    if (event.button !== 0 || this.isLocked) return;
    const pixel = this.#pixel(event);
    if (pixel < this.plot.left - 16 || pixel > this.plot.right + 16) return;
    this.pointer = event.pointerId;
    this.node.dataset.dragged = "true";
    this.host.setPointerCapture(event.pointerId);
    this.pill.focus({ preventScroll: true });
    event.preventDefault();
    this.#moveTo(this.plot.valueAt(pixel));
  }

  #drag(event) {
    if (this.pointer === event.pointerId) this.#moveTo(this.plot.valueAt(this.#pixel(event)));
  }

  #pixel(event) {
    return event.clientX - this.plot.node.getBoundingClientRect().left;
  }
}
