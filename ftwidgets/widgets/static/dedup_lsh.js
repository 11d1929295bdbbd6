/** How are bands and rows moved, and what comes of them? */

import { button, count, el } from "./dom.js";
import { thousands } from "./explorer_parts.js";
import { onAverage } from "./dedup_words.js";

const USUAL_MOST = 64;

class BandSlider {
  constructor(name, move) {
    this.number = el("output.ft-strong.ft-dedup-slider-number");
    this.input = el("input.ft-dedup-range", { type: "range", min: 1, max: USUAL_MOST, step: 1, "aria-label": name, input: () => move(this.input.valueAsNumber) });
    this.node = el("label.ft-dedup-slider", el("span", name), this.input, this.number);
  }

  draw(value, most) {
    this.input.max = String(value > USUAL_MOST ? most : USUAL_MOST);
    if (this.input.valueAsNumber !== value) this.input.value = String(value);
    this.number.textContent = String(value);
  }
}

/** The rail beside the S-curve. */
export class LshRail {
  constructor({ hashes, many }, { move, back, read }) {
    Object.assign(this, { hashes, many });
    this.bands = new BandSlider("bands", (value) => move("bands", value));
    this.rows = new BandSlider("rows", (value) => move("rows", value));
    this.product = el("p.ft-small.ft-quiet");
    this.back = button("datasketch's choice", { key: "D" }, back);
    this.title = el("h4");
    this.seen = el("span.ft-strong.ft-kept");
    this.missed = el("span.ft-strong.ft-dropped");
    this.average = el("span");
    this.read = el("button.ft-link", { type: "button", click: read });
    this.lesson = el("p.ft-small.ft-quiet");
    const sum = (words, node, tone = "") => el("div", el(`span${tone}`, words), node);
    this.sums = el("div.ft-sums", sum("✓ seen", this.seen, ".ft-kept"), sum("× missed", this.missed, ".ft-dropped"), sum("seen on average", this.average));
    this.node = el("div.ft-rail",
      el("section.ft-stack", { "aria-label": "Bands and rows" }, el("h4", "Bands and rows"), this.bands.node, this.rows.node, this.product, el("div", this.back)),
      el("section.ft-stack", { "aria-label": "True pairs" }, this.title, this.sums, el("div", this.read), this.lesson));
  }

  /** The sliders follow the hand; the sums are the kernel's. */
  draw({ bands, rows, threshold }, lsh, answered) {
    this.bands.draw(bands, this.hashes);
    this.rows.draw(rows, this.hashes);
    const isChoice = bands === lsh.choice[0] && rows === lsh.choice[1];
    const choice = isChoice ? `This is what datasketch picks for ${threshold.toFixed(2)}.` : `datasketch picks ${lsh.choice[0]} × ${lsh.choice[1]} for ${threshold.toFixed(2)}.`;
    this.product.textContent = `${bands} × ${rows} = ${bands * rows} of ${this.hashes} hash values. ${choice}`;
    this.back.setAttribute("aria-disabled", String(isChoice));
    const { pairs, missed, expected } = lsh;
    this.title.textContent = `${count(pairs, "true pair")} from ${answered.toFixed(2)} up`;
    this.seen.textContent = missed === null ? `about ${onAverage(expected)}` : thousands(pairs - missed);
    this.missed.textContent = missed === null ? `about ${onAverage(Math.round(10 * (pairs - expected)) / 10)}` : thousands(missed);
    this.average.textContent = onAverage(expected);
    this.read.textContent = `Read the ${count(missed ?? 0, "missed pair")}`;
    this.read.hidden = !missed;
    this.lesson.textContent = this.#lesson(lsh);
  }

  #lesson({ pairs, many, copies }) {
    const [bands, rows] = this.many;
    const all = pairs - many < 0.05 ? `all ${thousands(pairs)}` : `about ${onAverage(many)} of ${thousands(pairs)}`;
    const equal = copies ? ` Rows with the same words count as one: LSH always sees them.` : "";
    return pairs ? `With ${bands} bands of ${rows} it would see ${all}, and could then check each one.${equal}` : "No two rows are that alike: there is nothing to see or to miss.";
  }
}
