/** Where does the lesson see quality stop growing, and where are you on its curve? */

import { Plot, svg } from "./chart.js";
import { el } from "./dom.js";
import { thousands } from "./explorer_parts.js";
import { SIZE_DOMAIN, SIZE_ENDS, SIZE_TICKS, tickName } from "./size_scale.js";

/** Left and right as the table above stands: see size_guide.css. */
const RETURNS_MARGIN = { left: 30, right: 14, top: 34, bottom: 42 };

/** Narrower than this, only the words nearest to you are drawn. */
const ALL_WORDS = 520;

/** Where each text stands from its point: [right, down, anchor]; none lies on the line. */
const WORD_PLACES = [[4, 20, "start"], [-4, -12, "end"], [6, 20, "start"], [-4, -13, "end"], [0, 22, "middle"], [10, -12, "end"]];

/** The lesson's curve of diminishing returns. */
export class ReturnsChart {
  constructor(returns, signal) {
    this.returns = returns;
    this.have = 0;
    this.plot = new Plot({ height: 214, margin: RETURNS_MARGIN, domain: SIZE_DOMAIN, signal, paint: (plot) => this.#paint(plot) });
    this.plot.top = 10;
    this.node = el("section.ft-stack.ft-size-returns", { "aria-label": "Diminishing returns" }, el("div.ft-line", el("h4", "Diminishing returns"), el("span.ft-quiet.ft-small", "the lesson's drawing; it is no measurement")), this.plot.node);
  }

  draw(have) {
    this.have = have;
    const points = this.returns.map(([size, bars, words, more]) => `${thousands(size)}${more ? " and more" : ""}: ${bars} of 10, ${words}`);
    this.plot.say(`Quality by examples, in the lesson's words. ${points.join("; ")}. You have ${thousands(have)}.`);
    this.plot.draw();
  }

  #paint(plot) {
    const points = this.returns.map(([size, bars]) => [Math.log10(size), bars]);
    const [, level] = points.at(-1);
    plot.grid([[5, "5"], [10, "10"]]);
    plot.text(plot.left - 22, 13, plot.width >= ALL_WORDS ? "quality, in the lesson's ten bars" : "quality");
    plot.line([...points, [SIZE_DOMAIN[1], level]], "ft-size-curve");
    plot.axis(SIZE_TICKS.map((size) => [Math.log10(size), tickName(size)]), "examples, log scale");
    this.#paintYou(plot, points);
    points.forEach(([x, y]) => plot.dot(x, y, "ft-dot-quiet"));
    const nearest = this.#nearest();
    this.returns.forEach((each, at) => {
      if (plot.width >= ALL_WORDS || at === nearest) this.#paintWords(plot, points[at], each, at, at === nearest);
    });
  }

  /** The point that is closest to you, on this scale. */
  #nearest() {
    const here = Math.log10(Math.max(this.have, 1));
    const far = this.returns.map(([size]) => Math.abs(Math.log10(size) - here));
    return far.indexOf(Math.min(...far));
  }

  #paintWords(plot, [x, y], [, , words], at, isNearest) {
    const [right, down, anchor] = WORD_PLACES[at];
    plot.text(plot.x(x) + right, plot.y(y) + down, words, `.ft-halo.ft-size-words${isNearest ? ".ft-tick-strong" : ""}`, anchor);
  }

  #paintYou(plot, points) {
    const here = Math.log10(Math.min(SIZE_ENDS[1], Math.max(this.have, SIZE_ENDS[0])));
    const x = plot.x(here);
    plot.add(svg("line.ft-size-here", { x1: x, x2: x, y1: plot.margin.top - 14, y2: plot.floor }));
    const after = points.findIndex(([size]) => size >= here);
    if (here < points[0][0]) return;
    const [from, to] = after <= 0 ? [points.at(after), points.at(after)] : [points[after - 1], points[after]];
    const share = to[0] === from[0] ? 1 : (here - from[0]) / (to[0] - from[0]);
    plot.add(svg("circle.ft-size-dot", { cx: x, cy: plot.y(from[1] + share * (to[1] - from[1])), r: 5 }));
  }
}
