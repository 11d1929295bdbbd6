/** How do numbers, balance and the list of seeds look? */

import { button, count, drawPieces, el } from "./dom.js";

const SQUARES = 40;

const LATEST = 5;

/** A square a seed; many are a bar. */
export function drawSquares({ count: done, goal }) {
  const words = { role: "img", "aria-label": `${done} of ${goal} on disk` };
  if (goal > SQUARES) {
    const bar = el("i");
    bar.style.width = `${Math.min(100, (100 * done) / goal)}%`;
    return el("span.ft-track.ft-squares-bar", words, bar);
  }
  const kinds = Array.from({ length: goal }, (_, at) => (at < done ? ".ft-is-done" : at === done ? ".ft-is-next" : ""));
  return el("span.ft-squares", words, kinds.map((kind) => el(`i${kind}`)));
}

/** Seeds of each label, and how many are wanted. */
export function drawBalance({ balance, balanceWords }) {
  const rows = balance.map(([label, there, wanted]) => {
    const bar = el("i");
    bar.style.width = `${wanted ? Math.min(100, (100 * there) / wanted) : 100}%`;
    return [
      el("span.ft-balance-name", { dir: "auto" }, label || "no label"),
      el("span.ft-track", { "aria-hidden": "true" }, bar),
      el("span.ft-balance-number", el("span.ft-strong", there), el("span.ft-quiet", wanted ? ` of ${wanted}` : " of 0")),
    ];
  });
  return el(
    "div.ft-stack", el("h4", "Balance"),
    balance.length ? el("div.ft-balance", rows) : null,
    balanceWords && el("p.ft-small.ft-quiet", balanceWords),
  );
}

/** The seeds, the newest first; each opens in the form. */
export function drawWritten({ written, count: total, origins }, { isOpen, all, onAll, onOpen }) {
  const title = el("h4", "Written so far");
  if (!total) return el("div.ft-stack", title, el("p.ft-small.ft-quiet", "Nothing yet. What you save stands here, and opens with a click."));
  const lines = (all ? written : written.slice(0, LATEST)).map((line) => el(
    "li", el(
      "button.ft-seed", { type: "button", "aria-label": `Seed ${line.number}, ${line.label ? `${line.label}: ` : ""}${line.text}`, "aria-current": isOpen(line) ? "true" : null, "data-seed": line.id, click: () => onOpen(line) },
      el("span.ft-quiet.ft-seed-number", line.number),
      el("span.ft-seed-text", { dir: "auto" }, line.text),
      line.label ? el("span.ft-quiet.ft-small.ft-seed-label", { dir: "auto" }, line.label) : null,
    ),
  ));
  const more = total > LATEST
    ? el("button.ft-link.ft-small.ft-seed-more", { type: "button", "aria-expanded": String(all), click: onAll }, all ? `Show the latest ${LATEST}` : `Show all ${total.toLocaleString("en-US")}`)
    : null;
  return el("div.ft-stack", title, el("ul.ft-seeds", lines), more && el("div", more), el("p.ft-small.ft-quiet", origins));
}

/** A seed that says nearly the same, with the words that differ. */
export function drawNear(near) {
  const title = near.same ? `Seed ${near.number} says this word for word` : `Very close to seed ${near.number}`;
  return el(
    "div.ft-message.ft-near", { "data-tone": "warning" },
    el("div.ft-near-words", el("span.ft-strong", `~ ${title}`), `, similarity ${near.similarity}: `, el("span.ft-text", "“", drawPieces(near.pieces), "”")),
    el("div.ft-small", "Seeds should differ in topic and tone. Say it angrier, shorter, or about something else."),
  );
}

const TONES = { error: "dropped", warning: "flagged", note: "quiet" };

const GLYPHS = { error: "×", warning: "~", note: "·" };

/** What the checks say, one line each. */
export function drawRemarks(findings) {
  return findings.map(({ severity, code, message }) => el(
    "li", el(`span.ft-${TONES[severity]}${severity === "error" ? ".ft-strong" : ""}`, `${GLYPHS[severity]} ${message}`), " ", code && el("span.ft-code.ft-quiet", code),
  ));
}

/** An invitation: what will be here, and the ways to get it. */
export function drawEmpty({ facts, seeds }, { onWay, onShipped }) {
  const { pool } = facts;
  return el(
    "div.ft-empty.ft-seed-stage",
    el("h4.ft-stage-title", "No gold seeds yet"),
    el("p", `A gold seed is an example you would sign. Collect ${seeds.goal}: everything that is made later takes after them.`),
    el("div.ft-line.ft-stage-ways",
      button("Write the first", { kind: "main large" }, () => onWay("write")),
      button("Paste or import", { kind: "large" }, () => onWay("pasted")),
      pool && button(`Pick from ${pool.name}`, { kind: "large" }, () => onWay("picked"))),
    seeds.shipped ? el("div.ft-stage-shipped",
      button(`Start from our ${seeds.shipped} examples`, { kind: "quiet" }, onShipped),
      el("p.ft-small.ft-quiet", "They are ours, not yours: the card will name each of them.")) : null,
  );
}

/** All that was wanted is there. */
export function drawDone({ facts, seeds }, { onMore, more }) {
  return el(
    "div.ft-empty.ft-seed-stage",
    el("h4.ft-stage-title", el("span.ft-kept", "✓ "), `${count(seeds.count, "gold seed")} on disk`),
    el("p", `${seeds.balanceWords ? `${seeds.balanceWords} ` : ""}They are in ${facts.file}. Read them once more at the side: each opens with a click.`),
    el("div.ft-line.ft-stage-ways", button(more, { kind: "large" }, onMore)),
  );
}
