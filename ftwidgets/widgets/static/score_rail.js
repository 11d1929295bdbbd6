/** Which signals count how much, and what do labels say of the line? */

import { button, el, fill } from "./dom.js";
import { NumberField, thousands } from "./explorer_parts.js";

/** So many signals are shown at once, those that hit most rows. */
const SHOWN_SIGNALS = 8;

/** The signals with their weights, those that hit most rows first; the others fold away. */
export class SignalTable {
  constructor(facts, choose) {
    this.choose = choose;
    this.last = {};
    const signals = [...facts.signals].sort((one, other) => other.hits - one.hits);
    this.rows = signals.map((signal) => this.#row(signal));
    const [first, others] = [this.rows.slice(0, SHOWN_SIGNALS), this.rows.slice(SHOWN_SIGNALS)];
    const body = el("tbody", first.map(({ node }) => node));
    const rest = el("tbody", { hidden: true }, others.map(({ node }) => node));
    const words = `${others.length} more signals`;
    this.more = others.length ? el("button.ft-link.ft-small", { type: "button", "aria-expanded": "false", click: () => { rest.hidden = !rest.hidden; this.more.setAttribute("aria-expanded", String(!rest.hidden)); } }, words) : null;
    this.reset = el("button.ft-link.ft-small", { type: "button", hidden: true, click: () => this.#toUsual(facts) }, "Back to the standard weights");
    const head = el("thead", el("tr", el("th", { scope: "col" }, "signal"), el("th", { scope: "col" }, "at most"), el("th.ft-number", { scope: "col" }, "rows hit")));
    this.node = el("section.ft-stack", { "aria-label": "Signals" }, el("h4", "Signals"), el("table.ft-table.ft-score-signals", head, body, rest), el("div.ft-line", this.more, this.reset));
  }

  #row(signal) {
    const { name, words, means, hits } = signal;
    const isOn = el("input", { type: "checkbox", change: () => this.#switch(name, isOn.checked) });
    const field = new NumberField(`At most, for ${words}`, { min: 0, max: 1, step: 0.05 }, (weight) => this.choose({ weights: { [name]: weight } }));
    const number = el("td.ft-number", thousands(hits));
    const label = el("label.ft-score-signal", { title: means }, isOn, el("span", words));
    return { signal, isOn, field, number, node: el("tr", el("td", label), el("td", field.input), number) };
  }

  #switch(name, isOn) {
    const usual = this.rows.find(({ signal }) => signal.name === name).signal.usual;
    this.choose({ weights: { [name]: isOn ? this.last[name] ?? usual : 0 } });
  }

  #toUsual(facts) {
    this.choose({ weights: Object.fromEntries(facts.signals.map(({ name, usual }) => [name, usual])) });
  }

  draw(weights, isLocked) {
    for (const { signal, isOn, field, number, node } of this.rows) {
      const weight = weights[signal.name];
      if (weight > 0) this.last[signal.name] = weight;
      isOn.checked = weight > 0;
      isOn.disabled = isLocked;
      field.input.disabled = isLocked;
      field.draw(weight);
      number.textContent = weight > 0 ? thousands(signal.hits) : "off";
      node.classList.toggle("ft-quiet", weight === 0);
    }
    this.reset.hidden = isLocked || this.rows.every(({ signal }) => weights[signal.name] === signal.usual);
  }
}

/** Precision, recall and F1 of the line at hand and of the best one. */
export class LabelPanel {
  constructor(facts, choose) {
    this.facts = facts;
    this.choose = choose;
    this.node = el("section.ft-stack", { "aria-label": "Labels" });
  }

  draw(labels) {
    const { facts } = this;
    if (labels === null) {
      fill(this.node, el("h4", "Measured by your labels"), el("p.ft-small.ft-quiet", "No labels yet. Read a random audit of all rows, then show this again with labels=session.judgements(): precision and recall of every line are drawn below the bars."), this.#others());
      return;
    }
    const { now, best, spread } = labels;
    const head = el("thead", el("tr", el("th", { scope: "col" }, "line"), ["precision", "recall", "F1"].map((name) => el("th.ft-number", { scope: "col" }, name))));
    const isBest = best !== null && Math.abs(best.line - now.line) < 1e-9;
    const rows = [this.#line(now, "now", true), best && !isBest ? this.#line(best, "best F1", false) : null];
    const move = best && !isBest ? el("div", button(`Move the line to ${best.line.toFixed(2)}`, { "data-is": "move" }, () => this.choose({ line: best.line }))) : null;
    fill(this.node, el("h4", `Against your ${facts.labels} labels`), el("table.ft-table", head, el("tbody", rows)), move, el("p.ft-small.ft-quiet", this.#advice(labels, isBest, spread)), this.#others());
  }

  #line({ line, precision, recall, f1 }, words, isNow) {
    const cell = ([share, interval]) => el("td.ft-number", { title: interval ? `likely ${whole(interval[0])} to ${whole(interval[1])}` : null }, share === null ? "none" : whole(share), interval && el("div.ft-quiet.ft-score-interval", `${Math.round(100 * interval[0])}–${Math.round(100 * interval[1])}`));
    return el(`tr${isNow ? ".ft-strong" : ""}`, el("td", `${line.toFixed(2)} ${words}`), [precision, recall, f1].map(cell));
  }

  #advice({ best, good }, isBest, spread) {
    const { labels, enoughLabels } = this.facts;
    if (labels < enoughLabels) return `${good} of ${labels} labelled rows are good. From ${enoughLabels} labels on a line is proposed.`;
    if (best === null) return `All ${labels} labelled rows are ${good ? "good" : "bad"}: there is nothing to divide.`;
    const place = isBest ? "This is the best line your labels know." : `Your labels place the best line within about ± ${spread.toFixed(2)}.`;
    return `${place} Label more rows of the audit to narrow that.`;
  }

  #others() {
    const { otherLabels } = this.facts;
    return otherLabels ? el("p.ft-small.ft-flagged", `~ ${thousands(otherLabels)} labels from other queues are drawn as circles. They were not drawn at random, so they measure nothing.`) : null;
  }
}

function whole(share) {
  return `${Math.round(100 * share)} %`;
}
