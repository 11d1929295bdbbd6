/** The widget of the learning curve: it is drawn while it is measured. */

import { button, el, fill } from "./dom.js";
import { ExplorerScreen } from "./explorer_screen.js";
import { explorer } from "./explorer_store.js";
import { LearningChart } from "./learning_chart.js";
import { LearningRail } from "./learning_rail.js";

const LEARNING_KEYS = [
  [["←", "→"], "read a smaller, a larger size"],
  [["Home", "End"], "read the smallest, the largest"],
  [["S"], "stop measuring"],
  [["A"], "measure again, after a stop or a failure"],
  [["Esc"], "leave the widget"],
];

class LearningScreen extends ExplorerScreen {
  constructor(store, host, signal) {
    super(store, host, { title: "Learning curve", keys: LEARNING_KEYS, signal });
    this.chosen = null;
    this.chart = new LearningChart({ read: (at) => this.#read(at), signal });
    this.rail = new LearningRail();
    this.words = el("span.ft-grow");
    this.track = el("i");
    this.stop = button("Stop", { key: "S" }, () => this.#stop());
    this.again = button("Measure again", { key: "A" }, () => this.#again());
    this.work = el("div.ft-bar.ft-learn-work", { role: "status" }, this.words, el("span.ft-track", { "aria-hidden": "true" }, this.track), this.stop, this.again);
    this.caption = el("p.ft-quiet.ft-small");
    this.empty = el("div.ft-empty");
    this.main = el("div.ft-split", el("div.ft-area-main", this.caption, this.chart.node), this.rail.node);
    this.frame.body.append(this.work, this.empty, this.main);
    this.redraw();
  }

  /** Which point is read: the one chosen, else the last. */
  get at() {
    const last = this.store.view.points.length - 1;
    return this.chosen === null ? last : Math.min(this.chosen, last);
  }

  draw() {
    const { view } = this.store;
    const { is, reason, error, points } = view;
    this.frame.subject.textContent = view.subject;
    this.#drawWork(view);
    const isEmpty = is !== "working" && points.length === 0;
    this.empty.hidden = !isEmpty;
    this.main.hidden = isEmpty;
    if (isEmpty && this.isOther("empty", is, reason, error)) this.#drawEmpty(view);
    if (isEmpty) return;
    if (this.isOther("caption", view.testRows)) this.caption.textContent = captionOf(view);
    if (this.isOther("chart", view, this.at)) this.chart.draw(view, this.at);
    if (this.isOther("rail", view)) this.rail.draw(view);
  }

  #drawWork({ is, working, share, points }) {
    const isWorking = is === "working";
    const canGoOn = is === "stopped" || is === "failed";
    this.work.hidden = !isWorking && !canGoOn;
    this.stop.hidden = !isWorking;
    this.again.hidden = !canGoOn;
    const isBusy = this.store.connection.isLost || this.store.pending !== null;
    for (const each of [this.stop, this.again]) each.setAttribute("aria-disabled", String(isBusy));
    const words = isWorking ? `${working} …` : endWords(is, points.length);
    if (this.words.textContent !== words) this.words.textContent = words;
    this.track.parentNode.hidden = !isWorking;
    this.track.style.width = `${100 * share}%`;
  }

  #drawEmpty({ is, reason, error }) {
    const title = is === "failed" ? "The measurement failed" : is === "stopped" ? "Nothing is measured" : "No proxy student for these rows";
    const words = is === "failed" ? error : is === "stopped" ? "It was stopped before the first size." : reason;
    const advice = is === "done" ? el("p", "What there is, is the lesson's table: ", el("code.ft-code", "ft.widgets.SizeGuide()")) : null;
    fill(this.empty, el("h4", title), el("p", words), advice);
  }

  #read(at) {
    this.chosen = at;
    this.redraw();
  }

  #stop() {
    if (this.store.view.is === "working") this.store.act("stop");
  }

  #again() {
    if (["stopped", "failed"].includes(this.store.view.is)) this.store.act("measure");
  }

  press(name) {
    const last = this.store.view.points.length - 1;
    if (name === "s") this.#stop();
    else if (name === "a") this.#again();
    else if (last < 0) return false;
    else if (name === "ArrowLeft") this.#walk(this.at - 1, last);
    else if (name === "ArrowRight") this.#walk(this.at + 1, last);
    else if (name === "Home") this.#walk(0, last);
    else if (name === "End") this.#walk(last, last);
    else return false;
    return true;
  }

  #walk(at, last) {
    this.#read(Math.max(0, Math.min(last, at)));
    this.frame.say(this.chart.said.textContent);
  }

  foot() {
    const { is, points } = this.store.view;
    const keys = points.length ? [["← →", "read another size"]] : [];
    if (is === "working") keys.push(["S", "stop"]);
    if (is === "stopped" || is === "failed") keys.push(["A", "measure again"]);
    return [[...keys, ["?", "all keys"]], "a proxy: the shape, not the height"];
  }
}

/** How it ended, and with how much. */
function endWords(is, sizes) {
  const ended = is === "failed" ? "It failed" : "Stopped";
  if (!sizes) return `${ended} before the first size was measured.`;
  return `${ended} after ${sizes === 1 ? "1 size; it is" : `${sizes} sizes; they are`} measured in full.`;
}

function captionOf({ testRows }) {
  const rows = testRows ? `${testRows.toLocaleString("en-US")} held-out test rows` : "held-out test rows";
  return `right on ${rows}; in the band the true share is likely to lie (95 %)`;
}

export default () => explorer(LearningScreen);
