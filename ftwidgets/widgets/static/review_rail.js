/** What does the side of the reviewer say? The audit as a decision, and the last labels. */

import { count, el } from "./dom.js";
import { drawVerdict } from "./conversation.js";

/** How good are the rows, how sure is that, and is it enough? */
export function drawAudit(store, choice) {
  const { audit } = store.view;
  const sentences = el("p.ft-small.ft-quiet", audit.sentences.join(" "));
  if (!audit.read) return el("div.ft-stack", el("h4", "Audit"), sentences);
  const rate = `${Math.round(100 * audit.rate)} %`;
  return el(
    "div.ft-stack", el("h4", "Audit"),
    el("div", el("span.ft-big", rate), el("span.ft-quiet", ` kept unchanged, ${audit.kept} of ${audit.read}`)),
    drawInterval(audit), sentences, drawGroups(store, choice),
  );
}

/** What the audit can be split by; it stays, so that it keeps the focus. */
export function makeChoice(store) {
  const choice = el("select.ft-select.ft-small", { "aria-label": "Split the audit by", change: () => store.split(choice.value) });
  choice.append(el("option", { value: "" }, "All together"), ...store.facts.groups.map((by) => el("option", { value: by }, `By ${by}, worst first`)));
  choice.value = store.by ?? "";
  return choice;
}

/** Where the bad rows come from. */
function drawGroups({ groups, facts }, choice) {
  if (!facts.groups.length) return null;
  const lines = groups?.lines.map(([name, words]) => el("tr", el("td", name), el("td.ft-number", words)));
  const more = groups?.more ? `${groups.more} more; session.audit_by("${groups.by}") has all` : null;
  return [el("div", choice), lines && el("table.ft-table", el("tbody", lines)), more && el("p.ft-small.ft-quiet", more)];
}

/** The rate as a point, its interval as a band, the goal as a line. */
function drawInterval({ rate, interval, goal }) {
  const start = Math.min(0.5, Math.floor(interval[0] * 10) / 10);
  const at = (share) => `${(100 * (share - start)) / (1 - start)}%`;
  const [low, high] = interval;
  const text = `95 % interval ${Math.round(100 * low)} to ${Math.round(100 * high)} %, goal ${Math.round(100 * goal)} %`;
  const band = el("i.ft-interval-band");
  const dot = el("i.ft-interval-dot");
  const line = el("i.ft-interval-goal");
  band.style.left = at(low);
  band.style.width = `${(100 * (high - low)) / (1 - start)}%`;
  dot.style.left = at(rate);
  line.style.left = at(goal);
  const words = el("span.ft-interval-words.ft-small.ft-quiet", `goal ${Math.round(100 * goal)} %`);
  words.style.right = `calc(100% - ${at(goal)} - 4px)`;
  return el("div.ft-interval", { role: "img", "aria-label": text }, words, el("i.ft-interval-track"), band, line, dot, drawEnds(low, high, at));
}

/** The ends of the interval below it; as one where they would meet. */
function drawEnds(low, high, at) {
  const [from, to] = [low, high].map((share) => Math.round(100 * share));
  const place = (words, share) => {
    const end = el("span.ft-interval-end.ft-small", words);
    end.style.left = `clamp(10px, ${at(share)}, calc(100% - 18px))`;
    return end;
  };
  if (high - low < 0.15) return [place(`${from} to ${to} %`, Math.min((low + high) / 2, 0.94))];
  return [place(String(from), low), place(`${to} %`, high)];
}

/** The rows judged last, and whether they were read at all. */
export function drawLatest({ view, hasty }) {
  if (!view.latest.length) return el("div.ft-stack", el("h4", "Last labels"), el("p.ft-small.ft-quiet", "Nothing is judged yet. One key judges the row and brings the next."));
  const lines = view.latest.map((each) => el("tr", el("td.ft-code", each.name), el("td", drawVerdict(each)), el("td.ft-quiet", each.flagged ? "~ flagged " : "", each.note)));
  const warning = hasty ? el("p.ft-small.ft-flagged", `~ ${count(hasty, "row")} judged in under 0.4 s; ‹ goes back to read again.`) : null;
  return el("div.ft-stack", el("h4", "Last labels"), el("table.ft-table", el("tbody", lines)), warning);
}
