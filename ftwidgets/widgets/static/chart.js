/** How is a small chart drawn? In pixels, from numbers the kernel has counted. */

import { el } from "./dom.js";

/** The name that drawings go by; nothing is asked there. */
const SVG = ["http:", "", "www.w3.org", "2000", "svg"].join("/");

/** An element of a drawing; strings are text, never markup. */
export function svg(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElementNS(SVG, tag);
  if (classes.length) node.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  for (const child of children) node.append(child instanceof Node ? child : document.createTextNode(child));
  return node;
}

/** An even number with few digits that is not below: where an axis of counts ends. */
export function roundUp(number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(number, 1)));
  return [2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= number);
}

/**
 * A chart on one pair of axes, as wide as its place; `paint(plot)` draws it anew when the
 * width has changed or `draw()` is called.
 */
export class Plot {
  /**
   * @param {object} options
   * @param {number} options.height in pixels, with the margins
   * @param {{left: number, right: number, top: number, bottom: number}} options.margin
   * @param {[number, number]} options.domain what x runs from and to
   * @param {(plot: Plot) => void} options.paint puts shapes into the plot
   * @param {string} [options.name] what it shows; a text alternative is set with `say`
   */
  constructor({ height, margin, domain, paint, name, signal }) {
    Object.assign(this, { height, margin, domain, paint, width: 0, top: 1 });
    this.shapes = svg("g");
    this.drawing = svg("svg.ft-svg", { role: "img", "aria-label": name ?? "", height }, this.shapes);
    this.node = el("div.ft-chart", this.drawing);
    const resized = new ResizeObserver(([{ contentRect }]) => this.#fit(Math.floor(contentRect.width)));
    resized.observe(this.node);
    signal?.addEventListener("abort", () => resized.disconnect());
  }

  #fit(width) {
    if (width === this.width || width === 0) return;
    this.width = width;
    this.drawing.setAttribute("width", width);
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    this.draw();
  }

  /** Another height, and other margins; drawn with the next `draw()`. */
  resize(height, margin) {
    Object.assign(this, { height, margin });
    this.drawing.setAttribute("height", height);
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
  }

  draw() {
    if (this.width === 0) return;
    this.shapes.replaceChildren();
    this.paint(this);
    this.drawn?.();
  }

  /** The chart in words, for those who do not see it. */
  say(words) {
    if (this.drawing.getAttribute("aria-label") !== words) this.drawing.setAttribute("aria-label", words);
  }

  get left() {
    return this.margin.left;
  }

  get right() {
    return this.width - this.margin.right;
  }

  get floor() {
    return this.height - this.margin.bottom;
  }

  /** Where a value of the x axis is, in pixels. */
  x(value) {
    const [from, to] = this.domain;
    return this.left + ((value - from) / (to - from)) * (this.right - this.left);
  }

  /** The value of the x axis at a pixel. */
  valueAt(pixel) {
    const [from, to] = this.domain;
    return from + ((pixel - this.left) / (this.right - this.left)) * (to - from);
  }

  /** Where a value of the y axis is, in pixels; the axis runs from 0 to `top`. */
  y(value) {
    return this.floor - (value / this.top) * (this.floor - this.margin.top);
  }

  add(...nodes) {
    this.shapes.append(...nodes);
  }

  text(x, y, words, kind = "", anchor = "start") {
    const node = svg(`text.ft-tick${kind}`, { x, y, "text-anchor": anchor }, words);
    this.add(node);
    return node;
  }

  /** Gridlines at these values, and their names: `[[value, words], ...]`. */
  grid(values) {
    for (const [value, words] of values) {
      const y = this.y(value);
      if (value !== 0) this.add(svg("line.ft-gridline", { x1: this.left, x2: this.right, y1: y, y2: y }));
      this.text(this.left - 8, y + 4, words, "", "end");
    }
  }

  /** The x axis: the names of some values, and what is counted below them. */
  axis(values, words, [start = "", end = ""] = []) {
    this.add(svg("line.ft-axis", { x1: this.left, x2: this.right, y1: this.floor, y2: this.floor }));
    for (const [value, name] of values) this.text(this.x(value), this.floor + 17, name, "", "middle");
    const below = this.floor + 35;
    if (words) this.text((this.left + this.right) / 2, below, words, "", "middle");
    if (start) this.text(this.left, below, start);
    if (end) this.text(this.right, below, end, "", "end");
  }

  /** A bar from one value to another; `gap` pixels stay free in all. */
  bar(from, to, height, kind, gap = 2) {
    const x = this.x(from) + gap / 2;
    const width = Math.max(1, this.x(to) - this.x(from) - gap);
    const high = height > 0 ? Math.max(2, this.floor - this.y(height)) : 0;
    const node = svg(`rect.${kind}`, { x, width, y: this.floor - high, height: high });
    this.add(node);
    return node;
  }

  /** A line through points `[x, y]`. */
  line(points, kind) {
    const path = points.map(([x, y], at) => `${at ? "L" : "M"}${this.x(x).toFixed(1)} ${this.y(y).toFixed(1)}`).join("");
    if (points.length) this.add(svg(`path.ft-curve.${kind}`, { d: path }));
  }

  /** A tint between two lines of points with the same x: `[[x, low, high], ...]`. */
  band(points, kind) {
    if (!points.length) return;
    const at = ([x], y) => `${this.x(x).toFixed(1)} ${this.y(y).toFixed(1)}`;
    const there = points.map((point) => at(point, point[2]));
    const back = [...points].reverse().map((point) => at(point, point[1]));
    this.add(svg(`path.${kind}`, { d: `M${[...there, ...back].join("L")}Z` }));
  }

  dot(x, y, kind) {
    this.add(svg(`circle.ft-dot.${kind}`, { cx: this.x(x), cy: this.y(y), r: 5 }));
  }
}

/** Points as steps: each value holds until the next x. */
export function asSteps(points) {
  return points.flatMap(([x, y], at) => (at ? [[x, points[at - 1][1]], [x, y]] : [[x, y]]));
}
