/** How are duplicates put into words, and which number belongs to a threshold? */

import { count } from "./dom.js";
import { percent, thousands } from "./explorer_parts.js";

export const DEDUP_KEYS = [
  [["←", "→"], "move the line 0.01; in LSH, bands"],
  [["Shift ←", "→"], "move the line 0.10"],
  [["↑", "↓"], "previous, next group; in LSH, rows"],
  [["P", "N"], "previous, next pair"],
  [["K"], "keep the other row of the pair"],
  [["B"], "keep both rows"],
  [["U"], "undo the last decision"],
  [["Ctrl Z"], "undo the last decision"],
  [["R"], "rate and groups"],
  [["C"], "conflicts"],
  [["L"], "LSH: what a quick search would miss"],
  [["D"], "in LSH, back to datasketch's choice"],
  [["Esc"], "leave a field, then the widget"],
];

/** Where a threshold stands among those that the kernel has counted. */
export function limitAt({ limits }, threshold) {
  const above = limits.findIndex((limit) => limit > threshold + 1e-9);
  return above < 0 ? limits.length - 1 : Math.max(0, above - 1);
}

/** What happens at a threshold: rows that fall and stay, groups, conflicts. */
export function numbersAt(found, threshold, rows) {
  const at = limitAt(found, threshold);
  const dropped = found.dropped[at];
  return { dropped, kept: rows - dropped, groups: found.groups[at], conflicts: found.conflicts[at], share: rows ? dropped / rows : 0 };
}

/** The threshold and what it drops, for those who listen. */
export function rateWords(found, threshold, rows) {
  const { dropped, kept, share } = numbersAt(found, threshold, rows);
  return `${threshold.toFixed(2)}: ${thousands(dropped)} dropped, ${percent(share)}, ${thousands(kept)} kept`;
}

/** Roles as people list them. */
export function rolesWords(roles) {
  return roles.length < 2 ? `${roles[0]} only` : `${roles.slice(0, -1).join(", ")} and ${roles.at(-1)}`;
}

const DOINGS = { "": "Beginning", words: "Reading the words of", pairs: "Comparing", conflicts: "Comparing the labels of" };

/** How far a search has come. */
export function searchWords({ roles, what, done, total }) {
  return `${DOINGS[what]} ${count(total, "row")} by ${rolesWords(roles)}: ${thousands(done)} done`;
}

/** The subject in the head. */
export function subjectWords({ rows }, { found, search }) {
  const missing = search === null ? "no pairs are known" : "looking for pairs";
  const checked = found === null ? missing : found.isExact ? "every pair checked" : "pairs found by MinHash, each one checked";
  return `${count(rows, "row")}, ${checked}`;
}

/** Why pairs are looked at from a higher similarity on only. */
export function floorWords({ floor }) {
  return `There are more pairs than fit the memory below ${floor.toFixed(2)}: this looks from there on.`;
}

/** Chance that two rows of this similarity share a band: the S-curve that is drawn. */
export function bandChance(similarity, bands, rows) {
  return 1 - (1 - similarity ** rows) ** bands;
}

/** A number of pairs on average: whole where it is, else one decimal. */
export function onAverage(number) {
  return Number.isInteger(number) ? thousands(number) : number.toLocaleString("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
