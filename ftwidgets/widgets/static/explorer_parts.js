/** How do the controls and rows look that explorers share? */

import { button, drawPieces, el, fill } from "./dom.js";

/** Some choices side by side, one of them pressed: `[[value, words], ...]`. */
export class Segments {
  constructor(name, options, choose) {
    this.buttons = options.map(([value, words]) => [value, button(words, { "data-value": value }, () => choose(value))]);
    this.node = el("div.ft-segments", { role: "group", "aria-label": name }, this.buttons.map(([, node]) => node));
  }

  draw(chosen) {
    for (const [value, node] of this.buttons) node.setAttribute("aria-pressed", String(value === chosen));
  }
}

/** One choice of a list, with its name before it. */
export class Choice {
  constructor(name, options, choose) {
    this.select = el("select.ft-select", { "aria-label": name, change: () => choose(this.select.value) });
    this.node = el("label.ft-choice", el("span.ft-quiet", name), this.select);
    this.setOptions(options);
  }

  setOptions(options) {
    fill(this.select, options.map(([value, words]) => el("option", { value }, words)));
  }

  draw(chosen) {
    if (this.select.value !== chosen) this.select.value = chosen;
  }
}

/** A number one types; it counts when Enter is pressed or the field is left. */
export class NumberField {
  constructor(name, { min, max, step, digits = 2 }, choose) {
    this.digits = digits;
    this.choose = choose;
    this.shown = null;
    this.input = el("input.ft-input.ft-number-field", {
      type: "number", min, max, step, "aria-label": name, inputmode: "decimal",
      change: () => this.#commit(),
      keydown: (event) => event.key === "Enter" && this.#commit(),
    });
  }

  #commit() {
    const { input } = this;
    const value = input.valueAsNumber;
    const isSame = input.value === this.shown;
    if (isSame) return;
    this.shown = input.value;
    // What is out of range goes to the kernel all the same: it says what is allowed.
    if (Number.isFinite(value)) this.choose(value);
    else this.draw(this.value);
  }

  draw(value) {
    this.value = value;
    const words = value.toFixed(this.digits);
    const isBeingTyped = document.activeElement === this.input && this.input.value !== this.shown;
    if (isBeingTyped) return;
    this.shown = words;
    if (this.input.value !== words) this.input.value = words;
  }
}

/** The messages of a row, each with its role above it. */
export function drawTurns(turns) {
  return turns.map((turn) => {
    const shown = turn.pieces.reduce((sum, [, text]) => sum + text.length, 0);
    const rest = turn.length > shown ? el("span.ft-quiet.ft-small", ` … ${turn.length.toLocaleString("en-US")} characters in all`) : null;
    const text = turn.length ? drawPieces(turn.pieces) : el("span.ft-quiet", "no text");
    return el("div.ft-said-by", el("div.ft-quiet.ft-small", turn.role), el("div.ft-text", { dir: "auto" }, text, rest));
  });
}

/** ‹ and › with the position before them. */
export class Pager {
  constructor(words, { back, on }) {
    this.words = el("span.ft-quiet");
    this.back = button("‹", { kind: "icon", "aria-label": `Previous ${words}` }, back);
    this.on = button("›", { kind: "icon", "aria-label": `Next ${words}` }, on);
    this.node = el("span.ft-line.ft-pager", this.words, this.back, this.on);
  }

  draw(words, isFirst, isLast) {
    this.words.textContent = words;
    this.back.setAttribute("aria-disabled", String(isFirst));
    this.on.setAttribute("aria-disabled", String(isLast));
  }
}

/** A share in percent as people read it: one decimal. */
export function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/** Thousands with commas. */
export function thousands(number) {
  return number.toLocaleString("en-US");
}
