/** How do the sum, the stages and the rows of a funnel look? */

import { button, el, fill } from "./dom.js";
import { Pager, thousands } from "./explorer_parts.js";
import { drawLine, drawRecord, drawRecordTurn, fateBadge, recordFacts } from "./record_view.js";

/** in = kept + dropped + rejected. */
export function drawSum({ total, kept, dropped, rejected }, problem) {
  const term = (number, tone, words) => [el(`span.ft-big${tone}`, thousands(number)), el("span.ft-quiet", words)];
  const verdict = problem ? el("span.ft-dropped.ft-strong", "× does not add up") : el("span.ft-kept", "✓ adds up");
  return el(
    "div.ft-fun-sum",
    el("span.ft-fun-terms", term(total, "", "lines in ="), term(kept, ".ft-kept", "kept +"), term(dropped, ".ft-dropped", "dropped +"), term(rejected, ".ft-dropped", "rejected")),
    verdict,
  );
}

/** One band: what a level lets through, and why the others fell. */
export class StageBand {
  constructor(stage, total, deeds) {
    this.stage = stage;
    const { level, title, about, kept, dropped, rowsIn, reasons } = stage;
    const width = (rows) => ({ style: `width: ${(100 * rows) / total}%` });
    this.press = button(title, { kind: "quiet", "data-level": level }, () => deeds.openStage(level));
    this.press.classList.add("ft-fun-title");
    this.press.append(el("span.ft-unseen", `: ${thousands(kept)} of ${thousands(rowsIn)} kept, ${thousands(dropped)} fell`));
    this.reasons = reasons.map(([code, words, number]) => [code, el("button.ft-link.ft-fun-reason", { type: "button", "data-code": code, click: () => deeds.openReason(level, code) }, `${thousands(number)} ${words}`)]);
    const bar = el("div.ft-fun-bar", { "aria-hidden": "true" }, el("i.ft-fun-kept", width(kept)), dropped ? el("i.ft-fun-dropped", width(dropped)) : null, dropped ? el("span.ft-dropped.ft-strong", `− ${thousands(dropped)}`) : null);
    const why = el("div.ft-fun-reasons", reasons.length ? this.reasons.map(([, node]) => node) : el("span.ft-quiet", "nothing fell"));
    this.node = el(
      "li.ft-fun-stage",
      el("div.ft-fun-name", this.press, el("div.ft-quiet.ft-small", about.replace(/ ([≥>]) /, "\u00a0$1\u00a0"))), el("div.ft-fun-middle", bar, why),
      el("div.ft-fun-number", { "aria-hidden": "true" }, el("span.ft-kept.ft-fun-left", thousands(kept)), el("span.ft-quiet.ft-small", `of ${thousands(rowsIn)}`)),
    );
  }

  draw(level, reason) {
    const isOpen = level === this.stage.level;
    this.node.classList.toggle("ft-fun-open", isOpen);
    this.press.setAttribute("aria-pressed", String(isOpen));
    for (const [code, node] of this.reasons) node.setAttribute("aria-pressed", String(isOpen && code === reason));
  }
}

function rowNode(row, deeds) {
  const { record, name, line, pieces, code, number, about, partner } = row;
  const said = partner ? `like ${partner}: ${about}` : about;
  return el(
    "li",
    el(
      "button.ft-fun-row", { type: "button", "data-record": record, click: () => deeds.openRecord(record) },
      el("span.ft-code.ft-fun-id", name), el("span.ft-quiet.ft-nowrap.ft-fun-line", `line ${thousands(line)}`),
      el("span.ft-fun-text", el("span.ft-rec-line", { dir: "auto" }, drawLine(pieces)), el("span.ft-quiet.ft-small.ft-fun-about", said)),
      el("span.ft-code.ft-quiet.ft-fun-code", code, number === null ? null : ` ${number.toFixed(2)}`),
    ),
  );
}

/** The rows that fell, a window of them, or one of them in full. */
export class FallenRows {
  constructor(deeds) {
    this.deeds = deeds;
    this.title = el("h4");
    this.meaning = el("span.ft-quiet");
    this.pager = new Pager("rows", { back: () => deeds.turn(-1), on: () => deeds.turn(1) });
    this.pager.back.setAttribute("aria-keyshortcuts", "PageUp");
    this.pager.on.setAttribute("aria-keyshortcuts", "PageDown");
    this.all = button("Back to the rows", { key: "Esc", kind: "quiet", after: true }, () => deeds.openRecord(null));
    this.body = el("div");
    this.node = el("section.ft-fun-panel", { "aria-label": "Rows that fell" }, el("div.ft-between", el("div.ft-line.ft-fun-heading", this.title, this.meaning), el("span.ft-line", this.all, this.pager.node)), this.body);
  }

  draw(view, stage, size) {
    const { record, total } = view;
    this.node.hidden = stage === null;
    if (stage === null) return;
    const verb = stage.level === "reading" ? "rejected" : "dropped";
    const reason = stage.reasons.find(([code]) => code === view.reason);
    this.title.textContent = `${stage.title}: ${thousands(total)} ${verb}${reason ? ` for ${reason[1]}` : ""}`;
    this.meaning.textContent = view.meaning;
    this.all.hidden = record === null;
    this.pager.node.hidden = !total;
    if (record) this.pager.draw(`${thousands(record.place + 1)} of ${thousands(total)}`, record.before === null, record.after === null);
    else this.pager.draw(`${thousands(view.start + 1)} to ${thousands(view.start + view.rows.length)} of ${thousands(total)}`, view.start === 0, view.start + size >= total);
    if (record) fill(this.body, drawFallen(record));
    else if (total) fill(this.body, el("ul.ft-fun-rows", view.rows.map((row) => rowNode(row, this.deeds))));
    else fill(this.body, el("p.ft-quiet", `Nothing fell here: all ${thousands(stage.kept)} rows go on.`));
  }
}

function drawFallen(page) {
  const { partner, fate, number } = page;
  const score = number === null || partner ? null : el("span.ft-quiet", `score ${number.toFixed(2)}`);
  if (!partner) return el("div.ft-rec", el("div.ft-line", recordFacts(page), fateBadge(fate), score), drawRecord(page));
  const other = el("div.ft-rec", el("div.ft-line", el("span.ft-strong", partner.name), el("span.ft-quiet", `line ${thousands(partner.line)}`), fateBadge({ is: "kept", words: "kept in its stead" })), partner.turns.map((turn) => drawRecordTurn(turn)));
  return el(
    "div.ft-stack",
    el("p.ft-quiet", `Similarity ${number.toFixed(2)}: words that only one of the two has are underlined.`),
    el("div.ft-two.ft-fun-pair", el("div.ft-rec", el("div.ft-line", recordFacts(page), fateBadge({ ...fate, words: fate.is })), drawRecord({ ...page, remarks: [] })), other),
  );
}
