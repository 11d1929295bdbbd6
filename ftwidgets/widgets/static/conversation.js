/** How is one row shown? Its turns, what the levels say of it, and what a person said. */

import { button, count, drawPieces, el } from "./dom.js";

const GLYPHS = { keep: "✓ kept", fix: "✎ fixed", drop: "× dropped", skip: "– put off" };

const TONES = { keep: "kept", fix: "info", drop: "dropped", skip: "quiet" };

/** What was decided, as a glyph and a word in its colour. */
export function drawVerdict({ verdict, label }) {
  if (!verdict) return null;
  return el(`span.ft-${TONES[verdict]}.ft-nowrap`, GLYPHS[verdict], label ? `: ${label}` : "");
}

/** One message, with its role beside it. */
export function drawTurn(turn, number, actions) {
  const text = el("div.ft-text", { dir: "auto" }, drawPieces(turn.pieces ?? [["", turn.text]]));
  if (!turn.length) text.append(el("span.ft-quiet", "no text"));
  const shown = turn.text.length;
  const more = turn.length > shown && actions.showWhole
    ? el("button.ft-link.ft-small", { type: "button", click: actions.showWhole }, `Show all ${count(turn.length, "character")}`)
    : null;
  const edit = turn.editable && actions.edit
    ? el("button.ft-edit.ft-small", { type: "button", "aria-label": `Edit message ${number + 1}, ${turn.role}`, click: () => actions.edit(number) }, "edit")
    : null;
  return el(
    `div.ft-turn${turn.judged ? ".ft-judged" : ""}`,
    el("div.ft-who", el("span", turn.role), edit),
    el("div", el("div.ft-said", text), more),
  );
}

/** What the three levels say of a row, on one line. */
export function drawScore({ score, near }) {
  const parts = score.parts.map(([name, value, message]) => el(
    "span", { title: name }, el("span.ft-strong.ft-dropped", value), ` ${message}`,
  ));
  return el(
    "div.ft-why.ft-line.ft-small.ft-quiet",
    el("span.ft-strong.ft-ink", `Score ${score.total}`), parts,
    near && el("span", `nearest row ${near[0]}, ${near[1]}`),
  );
}

export function drawFindings(findings) {
  if (!findings.length) return null;
  return el("ul.ft-findings.ft-small", findings.map(([severity, code, message]) => el(
    "li", el("span.ft-flagged.ft-strong", `~ ${severity}`), ` ${message} `, el("span.ft-code.ft-quiet", code),
  )));
}

/** Name and origin of a row, and what was said of it before. */
export function drawTitle(row) {
  const { state } = row;
  return el(
    "div.ft-line.ft-small.ft-quiet",
    el("span.ft-code.ft-strong.ft-ink", row.name), row.facts.map((fact) => el("span", fact)),
    drawVerdict(state),
    state.flagged && el("span.ft-flagged", "~ flagged"),
    state.stale && el("span.ft-flagged", "~ judged on an older text"),
    state.note && el("span.ft-note", `Note: ${state.shownNote}`),
  );
}

/** A row in full; a near-copy stands beside it. */
export function drawRow(row, actions) {
  const turns = (of, its) => el("div.ft-turns", of.turns.map((turn, number) => drawTurn(turn, number, its)));
  if (!row.partner) {
    return [drawTitle(row), turns(row, actions), drawScore(row), drawFindings(row.findings)];
  }
  const { partner } = row;
  const title = (words, its) => el("div.ft-line.ft-small.ft-quiet", words, el("span.ft-code.ft-strong.ft-ink", its.name), drawVerdict(its.state));
  const pair = el(
    "div.ft-pair",
    el("div.ft-stack", title("to judge", row), turns(row, actions)),
    el("div.ft-stack", title("beside it", partner), turns(partner, {})),
  );
  return [drawTitle(row), pair, drawScore(row), drawFindings(row.findings)];
}

/** The text of one message as a field, with what has changed below it. */
export class Editor {
  constructor({ turn, number, typed, onInput }) {
    this.turn = turn;
    this.number = number;
    this.area = el("textarea.ft-area", { "aria-label": `Text of message ${number + 1}, ${turn.role}`, spellcheck: "true", dir: "auto", rows: 3, input: () => { this.#grow(); onInput(this.text); } });
    this.area.value = typed ?? turn.text;
    this.words = el("div.ft-small.ft-quiet.ft-strong", "Nothing is changed yet");
    this.changes = el("div.ft-text");
    this.node = el("div.ft-stack.ft-editor", this.area, this.words, this.changes);
  }

  focus() {
    this.#grow();
    this.area.focus();
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
  }

  /** What is in the field; the line ends are those of the text, which a field cannot hold. */
  get text() {
    const { value } = this.area;
    const was = this.turn.text;
    if (value === was.replace(/\r\n?/g, "\n")) return was;
    const ends = new Set(was.match(/\r\n|\r|\n/g));
    return ends.size === 1 ? value.replace(/\n/g, [...ends][0]) : value;
  }

  show({ words, pieces }) {
    const changed = pieces.some(([kind]) => kind === "removed" || kind === "added");
    this.words.textContent = changed ? `Your change: ${words}` : "Nothing is changed yet";
    this.changes.replaceChildren(...(changed ? drawPieces(pieces) : []));
  }

  #grow() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight + 2, 260)}px`;
  }
}

/** Was and now of what an edit changes. */
export function drawChange({ numbers, sentences }) {
  return el(
    "div.ft-stack", el("h4", "What your edit changes"),
    el("table.ft-table",
      el("thead", el("tr", el("th", { scope: "col" }, el("span.ft-unseen", "what")), el("th.ft-number", { scope: "col" }, "was"), el("th.ft-number", { scope: "col" }, "now"))),
      el("tbody", numbers.map(([name, was, now]) => el("tr", el("td", name), el("td.ft-number", was), el("td.ft-number.ft-strong", now))))),
    sentences.map((sentence) => el("p.ft-small.ft-quiet", sentence)),
    el("div.ft-message", { "data-tone": "note" }, "The original text stays in the journal. An export takes your version and records who changed it."),
  );
}

export function saveButton(press) {
  return button("Save and go on", { key: "Ctrl ↵", after: true, kind: "main large", "aria-keyshortcuts": "Control+Enter" }, press);
}
