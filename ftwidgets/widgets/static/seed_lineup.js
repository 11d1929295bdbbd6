/** How does one look at candidates? One at a time, and nothing happens unseen. */

import { button, count, drawPieces, el, fill } from "./dom.js";
import { drawNear, drawRemarks } from "./seed_parts.js";

/** So long a candidate is on the screen before a key counts for it, in milliseconds. */
const GLANCE = 300;

const STATES = { added: ["kept", "✓"], skipped: ["quiet", "–"], open: ["quiet", ""], unusable: ["dropped", "×"] };

function drawTurn({ role, pieces, left }, isOnly, showWhole) {
  const text = el("div.ft-text", { dir: "auto" }, drawPieces(pieces));
  if (!pieces.length) text.append(el("span.ft-quiet", "no text"));
  const more = left ? el("button.ft-link.ft-small", { type: "button", click: showWhole }, `Show ${count(left, "character")} more`) : null;
  const body = el("div.ft-candidate-text", text, more);
  // The same in every row, and long: it opens where one wants to read it.
  if (role === "system") return el("details.ft-system", el("summary.ft-cap", "system message"), body);
  return el("div.ft-candidate-turn", isOnly ? null : el("div.ft-cap", role), body);
}

/** The sum of all that was pasted, and each line that cannot be used, with its reason. */
export function drawAccount(line) {
  const reasons = line.refused.map(([source, reason]) => el("li", el("span.ft-strong", source), " ", el("span.ft-dropped", `× ${reason}`)));
  const rest = line.more ? el("li.ft-quiet", `${count(line.more, "more line")} of this kind`) : null;
  const title = el("summary", el("span.ft-strong", line.sentence), el("span.ft-quiet", " Why not?"));
  return reasons.length
    ? el("details.ft-account.ft-small", line.total <= 20 ? { open: "" } : {}, title, el("ul", reasons, rest))
    : el("div.ft-account.ft-small.ft-strong", line.sentence);
}

/** The candidate at hand, and whether it was seen. */
export class LineupPanel {
  constructor(store) {
    this.store = store;
    this.page = el("div.ft-candidate", { tabIndex: 0, role: "region", "aria-label": "The candidate" });
    this.node = el("div.ft-lineup", this.page);
    this.drawn = null;
    this.seenAt = null;
  }

  /** Whether what is on the screen was there long enough to be read at all. */
  get wasSeen() {
    return this.seenAt !== null && performance.now() - this.seenAt >= GLANCE;
  }

  draw() {
    const { store } = this;
    const { line } = store;
    const here = `${store.way} ${line?.position} ${line?.current?.source}`;
    const stamp = `${here} ${JSON.stringify(line?.current ?? null)}`;
    if (this.stamp === stamp && this.page.firstChild) return;
    this.stamp = stamp;
    const isOther = this.drawn !== here;
    this.drawn = here;
    if (line?.current) this.#drawCurrent(line.current);
    else fill(this.page);
    if (isOther) this.#awaitPaint(here);
  }

  #drawCurrent(current) {
    const { turns, near, findings, state, seed, label, source } = current;
    const [tone, glyph] = STATES[state];
    const isOnly = turns.length === 1 && this.store.facts.kind === "classification";
    this.page.dataset.turns = isOnly ? "one" : "many";
    fill(
      this.page,
      el("div.ft-line.ft-small.ft-quiet",
        el("span.ft-code", source),
        label && el("span", "labelled there: ", el("span.ft-strong.ft-ink", { dir: "auto" }, label)),
        state !== "open" && el(`span.ft-${tone}`, seed ? `${glyph} seed ${seed.number}` : `${glyph} ${state}`)),
      turns.map((turn) => drawTurn(turn, isOnly, () => this.store.showWhole())),
      near && drawNear(near),
      findings.length ? el("ul.ft-remarks.ft-small", drawRemarks(findings.map(([severity, code, message]) => ({ severity, code, message })))) : null,
    );
  }

  /** A candidate counts as seen once it was painted, and a glance has passed. */
  #awaitPaint(here) {
    this.seenAt = null;
    this.node.dataset.seen = "false";
    this.page.scrollTop = 0;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        if (this.drawn !== here) return;
        this.seenAt = performance.now();
        setTimeout(() => { if (this.drawn === here) this.node.dataset.seen = "true"; }, GLANCE);
      };
      channel.port2.postMessage(0);
    });
  }
}

/** Where pasted text goes, and what it may look like. */
export class PastePanel {
  constructor(store) {
    this.store = store;
    const hint = "One text a line, with a tab and its label or answer behind it;\nor a table (CSV, TSV) with a header;\nor JSON Lines, or a JSON array.";
    this.area = el("textarea.ft-area.ft-paste", { rows: 9, placeholder: hint, spellcheck: "false", dir: "auto", "aria-label": "Pasted text", input: () => store.keep({ paste: this.area.value, hasBegun: true }) });
    this.file = el("input", { type: "file", hidden: true, "aria-label": "A file to import", accept: ".jsonl,.json,.csv,.tsv,.txt", change: () => this.#import() });
    this.fault = el("div", { role: "alert" });
    this.node = el(
      "div.ft-stack.ft-paste-panel",
      el("p.ft-quiet", "Paste examples from anywhere. Nothing becomes a seed yet: you look at them one by one, or add at once those that are complete."),
      this.area, this.file, this.fault,
    );
    this.area.value = store.kept.paste;
  }

  read() {
    this.fault.replaceChildren();
    this.store.paste(this.area.value);
  }

  choose() {
    this.file.click();
  }

  clear() {
    this.area.value = "";
    this.fault.replaceChildren();
    this.store.keep({ paste: "" });
    this.area.focus();
  }

  refuse({ reason }) {
    fill(this.fault, el(
      "div.ft-message", { "data-tone": "error" },
      el("div.ft-strong", `Nothing could be read: ${reason}`),
      el("div", "Your text is still here, and no seed has changed. Mend it above, and read it again."),
    ));
  }

  async #import() {
    const [file] = this.file.files;
    if (!file) return;
    this.area.value = await file.text();
    this.file.value = "";
    this.store.keep({ paste: this.area.value, hasBegun: true });
    this.read();
  }
}

/** Behind the last candidate: what became of them, and what can be done next. */
export function drawEnd({ store, onFresh, onPaste }) {
  const { line } = store;
  if (!line) return el("div.ft-empty.ft-seed-stage", el("h4.ft-stage-title", "No suggestions yet"), button("Suggest some", { kind: "main large" }, onFresh));
  const { added, skipped } = line.counts;
  const words = `${count(line.total, line.origin === "pasted" ? "line" : "suggestion")}: ${added} approved, ${skipped} skipped, ${line.total - added - skipped} left out.`;
  const title = line.total ? "You have seen them all" : "Nothing here differs enough from your seeds";
  const next = line.origin === "picked"
    ? button("Suggest others", { kind: "main large" }, onFresh)
    : button("Paste anew", { kind: "main large" }, onPaste);
  return el("div.ft-empty.ft-seed-stage", el("h4.ft-stage-title", title), line.total ? el("p", words, " ‹ goes back to look again.") : el("p", "Write some, or give another file."), el("div.ft-line.ft-stage-ways", next));
}
