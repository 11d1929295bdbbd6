/** How close are the rows to a seed? Bars that end at the limit, drawn from kernel-made bins. */

import { Plot, roundUp, svg } from "./chart.js";
import { el, fill } from "./dom.js";

const ROUGE_MARGIN = { left: 34, right: 8, top: 26, bottom: 40 };

const two = (number) => number.toFixed(2);

/** Every bin in words, for those who do not see the bars. */
function binWords(bins) {
  return bins.map((number, at) => number && `${two(at / bins.length)} to ${two((at + 1) / bins.length)}: ${number}`).filter(Boolean).join("; ");
}

/** The histogram; drawn anew whenever its numbers are others. */
export class Histogram {
  constructor(signal) {
    this.page = null;
    this.title = el("h4");
    this.plot = new Plot({ height: 200, margin: ROUGE_MARGIN, domain: [0, 1], paint: (plot) => this.page && paintBins(plot, this.page), signal });
    this.node = el("section.ft-stack", { "aria-label": "How close to a seed" }, this.title, el("div.ft-run-chart", this.plot.node));
    this.stamp = "";
  }

  draw(page) {
    const stamp = JSON.stringify(page);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    this.page = page;
    fill(this.title, "How close to a seed", el("span.ft-quiet.ft-run-beside", page.rows ? page.rows.toLocaleString("en-US") + (page.rows === 1 ? " row" : " rows") : "no rows yet"));
    this.plot.say(`${page.words}. ${binWords(page.bins)}`);
    this.plot.draw();
  }
}

function paintBins(plot, { bins, limit, near }) {
  const step = 1 / bins.length;
  plot.top = roundUp(Math.max(...bins, 4));
  plot.grid([plot.top / 2, plot.top].map((number) => [number, String(number)]));
  bins.forEach((number, at) => {
    if (!number) return;
    const kind = at * step >= limit - step / 2 ? "ft-bar-dropped" : "ft-bar-kept";
    const said = `${two(at * step)} to ${two((at + 1) * step)}: ${number}`;
    plot.bar(at * step, (at + 1) * step, number, kind).append(svg("title", {}, said));
  });
  plot.axis([0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => [value, value.toFixed(1)]), "ROUGE-L with the closest seed");
  const x = plot.x(limit);
  plot.add(svg("line.ft-run-limit", { x1: x, x2: x, y1: 4, y2: plot.floor }));
  plot.text(x - 6, 14, `new below ${limit}`, "", "end");
  if (near) plot.text(x + 6, 14, `× ${near.toLocaleString("en-US")} too close`, ".ft-tick-dropped");
}
