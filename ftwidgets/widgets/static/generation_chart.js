/** How close are the rows to a seed? Bars that end at the limit, drawn from kernel-made bins. */

import { el, fill } from "./dom.js";

const SIZE = { width: 400, height: 196, left: 34, right: 8, top: 26, bottom: 38 };

/** The name that drawings go by; nothing is asked there. */
const SVG = ["http:", "", "www.w3.org", "2000", "svg"].join("/");

/** An element of a drawing; strings are text. */
function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  for (const child of children) node.append(child instanceof Node ? child : document.createTextNode(child));
  return node;
}

/** An even number with few digits that is not below. */
export function roundUp(number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(number, 1)));
  return [2, 4, 6, 10].map((step) => step * power).find((step) => step >= number);
}

const two = (number) => number.toFixed(2);

/** Every bin in words, for those who do not see the bars. */
function binWords(bins) {
  return bins.map((number, at) => number && `${two(at / bins.length)} to ${two((at + 1) / bins.length)}: ${number}`).filter(Boolean).join("; ");
}

/** The histogram; drawn anew whenever its numbers are others. */
export class Histogram {
  constructor() {
    this.title = el("h4");
    this.room = el("div.ft-run-chart");
    this.node = el("section.ft-stack", { "aria-label": "How close to a seed" }, this.title, this.room);
    this.stamp = "";
  }

  draw(page) {
    const stamp = JSON.stringify(page);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    fill(this.title, "How close to a seed", el("span.ft-quiet.ft-run-beside", page.rows ? page.rows.toLocaleString("en-US") + (page.rows === 1 ? " row" : " rows") : "no rows yet"));
    fill(this.room, drawBars(page));
  }
}

function drawBars(page) {
  const { bins, limit, near, words } = page;
  const { width, height, left, right, top, bottom } = SIZE;
  const most = roundUp(Math.max(...bins, 4));
  const x = (value) => left + value * (width - left - right);
  const y = (number) => height - bottom - (number / most) * (height - top - bottom);
  const step = 1 / bins.length;
  const label = `${words}. ${binWords(bins)}`;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, class: "ft-run-svg" });
  for (const number of [most / 2, most]) {
    drawing.append(svg("line", { x1: left, x2: width - right, y1: y(number), y2: y(number), class: "ft-run-grid" }));
    drawing.append(svg("text", { x: left - 6, y: y(number) + 4, "text-anchor": "end", class: "ft-run-tick" }, String(number)));
  }
  bins.forEach((number, at) => {
    if (!number) return;
    const from = x(at * step) + 1, to = x((at + 1) * step) - 1;
    const kind = at * step >= limit - step / 2 ? "ft-run-near" : "ft-run-far";
    const high = Math.max(2, y(0) - y(number));
    const said = `${two(at * step)} to ${two((at + 1) * step)}: ${number}`;
    drawing.append(svg("rect", { x: from, width: to - from, y: y(0) - high, height: high, class: kind }, svg("title", {}, said)));
  });
  drawing.append(svg("line", { x1: left, x2: width - right, y1: y(0), y2: y(0), class: "ft-run-axis" }));
  for (const value of [0, 0.2, 0.4, 0.6, 0.8, 1]) drawing.append(svg("text", { x: x(value), y: y(0) + 15, "text-anchor": "middle", class: "ft-run-tick" }, value.toFixed(1)));
  drawing.append(svg("text", { x: x(0.5), y: height - 5, "text-anchor": "middle", class: "ft-run-tick" }, "ROUGE-L with the closest seed"));
  drawing.append(svg("line", { x1: x(limit), x2: x(limit), y1: 4, y2: y(0), class: "ft-run-limit" }));
  drawing.append(svg("text", { x: x(limit) - 6, y: 14, "text-anchor": "end", class: "ft-run-tick" }, `new below ${limit}`));
  if (near) drawing.append(svg("text", { x: x(limit) + 6, y: 14, class: "ft-run-dropped" }, `× ${near.toLocaleString("en-US")} too close`));
  return drawing;
}
