/** `npm run presets`: what it prints for its arguments. */
import { parseArgs } from "node:util";
import { presets } from "../checkers/products/index";
import { explain, explainedJson } from "../report/explain";
import { explainText } from "../report/explain-text";
import { listed, listText } from "../report/list";
import { presetOrStyle } from "../settings/checker-names";
import type { Outside } from "../source/syntax";
import { Refusal } from "../text/refusal";
import { refusalLine } from "../text/refusal-line";

const USAGE = "npm run presets [-- [explain NAME|STYLE|file:CONFIGURATION#CHECK] [--json]]";

interface Arguments {
  json: boolean;
  help: boolean;
  words: string[];
}

/** @throws Refusal, one line */
export function presetsCommand(args: readonly string[], outside: Outside): string {
  const { json, help, words } = read(args);
  const [verb, name, ...more] = words;
  if (help || verb === "help") return USAGE;
  if (verb === undefined) {
    const rows = listed(presets.values());
    return json ? data(rows) : `${listText(rows)}\n\n${USAGE}`;
  }
  if (verb !== "explain" || name === undefined || more.length > 0) throw notUsed(args);
  const all = presetOrStyle.read(name, "explain", outside).map(explain);
  if (json) {
    const printed = all.map(explainedJson);
    return data(printed.length === 1 ? printed[0] : printed);
  }
  return all.map((one, index) => explainText(one, all.slice(0, index))).join(`\n\n${"-".repeat(80)}\n\n`);
}

function read(args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    return { json: values.json, help: values.help, words: positionals };
  } catch {
    throw notUsed(args);
  }
}

function notUsed(args: readonly string[]): Refusal {
  const words = args.filter((arg) => arg !== "--json");
  return new Refusal(refusalLine("presets", words.join(" "), USAGE));
}

function data(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
