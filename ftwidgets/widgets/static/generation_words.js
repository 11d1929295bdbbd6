/** What is said of a run: outcomes, waits, ends, keys, and what goes wrong. */

import { count } from "./dom.js";

/** Thousands with commas. */
export const number = (value) => value.toLocaleString("en-US");

/** Colour and glyph of each outcome; a word always stands beside them. */
export const TONE_OF = {
  ok: ["kept", "✓"], invalid: ["flagged", "~"], refused: ["dropped", "×"], truncated: ["dropped", "×"],
  failed: ["dropped", "×"], abandoned: ["dropped", "×"], pending: ["ink", ""],
};

const PARTS = { kept: "ok", spare: "pending" };

/** Meaning of a part of the filters' sum. */
export function filterTone(name) {
  return TONE_OF[PARTS[name] ?? "refused"];
}

/** A time that is counted down: "58 min 12 s". */
export function spell(seconds) {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min ${seconds % 60} s`;
}

const calls = (number) => `${count(number, "call")} ${number === 1 ? "is" : "are"} under way`;

const GOES_ON = "The run goes on if this tab is closed.";

/** The line under the numbers: `[tone, strong words, words]`; it is there always. */
export function stateWords({ view, facts }) {
  const { phase, inFlight, stops, waiting, ended } = view;
  const isFree = facts.kind === "template";
  if (view.isWorking && stops > 1) return ["warning", "Leaving what is under way.", isFree ? "" : "It may be billed, and counts at its highest price."];
  if (view.isWorking && stops) return ["note", "Stopping: no new call goes out.", inFlight ? `${calls(inFlight)}; what they bring is kept.` : "Nothing is under way any more."];
  if (waiting) return ["warning", "The server asks to wait.", `It said ${waiting.why || "nothing"}. Nothing is lost, and Stop answers at once.`];
  if (phase === "starting") return ["", "Starting.", GOES_ON];
  if (view.isWorking) return ["", inFlight ? `${calls(inFlight)}.` : "Between two calls.", GOES_ON];
  if (ended) return [ended.tone === "note" ? "" : ended.tone, ended.title, [ended.said && sentence(ended.said), ended.next].filter(Boolean).join(" ")];
  return ["", "", ""];
}

/** Words as a sentence of their own. */
export function sentence(words) {
  const text = words.trim();
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.…!?]$/.test(text) ? "" : "."}`;
}

/** A kernel that is gone, or late; `null` while all is well. */
export function kernelWords({ connection, view, facts }) {
  const saved = `${count(view.answered, "reply", "replies")} on disk in ${facts.file}.`;
  if (connection.isLost) {
    const goes = view.isWorking ? " The run itself goes on." : "";
    return { tone: "error", title: "The kernel (Python) stopped, or this cell was run again.", text: `${saved}${goes} Run this cell again to see it.` };
  }
  if (connection.isLate) return { tone: "warning", title: "The kernel (Python) does not answer yet.", text: `${saved} It may be busy; if it has stopped, run this cell again.` };
  return null;
}

const DEEDS = { start: "The run was not started", stop: "The run was not told to stop", again: "Nothing was asked again", paste: "The text was not taken in" };

/** What was not done, and what is safe all the same. */
export function refusalWords({ kind, reason, deed }, { view, facts }) {
  const there = view.answered ? `${count(view.answered, "reply", "replies")} on disk in ${facts.file}.` : "Nothing was asked, and nothing paid.";
  const here = deed.do === "paste" ? "The text is still here. " : "";
  const next = kind === "disk" ? " Make room for it, then try again." : kind === "bug" ? " If it fails again, run the cell again." : "";
  return { title: `${DEEDS[deed.do]}: ${reason}.`, text: `${here}${there}${next}` };
}

/** @returns {[string, string]} what can be said of the disk, for the head */
export function savedWords({ connection, view, refusal }) {
  if (connection.isLost) return ["lost", "not connected"];
  if (refusal?.kind === "disk") return ["lost", "not saved"];
  return ["saved", `${count(view.answered, "reply", "replies")} on disk`];
}

/** Everything behind `?`. */
export function helpKeys(isPaste) {
  const work = isPaste ? [[["Ctrl ↵"], "take in what was pasted"]] : [[["Space"], "stop, resume; it never starts a run"]];
  return [
    ...work, [["O"], "read replies, or close them"], [["←", "→"], "previous, next reply"],
    [["Esc"], "leave, or close this"], [["Tab"], "to the next control"],
  ];
}

/** The keys that work now, at most four. */
export function footKeys({ view, reading, facts }, isTyping) {
  const usual = [["?", "all keys"], ["Esc", "leave"]];
  if (isTyping) return [["Ctrl ↵", "take in"], ["Esc", "leave the text"]];
  if (reading) return [["←", "previous"], ["→", "next"], ["Esc", "close"]];
  const space = view.isWorking && !view.stops ? [["Space", "stop"]] : view.isResumable && view.stage === "run" ? [["Space", "resume"]] : [];
  return [...(facts.kind === "paste" ? [] : space), ...(view.outcomes.length ? [["O", "outcomes"]] : []), ...usual];
}
