/** How does a choice look: open, taken, right or wrong? */

import { cap, el } from "./dom.js";

export const LETTERS = "ABCD";

/** Which keys choose, in words: A–C. */
export function lettersOf(choices) {
  return `A–${LETTERS[choices.length - 1]}`;
}

/** Place of the choice that a key names; -1 for all other keys. */
export function choiceOf(name) {
  return name.length === 1 ? LETTERS.indexOf(name.toUpperCase()) : -1;
}

/**
 * Choices with a key each.
 * @param {{text: string, tone?: string, mark?: string, why?: string, isOff?: boolean, isOn?: boolean}[]} choices
 * @param {(place: number) => void} press
 */
export function drawChoices(name, choices, press) {
  const rows = choices.map(({ text, tone = "", mark = "", why = "", isOff = false, isOn }, place) => {
    const words = el("span.ft-les-choice-words", el("span", text), why && el("span.ft-les-choice-why", why));
    const attributes = { type: "button", "data-tone": tone, "aria-disabled": isOff ? "true" : null, "aria-pressed": isOn === undefined ? null : String(isOn), "aria-keyshortcuts": LETTERS[place] };
    return el("button.ft-les-choice", attributes, { click: () => isOff || press(place) }, cap(LETTERS[place]), words, el("span.ft-les-mark", mark));
  });
  return el("div.ft-les-choices", { role: "group", "aria-label": name }, rows);
}
