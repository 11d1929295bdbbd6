/** Which buttons and keys are there at each stage? */

import { button, el } from "./dom.js";
import { KEYED } from "./seed_form.js";

const SAVE = { key: "Ctrl ↵", after: true, "aria-keyshortcuts": "Control+Enter" };

/** Everything behind `?`. */
export function helpKeys(isLabelled) {
  const judge = isLabelled
    ? [[["1", "–", "9"], "choose a label; approve a candidate with it"], [["Ctrl 1–9"], "choose a label while typing"]]
    : [[["A"], "approve a candidate, go on"]];
  return [
    [["↵"], "write, from outside the text"], [["Ctrl ↵"], "save, or read what was pasted"], ...judge,
    [["S"], "skip a candidate"], [["E"], "edit a candidate first"], [["←", "→"], "previous, next candidate"],
    [["Ctrl Z"], "undo, outside the text"], [["Esc"], "leave, or close this"], [["Tab"], "to the next control"],
  ];
}

/** The keys that work now, at most four. */
export function footKeys({ view, facts }, stage, isTyping) {
  const number = facts.kind === "classification" ? Math.min(KEYED, view.labels.length) : 0;
  const digits = number > 1 ? `1–${number}` : "1";
  const usual = [["?", "all keys"], ["Esc", "leave"]];
  if (isTyping) {
    const labels = stage === "form" && number ? [[`Ctrl ${digits}`, "label"]] : [];
    return [["Ctrl ↵", stage === "paste" ? "read it" : "save"], ...labels, ["Esc", "leave the text"]];
  }
  if (stage === "lineup") return [facts.kind !== "classification" ? ["A", "approve"] : [digits, "label and approve"], ["S", "skip"], ...usual];
  if (stage === "form") return [["↵", "write"], ...(number ? [[digits, "label"]] : []), ...usual];
  return usual;
}

export function formActions({ target }, { deeds }) {
  const words = target?.own ? "Save the change" : target?.line ? "Approve this version" : "Save and write the next";
  const save = button(words, { ...SAVE, kind: "main large" }, () => deeds.save());
  const grow = el("span.ft-grow");
  if (!target) return [save, grow, button("Clear", { kind: "quiet" }, () => deeds.clear())];
  return [
    save, button("Leave it as it was", { key: "Esc", after: true, kind: "large" }, () => deeds.leaveTarget()), grow,
    target.own ? button("Remove this seed", { kind: "quiet" }, () => deeds.remove(target.own)) : null,
  ];
}

export function pasteActions({ line }, { deeds, paste }) {
  return [
    button("Read it", { ...SAVE, kind: "main large" }, () => deeds.read()),
    button("Choose a file", { kind: "large" }, () => paste.choose()),
    el("span.ft-grow"),
    line ? button("Back to the lines", { kind: "quiet" }, () => deeds.backToLines()) : null,
    button("Clear", { kind: "quiet" }, () => paste.clear()),
  ];
}

export function lineupActions({ line, view, facts }, { deeds, labels }) {
  const approve = facts.kind !== "classification"
    ? button("Approve", { key: "A", kind: "large kept", "aria-keyshortcuts": "a" }, () => deeds.approve(null))
    : view.labels.length ? labels.node : el("span.ft-quiet", "No label yet: E opens the form, where you write one");
  return [
    approve, el("span.ft-grow"),
    el("span.ft-line.ft-verbs",
      button("Skip", { key: "S", kind: "quiet", "aria-keyshortcuts": "s" }, () => deeds.skip()),
      button(line.current.state === "added" ? "Open it" : "Edit first", { key: "E", kind: "quiet", "aria-keyshortcuts": "e" }, () => deeds.edit())),
    line.origin === "pasted" ? batchActions(line, deeds) : null,
  ];
}

function batchActions({ ready, counts }, deeds) {
  const words = `Add the ${ready} that ${ready === 1 ? "is" : "are"} complete`;
  const all = ready > 0 && button(words, { ...SAVE, kind: "main" }, () => deeds.approveReady());
  const rest = ready > 0 && counts.open > ready && el("span.ft-small.ft-quiet", counts.open - ready === 1 ? "The other one wants a look." : `The other ${counts.open - ready} want a look.`);
  return el("div.ft-line.ft-batch", all, rest, el("span.ft-grow"), button("Paste anew", { kind: "quiet" }, () => deeds.pasteAnew()));
}
