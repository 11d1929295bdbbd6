/** What is shown where there is no row? An end with ways on, or the shape of a row. */

import { button, count, el } from "./dom.js";

/** A row is on its way. */
export function drawWaiting(words) {
  return el("div.ft-loading", { role: "status" }, el("span.ft-quiet", words), el("i"), el("i"), el("i"));
}

/** What came of the queue, and where to go on; what was passed by comes first. */
export function drawEnd(store, queues) {
  const { view } = store;
  const { keep, fix, drop, skip } = view.counts;
  const left = view.length - keep - fix - drop;
  const others = queues.filter(([key]) => key !== view.queue);
  if (left) others.sort(([one], [other]) => (other === "unlabelled") - (one === "unlabelled"));
  const choices = others.slice(0, 3).map(([key, title], index) => button(title, { kind: index ? "" : "main" }, () => store.choose(key)));
  const done = view.audit ? "The audit is done" : "The queue is done";
  const title = view.length === 0 ? "No row is in this queue" : left ? "This is the end of the queue" : done;
  const passed = left ? `${count(left, "row")} of it ${left === 1 ? "is" : "are"} not judged yet${skip ? `, ${skip} of them put off` : ""}. ` : "";
  const found = view.audit ? view.audit.sentences.join(" ") : `${count(view.judged, "label")} on disk. ‹ goes back to read again.`;
  return el("div.ft-empty", el("h4", title), el("p", passed + (view.length ? found : "")), el("div.ft-line", choices));
}
