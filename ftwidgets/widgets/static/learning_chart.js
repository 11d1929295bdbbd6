/** How good is the student after how many rows? Its curve, with what is not sure of it. */

import { Plot, svg } from "./chart.js";
import { el } from "./dom.js";
import { thousands } from "./explorer_parts.js";

const LEARNING_MARGIN = { left: 48, right: 26, top: 66, bottom: 44 };

/** Steps between gridlines; the first that needs few is taken. */
const LEARNING_STEPS = [0.05, 0.1, 0.2, 0.25];
const MOST_LINES = 5;

/** Room that a tick needs, in pixels. */
const TICK_ROOM = 44;

/** With less room than this beside its bar, the lesson's range is told in fewer words. */
const LESSON_ROOM = 240;

const log2 = Math.log2;

/** The curve; one of its points is read, by hand or by keys. */
export class LearningChart {
  constructor({ read, signal }) {
    this.view = null;
    this.at = -1;
    this.plot = new Plot({ height: 370, margin: LEARNING_MARGIN, domain: [0, 1], signal, paint: (plot) => this.view && this.#paint(plot) });
    this.said = el("p.ft-small.ft-learn-said");
    this.node = el("section.ft-stack", { "aria-label": "Learning curve" }, this.plot.node, this.said);
    this.plot.node.addEventListener("pointermove", (event) => this.#point(event, read), { signal });
    this.plot.node.addEventListener("pointerdown", (event) => this.#point(event, read), { signal });
  }

  /** @param {object} view of the kernel  @param {number} at which point is read */
  draw(view, at) {
    this.view = view;
    this.at = at;
    this.plot.domain = domainOf(view);
    this.plot.say(inWords(view));
    this.plot.draw();
    this.said.textContent = readingWords(view, at);
  }

  #point({ clientX }, read) {
    if (!this.view?.points.length) return;
    const pixel = clientX - this.plot.node.getBoundingClientRect().left;
    const far = this.view.points.map(([size]) => Math.abs(this.plot.x(log2(size)) - pixel));
    const nearest = far.indexOf(Math.min(...far));
    if (nearest !== this.at) read(nearest);
  }

  #paint(plot) {
    const { view } = this;
    const [low, high, step] = rangeOf(view);
    this.low = low;
    plot.top = high - low;
    const lines = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, at) => low + at * step);
    plot.band(view.points.map(([size, , from, to]) => [log2(size), this.#y(from), this.#y(to)]), "ft-band-kept");
    plot.grid(lines.map((share, at) => [this.#y(share), `${Math.round(100 * share)}${at === lines.length - 1 ? " %" : ""}`]));
    this.#paintAxis(plot);
    this.#paintLesson(plot);
    this.#paintStop(plot);
    plot.line(this.#points(view.unfiltered), "ft-curve-quiet");
    if (view.guess) plot.line(this.#points([view.points.at(-1), view.guess]), "ft-learn-guess");
    plot.line(this.#points(view.points), "ft-curve-kept");
    this.#paintRead(plot);
    view.points.forEach(([size, share]) => plot.dot(log2(size), this.#y(share), "ft-dot-kept"));
    this.#paintEnds(plot);
  }

  #y(share) {
    return share - this.low;
  }

  #points(points) {
    return points.map(([size, share]) => [log2(size), this.#y(share)]);
  }

  #paintAxis(plot) {
    const { points, guess, sizes, axis } = this.view;
    const all = [...(sizes.length ? sizes : points.map(([size]) => size)), ...(guess ? [guess[0]] : [])];
    let free = Infinity;
    const shown = all.reverse().filter((size) => {
      const x = plot.x(log2(size));
      const fits = free - x >= TICK_ROOM;
      if (fits) free = x;
      return fits;
    });
    plot.axis(shown.map((size) => [log2(size), thousands(size)]), axis);
  }

  /** The range the lesson recommends, as its table draws it. */
  #paintLesson(plot) {
    const { lesson: [from, to] } = this.view;
    const [left, right] = [from, to].map((size) => plot.x(Math.max(plot.domain[0], Math.min(plot.domain[1], log2(size)))));
    const room = Math.max(left - plot.left, plot.right - right);
    const words = `${room < LESSON_ROOM ? "lesson:" : "the lesson recommends"} ${thousands(from)} to ${thousands(to)}`;
    const y = 14;
    const isThere = right - left > 1;
    if (isThere) plot.add(svg("rect.ft-learn-lesson", { x: left, y: y - 5, width: right - left, height: 10, rx: 5 }));
    const isLeft = left - plot.left > plot.right - right;
    plot.text(isLeft ? left - 8 : right + (isThere ? 8 : 0), y + 4, isThere ? words : `← ${words}`, "", isLeft ? "end" : "start");
  }

  #paintStop(plot) {
    const { stopsAt } = this.view;
    if (!stopsAt) return;
    const x = plot.x(log2(stopsAt));
    plot.add(svg("line.ft-learn-stop", { x1: x, x2: x, y1: plot.margin.top - 14, y2: plot.floor }));
    const isLeft = x > (plot.left + plot.right) / 2;
    plot.text(x + (isLeft ? -6 : 6), plot.floor - 10, "from here on more rows hardly pay", ".ft-halo", isLeft ? "end" : "start");
  }

  /** The point that is read: its number stands at it. */
  #paintRead(plot) {
    const point = this.view.points[this.at];
    if (!point) return;
    const [size, share, , high, words] = point;
    const x = plot.x(log2(size));
    plot.add(svg("circle.ft-learn-ring", { cx: x, cy: plot.y(this.#y(share)), r: 9 }));
    const y = Math.max(plot.margin.top - 18, plot.y(this.#y(high)) - 10);
    const isLeft = x > (plot.left + plot.right) / 2;
    const kind = this.view.unfiltered.length ? "filtered rows" : "rows";
    plot.add(svg(
      "text.ft-tick.ft-halo", { x: isLeft ? x + 12 : Math.max(x - 12, plot.left + 6), y, "text-anchor": isLeft ? "end" : "start" },
      svg("tspan.ft-learn-number", {}, words), svg("tspan", {}, ` with ${thousands(size)} ${kind}`),
    ));
  }

  /** Names at the ends of the other lines, right of them: none stands on another. */
  #paintEnds(plot) {
    const { points, guess, unfiltered } = this.view;
    const last = points.at(-1);
    let taken = -Infinity;
    if (guess) {
      taken = plot.y(this.#y(guess[1])) + 24;
      plot.text(Math.min(plot.x(log2(guess[0])), plot.right - 18), taken, `about ${guess[4]}?`, ".ft-halo.ft-learn-about", "middle");
    }
    if (unfiltered.length) {
      const [size, share, , , words] = unfiltered.at(-1);
      const level = Math.min(plot.y(this.#y(share)) + 4, plot.floor - 8);
      const y = Math.abs(level - taken) < 18 || (last && Math.abs(last[1] - share) < 0.02) ? Math.max(taken, level) + 18 : level;
      plot.text(plot.x(log2(size)) + 12, y, `${words} unfiltered`, ".ft-halo.ft-tick-strong", "start");
    }
  }
}

function domainOf({ sizes, points, guess, lesson }) {
  const all = sizes.length ? sizes : points.length ? points.map(([size]) => size) : [10, 160];
  const last = Math.max(guess?.[0] ?? 2 * all.at(-1), lesson[1]);
  return [log2(all[0]), log2(Math.max(last, 2 * all[0]))];
}

/** Where the axis of shares begins and ends, and its step. */
function rangeOf({ is, points, unfiltered }) {
  const all = [...points, ...unfiltered];
  // While it is measured the axis stays as it is.
  if (is === "working" || !points.length) return [0, 1, 0.25];
  const least = Math.min(...all.map(([, mean, low]) => Math.min(mean, low)), ...unfiltered.map(([, mean]) => mean));
  const most = Math.max(...points.map(([, , , high]) => high), ...unfiltered.map(([, mean]) => mean));
  const step = LEARNING_STEPS.find((each) => (most - least) / each <= MOST_LINES - 1) ?? 0.25;
  const low = Math.max(0, Math.floor(least / step + 1e-9) * step);
  return [low, Math.min(Math.ceil(1 / step) * step, Math.ceil(most / step - 1e-9) * step), step];
}

function readingWords({ points, unfiltered }, at) {
  const point = points[at];
  if (!point) return "";
  const [size, , , , words, band] = point;
  const beside = unfiltered.find(([other]) => other === size);
  const other = beside ? `; ${beside[4]} on as many unfiltered rows` : "";
  return `${thousands(size)} rows: ${words} right, ${band}${other}.`;
}

function inWords(view) {
  const each = view.points.map((_, at) => readingWords(view, at));
  const guess = view.guess ? ` A guess: about ${view.guess[4]} at ${thousands(view.guess[0])}.` : "";
  return `Right answers by training rows. ${each.join(" ") || "Nothing is measured yet."}${guess}`;
}
