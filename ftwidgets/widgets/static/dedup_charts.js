/** How many rows fall at each threshold, and which pairs would LSH see? Drawn in SVG. */

import { Plot, asSteps, roundUp, svg } from "./chart.js";
import { ThresholdLine } from "./chart_line.js";
import { count } from "./dom.js";
import { percent, thousands } from "./explorer_parts.js";
import { bandChance, numbersAt, rateWords } from "./dedup_words.js";

const DEDUP_MARGIN = { left: 52, right: 26, top: 42, bottom: 44 };

/** So wide must a chart be for all words of its axis. */
const WIDE = 620;

/** Labels beside the line need so much room, in pixels. */
const LABEL_ROOM = 250;

const BIN = 0.05;

/** Bars reach so much of the chart's height, below the names of the curves. */
const BARS_HIGH = 0.42;

function similarityTicks(from) {
  return [0.5, 0.6, 0.7, 0.8, 0.9, 1].filter((at) => at >= from - 1e-9).map((at) => [at, at.toFixed(1)]);
}

/** A number in large, and words behind it. */
function bigLabel(x, y, number, words, tone, anchor) {
  return svg("text.ft-tick.ft-halo", { x, y, "text-anchor": anchor }, svg(`tspan.ft-dedup-number.ft-dedup-${tone}`, {}, number), svg("tspan", {}, ` ${words}`));
}

