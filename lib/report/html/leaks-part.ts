/** What the checks cost the service although no client was lost by it: leaks, threads, memory, CPU, log and counters. */
import type { Journal } from "../../model/journal";
import { amount, grouped } from "../../text/format";
import { logText, countersText, processText } from "../shared-phrases";
import { ALL, behind, facts, list, section, table } from "./blocks";
import { shortened, type Detail } from "./detail";
import { wideAndNarrow, svg, path, tickText, type Frame } from "./drawing";
import { markup, type Markup } from "./markup";
import { lettering, light, stroke, point } from "../svg";
import { phaseBands, timeAxis, timeTicks, untilOf } from "./time-axis";

export function leaksPart(journal: Journal, detail: Detail): Markup | null {
  const { process, findings } = journal;
  const nothing = process.findings.length === 0 && findings.length === 0;
  const seen = [
    ["process", processText(journal)],
    ["log", logText(journal)],
    ["counters", countersText(journal)],
    [process.available ? "read in part only" : "not read", process.reason],
  ] as const;
  return section(
    "leaks",
    "What the checks cost the service",
    nothing &&
      markup`<p>
        ${process.available ? "Nothing was seen to grow with the checks." : "Nothing is known of leaks."}
      </p> `,
    markup`<div class="quiet">${facts(seen, detail)}</div>`,
    list(
      [...process.findings, ...findings.filter(({ kind }) => kind !== "growth")].map(({ text }) => text),
      detail,
    ),
    curves(journal, detail),
  );
}

type Sample = Journal["process"]["samples"][number];

const COLUMNS: readonly { name: string; what: string; of: 2 | 3 | 4 | 5 | 6; words(value: number): string }[] = [
  { name: "descriptors", what: "descriptors", of: 2, words: grouped },
  { name: "threads", what: "threads", of: 3, words: grouped },
  { name: "memory", what: "memory", of: 4, words: amount },
  { name: "in CLOSE-WAIT", what: "sockets in CLOSE-WAIT", of: 5, words: grouped },
  { name: "in ESTABLISHED", what: "sockets in ESTABLISHED", of: 6, words: grouped },
];

/** A curve for each thing that grows, on the time axis of the run. */
function curves(journal: Journal, detail: Detail): Markup | null {
  const grown = COLUMNS.filter(({ what, name }) =>
    [...journal.process.findings.map((leak) => leak.what), ...journal.findings.map(({ kind }) => kind)].some(
      (found) => found === what || found === name,
    ),
  );
  if (grown.length === 0 || journal.process.samples.length < 2) return null;
  return markup`<figure>
      ${wideAndNarrow("leaks-curves", (frame) => curvesPicture(journal, grown, frame, detail))}
    </figure>
    ${behind(
      "The same as a table",
      table(
        "What the process had over time",
        ["time", "checks so far", ...grown.map(({ name }) => name)],
        thinned(journal.process.samples, detail.rows).map((sample) => [
          `${sample[0]} s`,
          grouped(sample[1]),
          ...grown.map(({ of, words }) => (sample[of] === null ? "" : words(sample[of]))),
        ]),
        detail,
        { most: ALL },
      ),
    )}`;
}

/** Every nth, and the last. */
function thinned(samples: readonly Sample[], most: number): Sample[] {
  const step = Math.ceil(samples.length / most);
  return samples.filter((_, index) => index % step === 0 || index === samples.length - 1);
}

const PLOT = 64;
const LANE = PLOT + 30;

function curvesPicture(journal: Journal, grown: typeof COLUMNS, frame: Frame, detail: Detail): Markup {
  const samples = thinned(journal.process.samples, detail.bins);
  const desc = shortened(journal.process.findings.map(({ text }) => text).join("; "), detail);
  const axis = timeAxis(64, frame.width - 10, untilOf(journal));
  const bottom = 20 + grown.length * LANE;
  return svg(frame, bottom + 22, { title: "What grew with the checks", desc }, [
    ...phaseBands(journal.course, axis, 0, bottom),
    ...grown.flatMap((column, index) => curve(column, samples, axis, 20 + index * LANE)),
    ...timeTicks(axis, bottom),
  ]);
}

function curve(
  { name, of, words }: (typeof COLUMNS)[number],
  samples: readonly Sample[],
  axis: ReturnType<typeof timeAxis>,
  top: number,
): string[] {
  const points = samples.flatMap((sample) => (sample[of] === null ? [] : [[sample[0], sample[of]] as const]));
  const values = points.map(([, value]) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [high, low] = [top + 22, top + 22 + PLOT];
  const y = (value: number) => (most === least ? low : low - ((value - least) / (most - least)) * PLOT);
  const line = points.map(([at, value], index) => `${index === 0 ? "M" : "L"}${point(axis.x(at))} ${point(y(value))}`);
  return [
    lettering({ x: axis.left, y: top + 14 }, name, { size: 12, bold: true }),
    stroke({ x: axis.left, y: high }, { x: axis.right, y: high }, "edge"),
    stroke({ x: axis.left, y: low }, { x: axis.right, y: low }, "edge"),
    tickText(axis.left - 5, high + 4, words(most), "end"),
    tickText(axis.left - 5, low + 4, words(least), "end"),
    path(line.join(""), { stroke: light("orange"), "stroke-width": "2", fill: "none" }),
  ];
}
