/** How many rows have which score, and how well does each line divide them? */

import { Plot, asSteps, roundUp, svg } from "./chart.js";
import { ThresholdLine } from "./chart_line.js";
import { el } from "./dom.js";
import { percent, thousands } from "./explorer_parts.js";

const MARGIN = { left: 52, right: 26, top: 34, bottom: 44 };

/** The chart's height alone, and with the curves below it. */
const TALL = 430, LOW = 330;

/** So far apart must the two sums be from the chart's ends, in pixels. */
const ROOM = 190;

/** A bar that is so much higher than all others is cut, and says so. */
const TOWERS = 3;

/** Rows in each hundredth, of rows at or above each. */
function perHundredth(counts) {
  return counts.map((number, at) => number - (counts[at + 1] ?? 0));
}

/** What a line is at, in whole hundredths; null between two. */
function hundredth(line) {
  const place = Math.round(line * 100);
  return Math.abs(place - line * 100) < 1e-6 ? place : null;
}

/** The chart with its line, and below it what labels say. */
export class ScoreChart {
  constructor({ move, signal }) {
    this.state = null;
    this.bars = new Plot({ height: TALL, margin: MARGIN, domain: [0, 1.02], signal, name: "Rows by score", paint: (plot) => this.#paintBars(plot) });
    this.curves = new Plot({ height: 186, margin: { ...MARGIN, top: 32 }, domain: [0, 1.02], signal, name: "Precision and recall", paint: (plot) => this.#paintCurves(plot) });
    this.node = el("div.ft-score-charts", this.bars.node, this.curves.node);
    this.line = new ThresholdLine(this.bars, { min: 0, max: 1, name: "Keep rows scoring at least", say: (value) => this.#sum(value), move, signal, host: this.node });
  }

  /** @param {object} state what is shown: counts, line, kept, rows, view, lesson, labels, others */
  draw(state) {
    this.state = state;
    const domain = [lowestOf(state), 1.02];
    this.bars.domain = domain;
    this.curves.domain = domain;
    this.curves.node.hidden = state.labels === null;
    this.bars.resize(state.labels === null ? TALL : LOW, { ...MARGIN, bottom: state.labels === null ? MARGIN.bottom : 12 });
    this.bars.draw();
    if (state.labels !== null) this.curves.draw();
    this.line.draw(state.line, { min: domain[0] });
    this.line.setLocked(state.isLocked);
    this.bars.say(this.#inWords());
  }

  /** Whether the rows kept at a line are known here; else only the kernel has them. */
  isCounted(line) {
    return hundredth(line) !== null;
  }

  #sum(value) {
    const { rows } = this.state;
    const kept = this.#keptAt(value);
    return `${value.toFixed(2)}: ${thousands(kept)} kept, ${thousands(rows - kept)} dropped`;
  }

  #keptAt(line) {
    const { counts, kept } = this.state;
    const place = hundredth(line);
    return place === null ? kept : counts[place];
  }

  #paintBars(plot) {
    const { counts, line, isLocked, rows } = this.state;
    const each = perHundredth(counts);
    const bins = binsOf(each, isLocked ? [] : [line], plot.domain[0]);
    plot.top = topOf(bins.map(({ number }) => number));
    plot.grid([[0, "0"], [plot.top / 2, thousands(plot.top / 2)], [plot.top, thousands(plot.top)]].filter(([value]) => Number.isInteger(value)));
    plot.text(plot.left - 8, 12, "rows", "", "end");
    for (const { from, to, number } of bins) {
      const isKept = isLocked ? from > line - 1e-9 : from > line - 1e-6;
      const bar = plot.bar(from, to, Math.min(number, plot.top), isKept ? "ft-bar-kept" : "ft-bar-dropped");
      bar.append(svg("title", {}, `${from.toFixed(2)} to ${to > 1 ? "1.00" : to.toFixed(2)}: ${thousands(number)}`));
      if (number > plot.top) this.#cut(plot, from, to, number);
    }
    this.#paintLesson(plot);
    this.#paintOthers(plot);
    if (this.state.labels === null) plot.axis(ticks(plot.domain[0]), "score of a row; a row is kept when its score is ≥ the line");
    else plot.axis([], "");
    this.#paintSums(plot, rows);
  }

  /** A bar that goes on above the chart: a gap in it, and its number. */
  #cut(plot, from, to, number) {
    const left = plot.x(from), right = plot.x(to), y = plot.margin.top + 16;
    plot.add(svg("path.ft-score-cut", { d: `M${left - 3} ${y + 4}L${right + 3} ${y - 4}` }));
    plot.text(right + 1, plot.margin.top - 4, thousands(number), ".ft-halo.ft-tick-strong", "end");
  }

  #paintLesson(plot) {
    const { lesson, view } = this.state;
    if (view !== "both" || lesson === null) return;
    const bins = binsOf(perHundredth(lesson.counts), [], plot.domain[0]);
    const outline = bins.flatMap(({ from, to, number }) => [[from, 0], [from, Math.min(number, plot.top)], [to, Math.min(number, plot.top)], [to, 0]]);
    plot.line(outline, "ft-curve-quiet");
  }

  /** Labels that measure nothing, as marks on the axis. */
  #paintOthers(plot) {
    for (const [place, good, bad] of this.state.others) {
      const words = `labels of other queues at ${(place / 100).toFixed(2)}: ${good} good, ${bad} bad`;
      plot.add(svg("circle.ft-score-other", { cx: plot.x(place / 100), cy: plot.floor, r: 3.5 }, svg("title", {}, words)));
    }
  }

  /** The two sums stand at the line, on both sides of it where there is room. */
  #paintSums(plot, rows) {
    const { line, isLocked, kept: keptNow } = this.state;
    const kept = isLocked ? keptNow : this.#keptAt(line);
    const dropped = rows - kept;
    const x = plot.x(line), y = plot.margin.top + 22;
    const sum = (number, words, tone, at, below, anchor) => plot.add(svg(
      "text.ft-tick.ft-halo", { x: at, y: y + below, "text-anchor": anchor },
      svg(`tspan.ft-score-number.ft-score-${tone}`, {}, thousands(number)), svg("tspan", {}, ` ${words}${rows ? `, ${percent(number / rows)}` : ""}`),
    ));
    const isLeft = x - plot.left > ROOM, isRight = plot.right - x > ROOM;
    if (isLeft) sum(dropped, "dropped", "dropped", x - 14, 0, "end");
    else sum(dropped, "dropped", "dropped", x + 14, 30, "start");
    if (isRight || !isLeft) sum(kept, "kept", "kept", x + 14, 0, "start");
    else sum(kept, "kept", "kept", x - 14, 30, "end");
  }

