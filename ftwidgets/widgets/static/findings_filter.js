/** Which findings are shown? Severity, text and codes, each with what it would leave. */

import { button, el } from "./dom.js";
import { thousands } from "./explorer_parts.js";

/** So long a text rests before it is searched for, in milliseconds. */
const SEARCH_REST = 150;

const FOUND_SEVERITIES = [[null, "All"], ["error", "× Errors"], ["warning", "~ Warnings"], ["note", "· Notes"]];

/** All, errors, warnings or notes, each with its number. */
export class SeverityFilter {
  constructor(choose) {
    this.numbers = FOUND_SEVERITIES.map(() => el("span.ft-fnd-count"));
    this.buttons = FOUND_SEVERITIES.map(([value, words], at) => [value, button(words, { "data-severity": value ?? "all" }, () => choose(value))]);
    this.buttons.forEach(([, node], at) => node.append(this.numbers[at]));
    this.node = el("div.ft-segments", { role: "group", "aria-label": "Severity" }, this.buttons.map(([, node]) => node));
  }

  draw(chosen, severities) {
    const all = Object.values(severities).reduce((sum, number) => sum + number, 0);
    this.buttons.forEach(([value, node], at) => {
      node.setAttribute("aria-pressed", String(value === chosen));
      this.numbers[at].textContent = thousands(value === null ? all : severities[value]);
    });
  }
}

/** A text that is searched for when the hand rests, or at once by Enter. */
export class SearchField {
  constructor(choose) {
    this.choose = choose;
    this.timer = null;
    this.sent = "";
    this.input = el("input.ft-input.ft-fnd-search", {
      type: "text", maxlength: 200, spellcheck: "false", autocomplete: "off", "aria-label": "Search in messages and texts", placeholder: "Search in messages and texts",
      input: () => this.#rest(), change: () => this.#commit(),
      keydown: (event) => event.key === "Enter" && !event.isComposing && this.#commit(),
    });
  }

  #rest() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#commit(), SEARCH_REST);
  }

  #commit() {
    clearTimeout(this.timer);
    if (this.input.value === this.sent) return;
    this.sent = this.input.value;
    this.choose(this.sent);
  }

  draw(text) {
    this.sent = text;
    if (document.activeElement !== this.input && this.input.value !== text) this.input.value = text;
  }

  /** What stands in the field is given up. */
  clear() {
    clearTimeout(this.timer);
    this.input.value = "";
  }
}

/** All codes, the gravest first; several can be chosen. */
export class CodeFilter {
  constructor(codes, toggle) {
    this.rows = codes.map((each) => {
      const number = el("span.ft-fnd-count");
      const meaning = el("span.ft-quiet.ft-small.ft-fnd-meaning", each.meaning);
      const node = el(
        "button.ft-fnd-code", { type: "button", "data-code": each.code, click: () => toggle(each.code) },
        el(`span.ft-fnd-glyph.ft-fnd-${each.severity}`, { "aria-hidden": "true" }, { error: "×", warning: "~", note: "·" }[each.severity]),
        el("span", each.words, el("span.ft-unseen", `, ${each.severity}`)), number, meaning,
      );
      return { code: each.code, node, number, meaning };
    });
    this.clear = el("button.ft-link.ft-fnd-all", { type: "button", click: () => toggle(null) }, "Show all");
    this.node = el(
      "section.ft-stack", { "aria-label": "Codes" },
      el("div.ft-between.ft-fnd-rail-head", el("h4", "What was found"), this.clear),
      el("ul.ft-fnd-codes", this.rows.map(({ node }) => el("li", node))),
    );
  }

  draw(chosen, counts) {
    this.clear.classList.toggle("ft-fnd-gone", !chosen.length);
    for (const { code, node, number, meaning } of this.rows) {
      const isChosen = chosen.includes(code);
      const many = counts[code] ?? 0;
      node.setAttribute("aria-pressed", String(isChosen));
      node.classList.toggle("ft-fnd-none", !many);
      number.textContent = thousands(many);
      meaning.hidden = !isChosen;
    }
  }
}

/** Why nothing is shown, and how to see it again. */
export function drawHidden({ found, rowsFound }, clear) {
  const hides = `The filter hides all ${thousands(found)} ${found === 1 ? "finding" : "findings"} in ${thousands(rowsFound)} ${rowsFound === 1 ? "row" : "rows"}.`;
  return el("div.ft-empty", el("h4", "Nothing matches"), el("p", hides), button("Clear the filter", {}, clear));
}
