/** docs/checkers.md: every preset explained, and what each kind has done to services. */
import { effects } from "./incident-list";
import { incidentsOf } from "./incidents";
import type { Preset, WireClass } from "../model/checker";
import type { NonEmpty } from "../model/non-empty";
import { beliefText, cadenceTexts, evidenceText } from "./explain-text";
import { explain, type Explained } from "./explain";
import { rungLine } from "./ladder";
import { capital } from "./sentence";
import { listed } from "./list";
import { wireClasses } from "../checkers/wire-class";
import { durationText } from "../text/duration";

const INTRO = `# Checkers

<!-- Written by UPDATE_DOCS=1 npx vitest run --project unit test/report: do not edit. -->

Health checks of products, as \`CHECKER=name\` makes them. \`probe-storm presets\` lists them, \`probe-storm explain NAME\` shows one.

A *ladder* is what a capture at the service shows: \`→\` from the checker, \`←\` from the service. It is the plain case, in which the
service answers and closes after the checker. *Assumed* is what no source says: NODES, INTERVAL and TIMEOUT set it to what you know.

A balancer that only offers "a TCP check" may do any of several things. If you do not know which: \`CHECKERS=rst,fin,hold\` with
\`dist/compare-checkers.js\` tries the three that differ most, each by itself.`;

/** Markdown. */
export function checkersDocument(presets: Iterable<Preset>): string {
  const all = [...presets].map((preset) => explain({ kind: "preset", preset }));
  const rows = listed(presets).map((row) => [
    `[\`${row.name}\`](#${row.name})`,
    row.product,
    row.wire,
    `${durationText(row.intervalMs)}, ${durationText(row.timeoutMs)}, ${row.rise} / ${row.fall}`,
    String(row.nodes),
    row.sure,
  ]);
  const kinds = Object.keys(wireClasses) as WireClass[];
  return [
    INTRO,
    table([["preset", "product", "on the wire", "interval, timeout, rise / fall", "nodes", "how sure"], ...rows]),
    ...all.map(section),
    "## What they have done to services",
    "Reports by others, with the kind of check that was behind them. A newer version of a service may have mended it.",
    ...kinds.flatMap((kind) => {
      const found = incidentsOf(kind);
      return found.length === 0
        ? []
        : [`### Kind ${kind}`, `${sentence(wireClasses[kind])}.`, list(found.map(incident))];
    }),
  ]
    .join("\n\n")
    .concat("\n");
}

function section(explained: Explained): string {
  const { name, summary, wire, connections, evidence, assumptions } = explained;
  return [
    `## ${name}`,
    `${sentence(summary)}. Kind: ${wire}.`,
    ...connections.map(({ ladder }) => ["```text", ...ladder.map(rungLine), "```"].join("\n")),
    list([
      ...cadenceTexts(explained),
      beliefText(explained),
      ...evidence.map(evidenceText).map((text) => `known: ${text}`),
      ...assumptions.map(({ text }) => `assumed: ${text}`),
    ]),
  ].join("\n\n");
}

function incident({ system, effect, what, links }: ReturnType<typeof incidentsOf>[number]): string {
  return `**${system}**: ${effects[effect]}. ${sentence(what)}. ${links.map((link) => `<${link}>`).join(" ")}`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${sentence(item)}`).join("\n");
}

function table([head, ...rows]: NonEmpty<string[]>): string {
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`)
    .join("\n");
}

function sentence(text: string): string {
  return /^[a-z][a-z ]/.test(text) ? capital(text) : text;
}
