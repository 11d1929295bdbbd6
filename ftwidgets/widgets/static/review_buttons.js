/** What can be said of a row? One button and one key for each verb and each label. */

import { button, el } from "./dom.js";

const VERBS = {
  keep: ["Keep", "keep, go on"],
  fix: ["Fix", "fix the reply"],
  drop: ["Drop", "drop, go on"],
  skip: ["Skip", "put off, go on"],
  flag: ["Flag", "flag, or take the flag away"],
  note: ["Note", "write a note"],
};

const KINDS = { keep: "large kept", fix: "large info", drop: "large dropped", skip: "quiet", flag: "quiet", note: "quiet" };

const DIGITS = 9;

/** Keys and what they do, for the help. */
export function helpOf({ keys, labels }) {
  return [
    ...Object.entries(VERBS).map(([verb, [, words]]) => [[keys[verb].toUpperCase()], words]),
    ...labels.slice(0, DIGITS).map((label, index) => [[String(index + 1)], label]),
    [["←", "→"], "previous, next"], [["Ctrl Z"], "undo"], [["Ctrl ⇧ Z"], "redo"],
    [["Ctrl ↵"], "save while typing"], [["Esc"], "leave, or close this"], [["Tab"], "to the next control"],
  ];
}

export class VerbButtons {
  /**
   * @param press is told the verb, or `label:0` for the first label, and the event
   * @param choose is told a label that has no key
   */
  constructor({ keys, labels }, press, choose) {
    const make = (words, key, kind, verb) => button(
      words, { key: key.toUpperCase(), kind, "aria-keyshortcuts": key }, (event) => press(verb, event),
    );
    const verbs = Object.fromEntries(Object.entries(VERBS).map(([verb, [words]]) => [verb, make(words, keys[verb], KINDS[verb], verb)]));
    const digits = labels.slice(0, DIGITS).map((label, index) => make(label, String(index + 1), "", `label:${index}`));
    this.flag = verbs.flag;
    this.every = [...Object.values(verbs), ...digits];
    this.labels = digits;
    this.names = labels;
    const more = labels.length > DIGITS ? [this.#more(labels, choose)] : [];
    const line = el("div.ft-verbs", verbs.keep, verbs.fix, verbs.drop, el("span.ft-grow"), verbs.skip, verbs.flag, verbs.note);
    this.all = labels.length ? [line, el("div.ft-verbs", { role: "group", "aria-label": "Labels" }, digits, more)] : [line];
  }

  /** Mark what was said of a row before. */
  show(row) {
    this.flag.setAttribute("aria-pressed", String(Boolean(row?.state.flagged)));
    this.labels.forEach((node, index) => node.setAttribute("aria-pressed", String(row?.state.label === this.names[index])));
  }

  /** Whether they work; they stay where the focus can reach them. */
  turn(on) {
    for (const node of this.every) node.setAttribute("aria-disabled", String(!on));
  }

  /**
   * Labels beyond the digits: typed, found in a list, and given with Enter. A select
   * would give the next label at every press of an arrow.
   */
  #more(labels, choose) {
    const list = el("datalist", { id: `ft-labels-${Math.random().toString(36).slice(2)}` }, labels.slice(DIGITS).map((label) => el("option", { value: label })));
    const field = el("input.ft-input.ft-label-field", {
      list: list.id, "aria-label": "Another label, given with Enter", placeholder: `${labels.length - DIGITS} more labels`,
      keydown: (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        const found = labels.indexOf(field.value.trim());
        field.setAttribute("aria-invalid", String(found < 0));
        if (found < 0) return;
        field.value = "";
        choose(`label:${found}`);
      },
    });
    return el("span", field, list);
  }
}
