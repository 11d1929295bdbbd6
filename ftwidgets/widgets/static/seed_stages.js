/** What stands in the middle, and how is the place called one is at? */

import { count, el } from "./dom.js";
import { drawAccount, drawEnd } from "./seed_lineup.js";
import { drawDone, drawEmpty } from "./seed_parts.js";
import { isBlank } from "./seed_store.js";

/** @returns {"empty" | "done" | "form" | "reading" | "paste" | "lineup" | "end"} */
export function stageOf(store, isPasting) {
  const { seeds, kept, line } = store;
  const isDone = seeds.count >= seeds.goal && !kept.wantsMore;
  if (store.way === "write") {
    const isIdle = !store.target && isBlank(store.draft);
    if (isIdle && !seeds.count && !kept.hasBegun) return "empty";
    return isIdle && isDone ? "done" : "form";
  }
  if (store.reading) return "reading";
  if (store.way === "pasted" && (!line || isPasting)) return "paste";
  if (isDone) return "done";
  return line?.current ? "lineup" : "end";
}

/** The one number that answers, and of how many. */
export function drawPlace({ seeds, target, line }, stage) {
  const big = (words, rest) => [el("span.ft-big", words), el("span.ft-quiet", rest)];
  if (stage === "lineup") return big(`${line.origin === "pasted" ? "Line" : "Suggestion"} ${line.position + 1}`, ` of ${line.total}`);
  if (stage === "end") return big("End", ` of ${line?.total ?? 0}`);
  if (stage === "done") return big(`${seeds.count}`, ` of ${seeds.goal}`);
  if (target?.own) return big(`Seed ${target.number ?? ""}`, ` of ${seeds.count}, opened to change`);
  const edited = target?.line ? ", edited first" : "";
  return big(`Seed ${seeds.count + 1}`, seeds.count < seeds.goal ? ` of ${seeds.goal}${edited}` : `, ${seeds.goal} were wanted${edited}`);
}

function drawReading({ way, facts }) {
  const words = way === "picked" ? `Looking through ${count(facts.pool.rows, "row")}` : "Reading what was pasted";
  return el("div.ft-loading.ft-seed-stage", { role: "status" }, el("span.ft-quiet", words), el("i"), el("i"), el("i"));
}

export function drawStage(stage, store, { form, paste, lineup, deeds }) {
  const account = store.way === "pasted" && store.line ? drawAccount(store.line) : null;
  switch (stage) {
    case "form": return [form.node];
    case "paste": return [paste.node];
    case "lineup": return [account, lineup.node];
    case "end": return [account, drawEnd({ store, onFresh: () => store.suggest(true), onPaste: () => deeds.pasteAnew() })];
    case "reading": return [drawReading(store)];
    case "done": return [drawDone(store, { onMore: () => deeds.goOn(), more: store.way === "write" ? "Write one more" : "Look at more" })];
    default: return [drawEmpty(store, { onWay: (way) => deeds.begin(way), onShipped: () => store.act("shipped") })];
  }
}