  #paintCurves(plot) {
    const { labels, line } = this.state;
    const curve = labels.curve.filter(([at]) => at >= plot.domain[0] - 1e-9);
    const low = lowestShare(curve);
    plot.top = 1 - low;
    const y = (share) => share - low;
    const of = (at) => curve.filter((each) => each[at] !== null).map((each) => [each[0], y(each[at])]);
    const band = (at) => curve.filter((each) => each[at] !== null).map((each) => [each[0], Math.max(0, y(each[at + 1])), y(each[at + 2])]);
    plot.band(band(1), "ft-band-kept");
    plot.grid([[0, String(Math.round(100 * low))], [plot.top / 2, String(Math.round(100 * (low + plot.top / 2)))], [plot.top, "100 %"]]);
    plot.line(asSteps(of(4)), "ft-curve-quiet");
    plot.line(asSteps(of(1)), "ft-curve-kept");
    plot.axis(ticks(plot.domain[0]), "score of a row; a row is kept when its score is ≥ the line");
    plot.text(plot.left, 16, "precision of what is kept", ".ft-tick-kept");
    plot.text(plot.left + 190, 16, "recall of good rows, dashed", ".ft-tick-strong");
    const [now] = curve.filter(([at]) => at <= line + 1e-9).slice(-1);
    if (now?.[4] !== null && now) plot.dot(line, y(now[4]), "ft-dot-quiet");
    if (now?.[1] !== null && now) plot.dot(line, y(now[1]), "ft-dot-kept");
    plot.say(`Precision and recall against ${labels.now.kept} kept labelled rows at the line`);
  }

  #inWords() {
    const { counts, line } = this.state;
    const each = perHundredth(counts);
    const tenths = Array.from({ length: 10 }, (_, at) => each.slice(10 * at, 10 * at + 10).reduce((sum, number) => sum + number, 0));
    const bins = tenths.map((number, at) => `${(at / 10).toFixed(1)} to ${((at + 1) / 10).toFixed(1)}: ${number}`);
    return `Rows by score. ${this.#sum(line)}. ${bins.join("; ")}; exactly 1.0: ${each[100]}`;
  }
}

/** Bars two hundredths wide; where the line falls into one, it is two of one. */
function binsOf(each, lines, from) {
  const edges = [];
  for (let at = Math.round(from * 100); at < 100; at += 2) edges.push(at / 100);
  edges.push(1, 1.02);
  const cuts = lines.filter((line) => line < 1 && line > from);
  const all = [...new Set([...edges, ...cuts.map((line) => Math.floor(line * 100 + 1e-6) / 100)])].sort((one, other) => one - other);
  return all.slice(0, -1).map((start, at) => {
    const first = Math.round(start * 100), last = Math.min(101, Math.round(all[at + 1] * 100));
    return { from: start, to: all[at + 1], number: each.slice(first, Math.max(last, first + 1)).reduce((sum, number) => sum + number, 0) };
  });
}

/** Where the axis of counts ends: a lone tower does not flatten all others. */
function topOf(numbers) {
  const [highest = 0, second = 0] = [...numbers].sort((one, other) => other - one);
  return roundUp(highest > TOWERS * second && second > 0 ? 1.25 * second : Math.max(highest, 4));
}

function lowestOf({ counts, line, lesson, view }) {
  const lowest = (each) => Math.max(0, perHundredth(each).findIndex((number) => number > 0)) / 100;
  const all = [lowest(counts), line, view === "both" && lesson ? lowest(lesson.counts) : 1, 0.5];
  return Math.floor(Math.min(...all) * 10 + 1e-9) / 10;
}

/** The lowest share drawn: a multiple of a quarter below all of them. */
function lowestShare(curve) {
  const shares = curve.flatMap((each) => [each[1], each[2]]).filter((share) => share !== null);
  return Math.min(0.5, Math.floor(Math.min(...shares, 1) * 4) / 4);
}

function ticks(from) {
  return Array.from({ length: 11 }, (_, at) => at / 10).filter((at) => at >= from - 1e-9).map((at) => [at, at.toFixed(1)]);
}
