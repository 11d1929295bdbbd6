/** What is asked of a split? Sizes, seed, what makes a family, which labels are spread. */

import { button, count, el, fill } from "./dom.js";
import { Choice, NumberField, Segments, thousands } from "./explorer_parts.js";
import { SPLIT_PARTS, sentence } from "./split_words.js";

const MOST_SEED = 2 ** 53 - 1;

/** Digits behind the point that a percentage needs. */
function digitsOf(value) {
  return [0, 1].find((digits) => Number(value.toFixed(digits)) === value) ?? 2;
}

export class SplitSettings {
  constructor(store) {
    this.store = store;
    const { facts } = store;
    this.unit = new Segments("Sizes in", [["percent", "Percent"], ["rows", "Rows"]], (unit) => unit !== this.settings.unit && store.choose({ unit }));
    this.fields = SPLIT_PARTS.map((name, at) => new NumberField(name, { min: 0, max: facts.rows, step: 1, digits: 0 }, (value) => this.#resize(at, value)));
    this.seed = new NumberField("Seed", { min: 0, max: MOST_SEED, step: 1, digits: 0 }, (seed) => store.choose({ seed }));
    this.another = button("Another", { "aria-label": "Another seed" }, () => store.choose({ seed: this.settings.seed + 1 }));
    this.groups = new Choice("Families by", [], (key) => store.choose({ group_by: key || null }));
    this.labels = new Choice("Spread labels by", [], (key) => store.choose({ stratify_by: key || null }));
    this.sum = el("p.ft-small.ft-quiet");
    this.refusal = el("div", { hidden: true });
    const named = this.fields.map((field, at) => el("label.ft-choice", el("span.ft-quiet", SPLIT_PARTS[at]), field.input));
    this.node = el(
      "section.ft-zone.ft-split-settings", { "aria-label": "Settings" },
      el("div.ft-line.ft-split-line", this.unit.node, named),
      el("div.ft-line.ft-split-line", el("label.ft-choice", el("span.ft-quiet", "Seed"), this.seed.input), this.another, this.groups.node, this.labels.node),
      this.refusal, this.sum,
    );
  }

  /** What is asked for, with what was chosen here and is not answered yet. */
  get settings() {
    const { settings } = this.store.view;
    const { sizes, percents, seed = settings.seed, unit, ...hoped } = this.store.hoped;
    const { group_by: groupBy = settings.groupBy, stratify_by: stratifyBy = settings.stratifyBy } = hoped;
    return { ...settings, seed, groupBy, stratifyBy, sizes: percents ?? sizes ?? settings.sizes };
  }

  /** In percent, train is the rest: three shares always make a whole. */
  #resize(at, value) {
    const { unit, sizes } = this.settings;
    const asked = sizes.with(at, value);
    if (unit === "rows") return this.store.choose({ sizes: asked });
    const [, validation, test] = asked;
    return this.store.choose({ percents: [Number((100 - validation - test).toFixed(2)), validation, test] });
  }

  draw() {
    const { settings } = this;
    const { unit, sizes, seed, groupBy, stratifyBy } = settings;
    const isPercent = unit === "percent";
    this.unit.draw(unit);
    this.fields.forEach((field, at) => {
      field.digits = digitsOf(sizes[at]);
      field.draw(sizes[at]);
    });
    const [train] = this.fields;
    train.input.readOnly = isPercent;
    train.input.title = isPercent ? "The rest: 100 % less the other two" : "";
    this.seed.draw(seed);
    this.#drawKeys(settings.others);
    this.groups.draw(groupBy ?? "");
    this.labels.draw(stratifyBy ?? "");
    this.#drawRefusal(this.store.refusal);
  }

  /** The keys that group rows, and those chosen elsewhere. */
  #drawKeys(others) {
    const stamp = JSON.stringify(others);
    if (stamp === this.keyStamp) return;
    this.keyStamp = stamp;
    const keys = [...new Map([...this.store.facts.keys, ...others]).entries()];
    this.groups.setOptions([["", "their texts only"], ...keys]);
    this.labels.setOptions([["", "nothing"], ["reply", "the reply"], ...keys.filter(([key]) => key !== "reply")]);
  }

  #drawRefusal(refusal) {
    const words = refusal?.kind === "choice" ? refusal.reason : "";
    if (words === this.refused) return;
    this.refused = words;
    this.refusal.hidden = !words;
    if (!words) return fill(this.refusal);
    const close = button("Close", { kind: "quiet" }, () => this.store.forgetRefusal());
    return fill(this.refusal, el("div.ft-message", { "data-tone": "warning", role: "status" }, el("div.ft-strong", `That cannot be had. ${sentence(words)}`), el("div", "The split is as it was."), el("div.ft-line", close)));
  }

  /** Every row is counted once: a sum that does not add up says so. */
  drawSum(rows, half) {
    this.sum.hidden = !half;
    if (!half) return;
    const parts = [...half.parts.map(([name, number]) => [name, number]), ["left over", half.surplus]];
    const found = parts.reduce((sum, [, number]) => sum + number, 0);
    const terms = parts.map(([name, number]) => `${thousands(number)} ${name}`).join(" + ");
    const check = found === rows
      ? el("span.ft-kept", "✓ adds up")
      : el("span.ft-dropped.ft-strong", { role: "alert" }, `× does not add up: the parts are ${thousands(found)}`);
    fill(this.sum, `${count(rows, "row")} = ${terms} `, check);
  }
}
