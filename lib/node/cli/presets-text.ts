/** `probe-storm presets` and `probe-storm explain`: what they print. */
import { presets } from "../../checkers/products/index";
import { explain, explainedJson } from "../../report/explain";
import { explainText } from "../../report/explain-text";
import { listed, listText } from "../../report/list";
import { presetOrStyle } from "../../settings/checker-names";
import type { Outside } from "../../source/syntax";

interface Form {
  /** As data instead of text. */
  json: boolean;
  /** With the whole of what a check sends. */
  bytes?: boolean;
}

/** Every preset in a line of its own. */
export function presetList({ json }: Form): string {
  const rows = listed(presets.values());
  return json ? data(rows) : listText(rows);
}

/**
 * A check as a packet ladder with its cadence, its sources and the incidents that its kind has caused.
 *
 * @param name a preset, a style or `file:CONFIGURATION#CHECK`
 * @throws Refusal, one line
 */
export function explained(name: string, { json, bytes = false }: Form, outside: Outside): string {
  const all = presetOrStyle.read(name, "explain", outside).map((base) => explain(base, bytes));
  if (!json) return all.map((one, index) => explainText(one, all.slice(0, index))).join(`\n\n${"-".repeat(80)}\n\n`);
  const printed = all.map(explainedJson);
  return data(printed.length === 1 ? printed[0] : printed);
}

function data(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
