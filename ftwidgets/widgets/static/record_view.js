/** What is in one record, and where is what was found? Evidence is marked at its place. */

import { drawPieces, el } from "./dom.js";
import { thousands } from "./explorer_parts.js";

/** Glyph and tone of what is said: a severity, what a signal takes, why a row fell. */
const RECORD_TONES = { error: ["×", "dropped"], warning: ["~", "flagged"], note: ["·", "quiet"], part: ["−", "flagged"], drop: ["×", "dropped"] };

const RECORD_WORDS = { error: "error", warning: "warning", note: "note", part: "takes", drop: "fell" };

/** A severity as a badge: glyph and word. */
export function toneBadge(tone, word = RECORD_WORDS[tone]) {
  const [glyph, hue] = RECORD_TONES[tone];
  return el(`span.ft-badge.ft-rec-tone.ft-rec-${hue}`, `${glyph} ${word}`);
}

/** What became of a record, as a badge. */
export function fateBadge({ is, words }) {
  const isKept = is === "kept";
  return el(`span.ft-badge.ft-rec-tone.ft-rec-${isKept ? "kept" : "dropped"}`, `${isKept ? "✓" : "×"} ${words}`);
}

/** Pieces of a long text, and how long it is where not all of it is shown. */
export function drawWhole(pieces, length) {
  const shown = pieces.reduce((sum, [kind, text]) => sum + (kind === "hidden" ? 1 : text.length), 0);
  const rest = length > shown ? el("span.ft-quiet.ft-small", ` … ${thousands(length)} characters in all`) : null;
  return length ? [...drawPieces(pieces), rest] : [el("span.ft-quiet", "no text")];
}

function drawRemark({ tone, words, code, path, message, value }) {
  const badge = tone === "part" ? el("span.ft-badge.ft-rec-tone.ft-rec-flagged", `− ${(-value).toFixed(2)}`) : toneBadge(tone);
  const said = [el("span", message || words), path && tone !== "part" ? el("span.ft-code.ft-quiet.ft-rec-path", path) : null];
  return el("li.ft-rec-remark", badge, el("span.ft-rec-said", said), el("span.ft-code.ft-quiet", code));
}

function drawRemarks(remarks) {
  return remarks.length ? el("ul.ft-rec-remarks", remarks.map(drawRemark)) : null;
}

function drawBeside(pieces, name) {
  return pieces.length ? el("div.ft-rec-beside", el("span.ft-quiet.ft-small", name), el("code.ft-code", drawPieces(pieces))) : null;
}

/** One message: role, text, what it carries besides, and what is said of it. */
export function drawRecordTurn({ role, pieces, length, isRoleMarked, beside = [], remarks = [] }) {
  const name = isRoleMarked ? el("mark.ft-rec-role", el("span.ft-unseen", "marked: "), role) : role;
  return el(
    "div.ft-rec-turn", el("div.ft-quiet.ft-small", name),
    el("div.ft-stack.ft-rec-turn-body", el("div.ft-text", { dir: "auto" }, drawWhole(pieces, length)), drawBeside(beside, "besides"), drawRemarks(remarks)),
  );
}

/** A record in full; its name and what became of it stand above it. */
export function drawRecord(page) {
  const { turns, raw, beside, remarks, left } = page;
  const text = raw && el("div.ft-rec-raw", { tabIndex: 0, role: "group", "aria-label": "The record as it stands" }, drawWhole(raw.pieces, raw.length));
  const more = left ? el("p.ft-quiet.ft-small", `and ${thousands(left)} more messages`) : null;
  return [drawRemarks(remarks), text, turns.map(drawRecordTurn), more, drawBeside(beside, "beside the messages")];
}

/** Where a record stands, and in which format it was read. */
export function recordFacts({ name, line, format }) {
  return el("span.ft-line.ft-rec-facts", el("span.ft-strong", name), el("span.ft-quiet", `line ${thousands(line)}`), el("span.ft-quiet", format ?? "no known format"));
}

/** Text of one line, cut by its box where it is too long. */
export function drawLine(pieces) {
  return pieces.length ? drawPieces(pieces) : el("span.ft-quiet", "no text");
}