/** The share of rows that fall, at every threshold. */
export class RateChart {
  constructor({ move, signal }) {
    this.state = null;
    this.plot = new Plot({ height: 300, margin: DEDUP_MARGIN, domain: [0.5, 1], signal, name: "Rows dropped by threshold", paint: (plot) => this.#paint(plot) });
    this.line = new ThresholdLine(this.plot, { min: 0.5, max: 1, name: "Rows are copies from this similarity on", say: (value) => this.#say(value), move, signal });
  }

  get node() {
    return this.plot.node;
  }

  /** @param {{found: object, threshold: number, rows: number}} state */
  draw(state) {
    this.state = state;
    this.plot.domain = [Math.min(state.found.floor, 0.99), 1];
    this.plot.draw();
    this.line.draw(state.threshold, { min: state.found.floor });
    const shares = similarityTicks(state.found.floor).map(([at]) => rateWords(state.found, at, state.rows));
    this.plot.say(`Share of rows dropped by threshold. Now ${this.#say(state.threshold)}. ${shares.join("; ")}`);
  }

  #say(value) {
    return rateWords(this.state.found, value, this.state.rows);
  }

  #paint(plot) {
    const { found, threshold, rows } = this.state;
    const points = found.limits.map((limit, at) => [limit, rows ? (100 * found.dropped[at]) / rows : 0]);
    plot.top = roundUp(Math.max(1, points[0][1]));
    const steps = asSteps(points);
    plot.band(steps.map(([x, y]) => [x, 0, y]), "ft-band-dropped");
    plot.grid([[0, "0"], [plot.top / 2, String(plot.top / 2)], [plot.top, `${plot.top} %`]]);
    plot.line(steps, "ft-curve-dropped");
    const isWide = plot.width >= WIDE;
    plot.axis(similarityTicks(plot.domain[0]), isWide ? "similarity of two rows: share of words in common" : "share of words in common", ["← looser", "copies →"]);
    const { dropped, share } = numbersAt(found, threshold, rows);
    plot.dot(threshold, 100 * share, "ft-dot-dropped");
    const x = plot.x(threshold);
    const isRight = plot.right - x > LABEL_ROOM;
    const y = Math.max(plot.margin.top + 22, Math.min(plot.floor - 14, plot.y(100 * share) - 26));
    plot.add(bigLabel(isRight ? x + 14 : x - 14, y, thousands(dropped), `of ${count(rows, "row")} dropped, ${percent(share)}`, "dropped", isRight ? "start" : "end"));
  }
}

/** The chance that LSH sees a pair, over the true pairs. */
export class LshChart {
  constructor({ move, signal }) {
    this.state = null;
    this.plot = new Plot({ height: 330, margin: { ...DEDUP_MARGIN, top: 58 }, domain: [0.5, 1], signal, name: "Chance that LSH sees a pair", paint: (plot) => this.#paint(plot) });
    this.line = new ThresholdLine(this.plot, { min: 0.5, max: 1, name: "Rows are copies from this similarity on", say: (value) => this.#say(value), move, signal });
  }

  get node() {
    return this.plot.node;
  }

  /** @param {{found: object, threshold: number, bands: number, rows: number, many: number[], histogram: number[]}} state */
  draw(state) {
    this.state = state;
    this.plot.domain = [Math.min(state.found.floor, 0.99), 1];
    this.plot.draw();
    this.line.draw(state.threshold, { min: state.found.floor });
    const chances = similarityTicks(state.found.floor).map(([at]) => `${at.toFixed(1)}: ${percent(this.#chance(at))}`);
    const pairs = lshBins(state).map(({ from, to, number }) => `${from.toFixed(2)} to ${to.toFixed(2)}: ${number}`);
    this.plot.say(`Chance that LSH sees a pair, by similarity. ${chances.join("; ")}. True pairs: ${pairs.join("; ")}`);
  }

  #chance(similarity) {
    return bandChance(similarity, this.state.bands, this.state.rows);
  }

  #say(value) {
    return `${value.toFixed(2)}: ${Math.round(100 * this.#chance(value))} % of such pairs are seen`;
  }

  #paint(plot) {
    const { threshold, bands, rows, many } = this.state;
    plot.top = 1;
    this.#paintBars(plot);
    plot.grid([[0, "0"], [0.5, "50"], [1, "100 %"]]);
    plot.text(plot.left - 40, plot.margin.top - 22, "chance that LSH sees the pair");
    const places = Array.from({ length: 101 }, (_, at) => plot.domain[0] + ((1 - plot.domain[0]) * at) / 100);
    const curve = (b, r) => places.map((at) => [at, bandChance(at, b, r)]);
    const isOther = bands !== many[0] || rows !== many[1];
    if (isOther) {
      plot.line(curve(...many), "ft-curve-quiet");
      this.#name(plot, ...many, 0.82, "");
    }
    plot.line(curve(bands, rows), "ft-curve-dropped");
    this.#name(plot, bands, rows, 0.62, ".ft-tick-dropped");
    plot.axis(similarityTicks(plot.domain[0]), "true similarity of a pair");
    const chance = this.#chance(threshold);
    plot.dot(threshold, chance, "ft-dot-dropped");
    const x = plot.x(threshold);
    const isLeft = x - plot.left > 150;
    const y = Math.max(plot.margin.top + 24, Math.min(plot.floor - 40, plot.y(chance) - 22));
    plot.add(bigLabel(isLeft ? x - 14 : x + 14, y, `${Math.round(100 * chance)} %`, `seen at ${threshold.toFixed(2)}`, "dropped", isLeft ? "end" : "start"));
  }

  /** A curve's name beside it, on the side that has room. */
  #name(plot, bands, rows, height, kind) {
    const at = (1 - (1 - height) ** (1 / bands)) ** (1 / rows);
    if (at < plot.domain[0] - 0.02) return;
    const x = plot.x(Math.min(at, 0.995)), y = plot.y(height) + 4;
    const isRight = kind !== "" && plot.right - x > 120;
    plot.text(isRight ? x + 14 : x - 14, y, `${bands} ${bands === 1 ? "band" : "bands"} of ${rows}`, `.ft-halo${kind}`, isRight ? "start" : "end");
  }

  #paintBars(plot) {
    const bins = lshBins(this.state);
    const highest = Math.max(1, ...bins.map(({ number }) => number));
    for (const { from, to, number } of bins) {
      const isTrue = from >= this.state.threshold - 1e-9;
      const bar = plot.bar(from, to, (BARS_HIGH * number) / highest, isTrue ? "ft-bar-kept" : "ft-bar-quiet", 3);
      bar.classList.add("ft-dedup-bar");
      bar.append(svg("title", {}, `${from.toFixed(2)} to ${to.toFixed(2)}: ${count(number, "pair")}`));
      if (number) plot.text((plot.x(from) + plot.x(to)) / 2, plot.y((BARS_HIGH * number) / highest) - 5, thousands(number), ".ft-halo", "middle");
    }
  }
}

/** True pairs in bins that end at the line. */
function lshBins({ histogram, threshold, found }) {
  const edges = [threshold];
  for (let edge = threshold - BIN; edge > found.floor + 1e-9; edge -= BIN) edges.unshift(edge);
  if (threshold > found.floor + 1e-9) edges.unshift(found.floor);
  for (let edge = threshold + BIN; edge < 1 - 1e-9; edge += BIN) edges.push(edge);
  if (threshold < 1) edges.push(1);
  const place = (edge) => Math.round((edge - 0.5) * 100);
  const last = edges.length - 2;
  return edges.slice(0, -1).map((from, at) => {
    const end = at === last ? histogram.length : place(edges[at + 1]);
    return { from, to: edges[at + 1], number: histogram.slice(place(from), end).reduce((sum, each) => sum + each, 0) };
  });
}
