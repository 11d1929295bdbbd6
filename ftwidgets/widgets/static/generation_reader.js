/** What came back, exactly? One reply at a time, as it stands in the journal. */

import { button, drawPieces, el, fill } from "./dom.js";
import { TONE_OF, number } from "./generation_words.js";

export class Reader {
  constructor(store, deeds) {
    this.store = store;
    this.deeds = deeds;
    this.tabs = el("div.ft-line.ft-run-chips", { role: "group", "aria-label": "Outcome" });
    this.place = el("span.ft-nowrap");
    this.back = button("‹", { kind: "icon", "aria-label": "Previous reply", "aria-keyshortcuts": "ArrowLeft" }, () => deeds.walk(-1));
    this.on = button("›", { kind: "icon", "aria-label": "Next reply", "aria-keyshortcuts": "ArrowRight" }, () => deeds.walk(1));
    this.close = button("Close", { key: "Esc", kind: "quiet", after: true }, () => deeds.close());
    this.page = el("div.ft-run-reply", { tabIndex: 0, role: "group", "aria-label": "The reply" });
    const walk = el("span.ft-line.ft-run-walk", this.place, this.back, this.on);
    this.node = el("section.ft-run-reader", { "aria-label": "Replies" }, el("div.ft-line.ft-run-reader-head", this.tabs, walk, this.close), this.page);
    this.stamp = "";
  }

  draw() {
    const { reading, view } = this.store;
    this.node.hidden = reading === null;
    if (!reading) return;
    const { position, total, name } = reading;
    const many = Math.max(total, view.outcomes.find((each) => each.name === name)?.count ?? 0);
    this.place.textContent = `${number(position + 1)} of ${number(many)}`;
    this.back.setAttribute("aria-disabled", String(position === 0));
    this.on.setAttribute("aria-disabled", String(position + 1 >= many));
    this.#drawTabs(name);
    const stamp = JSON.stringify(reading);
    if (stamp === this.stamp) return;
    this.stamp = stamp;
    fill(this.page, drawReply(reading, this.deeds));
    this.page.scrollTop = 0;
  }

  #drawTabs(name) {
    const stamp = JSON.stringify([name, this.store.view.outcomes.map((each) => [each.word, each.count])]);
    if (stamp === this.tabStamp) return;
    this.tabStamp = stamp;
    const focused = this.tabs.contains(document.activeElement) ? document.activeElement.dataset.outcome : null;
    fill(this.tabs, this.store.view.outcomes.map((each) => button(`${each.word} ${number(each.count)}`, { "aria-pressed": String(each.name === name), "data-outcome": each.name }, () => this.deeds.read({ name: each.name, position: 0 }))));
    if (focused) [...this.tabs.children].find((node) => node.dataset.outcome === focused)?.focus();
  }
}

function drawReply(page, deeds) {
  const [tone, glyph] = TONE_OF[page.name];
  const verdict = page.verdict && page.verdict !== "kept" ? page.verdict : "";
  return [
    el("p", el(`span.ft-strong.ft-${tone}`, `${glyph} ${page.word}`), page.message && `: ${page.message}`, page.code && page.code !== "ok" && el("span.ft-code.ft-quiet.ft-run-beside", page.code)),
    page.verdict === "kept" && el("p.ft-kept", "✓ kept: it passed every filter"),
    verdict && (verdict === "spare" ? el("p", "It passed every filter; enough rows came before it.") : el("p.ft-dropped", `× ${verdict}`)),
    page.note && el("div.ft-message", { "data-tone": "note" }, el("div", page.note)),
    drawFacts(page),
    text("User", page.user), text("Assistant", page.reply), text("What the teacher wrote", page.wrote),
    drawBody(page, deeds),
  ];
}

function drawFacts({ seed, child, number: place, near, facts }) {
  const all = [["seed", `${seed}, variant ${child}`], ["request", number(place)], ...(near ? [["closest seed", `ROUGE-L ${near}`]] : []), ...facts];
  const isWide = ([name]) => name === "asked for";
  const ordered = [...all.filter(isWide), ...all.filter((fact) => !isWide(fact))];
  return el("dl.ft-run-facts", ordered.map(([name, value]) => el(name === "asked for" ? "div.ft-run-wide" : "div", el("dt", name), el("dd", value))));
}

function text(title, pieces) {
  if (pieces === null) return null;
  return el("div.ft-run-said", el("div.ft-run-cap", title), el("div.ft-text.ft-run-text", drawPieces(pieces)));
}

function drawBody({ body, length, shown, isWhole, name, position }, deeds) {
  if (!length) return el("p.ft-quiet", "No reply came.");
  const part = `The first ${number(shown)} of ${number(length)} characters`;
  const more = shown < length && (isWhole
    ? el("p.ft-quiet.ft-small", `${part}; the journal has all of it.`)
    : el("p.ft-line.ft-small", el("span.ft-quiet", `${part}.`), el("button.ft-link", { type: "button", click: () => deeds.read({ name, position, whole: true }) }, "Show all")));
  return el("div.ft-run-said", el("div.ft-run-cap", `The reply as it came, ${number(length)} characters`), el("div.ft-run-body", drawPieces(body)), more);
}
