/** `npm run presets`: what it prints for its arguments. */
import { presets } from "../checkers/products/index";
import { Refusal } from "../text/refusal";
import { presetOrStyle } from "../settings/checker-names";
import type { Outside } from "../source/syntax";
import { explain } from "./explain";
import { explainText } from "./explain-text";
import { listed, listText } from "./list";

const USAGE = "npm run presets [-- [explain NAME|STYLE|file:CONFIGURATION#CHECK] [--json]]";

/** @throws Refusal, one line */
export function presetsCommand(args: readonly string[], outside: Outside): string {
  const json = args.includes("--json");
  const [verb, name, ...more] = args.filter((arg) => arg !== "--json");
  if (verb === "--help" || verb === "help") return USAGE;
  if (verb === undefined) {
    const rows = listed(presets.values());
    return json ? data(rows) : `${listText(rows)}\n\n${USAGE}`;
  }
  if (verb !== "explain" || name === undefined || more.length > 0)
    throw new Refusal(`presets: ${JSON.stringify(args.join(" "))} is refused; accepted is ${USAGE}`);
  const all = presetOrStyle.read(name, "explain", outside).map(explain);
  if (json) return data(all.length === 1 ? all[0] : all);
  return all.map((one, index) => explainText(one, all.slice(0, index))).join(`\n\n${"-".repeat(80)}\n\n`);
}

function data(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
