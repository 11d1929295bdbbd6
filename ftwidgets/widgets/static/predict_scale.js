/** Where on the scale is the guess, and where is the truth? */

import { el, fill } from "./dom.js";

const MAX_TICKS = 10;

/** A step with PgUp, PgDn or Shift is this share of the scale. */
const BIG_STEP = 0.1;

/** Round numbers to write under a scale, both ends among them. */
export function ticksOf(low, high) {
  const least = (high - low) / MAX_TICKS;
  let step = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  for (const times of [2, 2.5, 2, 2, 2.5]) if (step < least) step = Math.round(step * times);
  const ticks = [low];
  for (let tick = Math.floor(low / step + 1) * step; tick < high - 0.6 * step; tick += step) ticks.push(tick);
  return [...ticks, high];
}

function written(number) {
  return number.toLocaleString("en-US");
}

/** A scale of whole numbers with a handle on it: dragged, stepped or typed. */
export class PredictScale {
  /** @param {(value: number | null) => void} changed is told of every other value */
  constructor({ low, high, unit, ask }, changed) {
    Object.assign(this, { low, high, unit, changed });
    this.value = null;
    this.fill = el("i.ft-pre-fill");
    this.pill = el("div.ft-pre-pill", {
      tabIndex: 0, role: "slider", "aria-label": ask, "aria-valuemin": low, "aria-valuemax": high, "aria-orientation": "horizontal",
    }, el("span.ft-pre-grip", { "aria-hidden": "true" }), (this.number = el("span")));
    this.stem = el("i.ft-pre-stem");
    this.area = el("div.ft-pre-area", el("i.ft-pre-line"), this.fill, this.stem, this.pill);
    this.area.addEventListener("pointerdown", (event) => this.#take(event));
    this.area.addEventListener("pointermove", (event) => this.area.hasPointerCapture(event.pointerId) && this.set(this.#at(event)));
    this.field = el("input.ft-input.ft-pre-field", { type: "number", min: low, max: high, step: 1, "aria-label": "Your guess", inputmode: "numeric", input: () => this.#typed() });
    this.node = el("div.ft-pre-scale", this.area, drawTicks(low, high));
    this.#draw();
  }

  share(value) {
    return (value - this.low) / (this.high - this.low);
  }

  get middle() {
    return Math.round((this.low + this.high) / 2);
  }

  set(value) {
    this.value = value === null ? null : Math.min(this.high, Math.max(this.low, Math.round(value)));
    this.field.value = this.value ?? "";
    this.#draw();
    this.changed(this.value);
  }

  /** Keys of a slider; the first one takes the handle to the middle. */
  press(name, isBig) {
    const big = Math.max(1, Math.round((this.high - this.low) * BIG_STEP));
    const step = isBig ? big : 1;
    const steps = { ArrowLeft: -step, ArrowDown: -step, ArrowRight: step, ArrowUp: step, PageDown: -big, PageUp: big };
    if (name === "Home") this.set(this.low);
    else if (name === "End") this.set(this.high);
    else if (!(name in steps)) return false;
    else this.set(this.value === null ? this.middle : this.value + steps[name]);
    return true;
  }

  /** A digit pressed anywhere begins a number. */
  type(digit) {
    this.field.focus();
    this.field.value = digit;
    this.#typed();
  }

  #typed() {
    const value = this.field.valueAsNumber;
    const fits = Number.isInteger(value) && this.low <= value && value <= this.high;
    this.value = fits ? value : null;
    this.#draw();
    this.changed(this.value);
  }

  #take(event) {
    if (event.button !== 0) return;
    event.preventDefault(); // no text is selected while one drags
    this.area.setPointerCapture(event.pointerId);
    this.pill.focus({ preventScroll: true });
    this.set(this.#at(event));
  }

  #at(event) {
    const { left, width } = this.area.getBoundingClientRect();
    return this.low + ((event.clientX - left) / width) * (this.high - this.low);
  }

  #draw() {
    const { value, unit } = this;
    const place = `${100 * this.share(value ?? this.middle)}%`;
    this.pill.style.left = this.stem.style.left = place;
    this.fill.style.width = value === null ? "0" : place;
    this.area.dataset.is = value === null ? "unset" : "set";
    this.number.textContent = value === null ? "?" : written(value);
    this.pill.setAttribute("aria-valuenow", String(value ?? this.middle));
    this.pill.setAttribute("aria-valuetext", value === null ? "no guess yet" : `${written(value)} ${unit}`.trim());
  }
}

function drawTicks(low, high) {
  return el("div.ft-pre-ticks", { "aria-hidden": "true" }, ticksOf(low, high).map((tick) => at("span", (tick - low) / (high - low), written(tick))));
}

/** A node at a place of the scale, centred there. */
function at(spec, share, ...children) {
  const node = el(spec, ...children);
  node.style.left = `${100 * share}%`;
  return node;
}

/** A label at a place, moved by as much as keeps it on the scale. */
function labelAt(spec, share, ...children) {
  const node = at(spec, share, ...children);
  node.style.transform = `translateX(-${100 * share}%)`;
  return node;
}

/** The guess, and beside it the truth once it is known, with the distance between them. */
export function drawGuess({ low, high, unit }, guess, truth) {
  const share = (value) => Math.min(1, Math.max(0, (value - low) / (high - low)));
  const own = share(guess);
  const parts = [el("i.ft-pre-line")];
  if (truth) {
    const true_ = share(truth.value);
    const gap = at("i.ft-pre-gap", Math.min(own, true_));
    gap.style.width = `${100 * Math.abs(own - true_)}%`;
    const isExact = guess === truth.value;
    const tone = isExact ? ".ft-kept" : ".ft-dropped";
    parts.push(
      gap,
      labelAt(`div.ft-pre-truth`, true_, el(`span.ft-big${tone}`, truth.words), ` ${unit}`),
      isExact ? null : labelAt("div.ft-pre-off.ft-flagged", (own + true_) / 2, truth.distance),
      at(`i.ft-pre-dot.ft-pre-dot-${isExact ? "exact" : "off"}`, true_),
    );
  }
  parts.push(at("i.ft-pre-ring", own));
  const picture = el("div.ft-pre-area", { "data-is": truth ? "shown" : "kept" });
  fill(picture, parts);
  const label = labelAt("div.ft-pre-own", own, "your guess ", el("b", written(guess)));
  return el("div.ft-pre-scale", picture, drawTicks(low, high), el("div.ft-pre-below", label));
}
