/** The presets as a list: what `probe-storm presets` and docs/checkers.md show of each. */
import type { Preset, WireClass } from "../model/checker";
import { durationText } from "../text/duration";
import { explain, howSure } from "./explain";
import { tableText } from "./layout";

export interface Listed {
  name: string;
  product: string;
  summary: string;
  style: string;
  wire: WireClass;
  intervalMs: number;
  timeoutMs: number;
  rise: number;
  fall: number;
  nodes: number;
  /** `source, capture; 2 assumed` */
  sure: string;
}

export function listed(presets: Iterable<Preset>): Listed[] {
  return [...presets].map((preset) => {
    const explained = explain({ kind: "preset", preset });
    const { name, summary, style, wire, intervalMs, timeoutMs, rise, fall, nodes } = explained;
    return {
      name,
      product: preset.product,
      summary,
      style,
      wire,
      intervalMs,
      timeoutMs,
      rise,
      fall,
      nodes,
      sure: howSure(explained),
    };
  });
}

export function listText(rows: readonly Listed[]): string {
  const cells = rows.map((row) => [
    row.name,
    row.product,
    row.wire,
    durationText(row.intervalMs),
    durationText(row.timeoutMs),
    `${row.rise}/${row.fall}`,
    String(row.nodes),
    row.sure,
  ]);
  const heading = ["preset", "product", "on the wire", "interval", "timeout", "rise/fall", "nodes", "how sure"];
  return tableText([heading, ...cells]);
}
