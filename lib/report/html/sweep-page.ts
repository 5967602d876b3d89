/** report.html of a sweep: over which delays a check harms, as bands on an axis of delays. */
import type { Point, SweepJournal } from "../../model/trials-journal";
import { counted, digits, listed } from "../../text/format";
import { box, element, lettering, light, stroke, type Colour } from "../svg";
import { bandText, edgeText, endingText, rangeText } from "../sweep-words";
import { behind, first, list, more, paragraph, section, table } from "./blocks";
import { fitted, shortened, type Detail } from "./detail";
import { lostFill, patterns, svg, tickText, wideAndNarrow, widthOf, type Frame } from "./drawing";
import { markup, type Markup } from "./markup";
import { notesPart } from "./notes-part";
import { page } from "./page";
import { settingsPart } from "./settings-part";

type Rate = SweepJournal["sweep"]["rates"][number];

export function sweepPage(journal: SweepJournal): string {
  const { sweep, target, startedAt, client, ended, trials, notes } = journal;
  const head = { kind: "found", word: "DELAY SWEEP", sentence: sentenceOf(journal), target, startedAt } as const;
  return fitted((detail) => {
    const { shown, rest } = first(sweep.rates, detail.items);
    return page(
      head,
      detail,
      paragraph(`${counted(trials, "trial")} with ${sweep.checker}. Clients: ${client}.`, detail),
      ended !== "complete" && paragraph(`Not complete: ${ended}.`, detail),
      shown.map((rate, index) => ratePart(rate, sweep, index, detail)),
      rest,
      settingsPart(journal, detail),
      notesPart(notes, detail),
    );
  });
}

function sentenceOf({ sweep }: SweepJournal): string {
  const edges = sweep.rates.flatMap((rate) => rate.edges);
  const [edge, ...otherEdges] = edges;
  if (edge !== undefined) {
    return otherEdges.length === 0 ? `${edgeText(edge)}.` : `${counted(edges.length, "edge")} between harm and none.`;
  }
  const [outcome, ...others] = new Set(sweep.rates.flatMap(({ bands }) => bands.map((band) => band.outcome)));
  if (outcome !== undefined && others.length === 0) {
    return `${SAID[outcome]} ${outcome === "unclear" ? "any" : "every"} delay that was tried.`;
  }
  return withoutEdge(sweep.rates.flatMap(({ points }) => points));
}

function withoutEdge(points: readonly Point[]): string {
  if (points.length === 0) return "no delay was tried.";
  const counts = (Object.keys(SAID) as Point["outcome"][]).flatMap((outcome) => {
    const count = points.filter((point) => point.outcome === outcome).length;
    return count > 0 ? [{ outcome, count }] : [];
  });
  const told = counts.map(({ outcome, count }) => `${SAID[outcome]} ${count}`);
  return `no edge between harm and none was found: of ${counted(points.length, "delay")}, ${listed(told)}.`;
}

const SAID: Readonly<Record<Point["outcome"], string>> = {
  harmed: "harm at",
  harmless: "no harm at",
  mixed: "harm in some runs at",
  unclear: "nothing can be said of",
};

function ratePart(rate: Rate, sweep: SweepJournal["sweep"], index: number, detail: Detail): Markup | null {
  const { ratePerSecond, bands, edges, points } = rate;
  const title = `${digits(ratePerSecond)} checks a second, each ended by ${endingText(sweep.ending)} after a delay`;
  if (points.length === 0) return section(`rate-${index}`, title, paragraph("Not looked at.", detail));
  const most = detail.bins;
  const drawn = { points: points.slice(0, most), bands: bands.slice(0, most), edges: edges.slice(0, most) };
  return section(
    `rate-${index}`,
    title,
    markup`<figure>${wideAndNarrow(`sweep-${index}`, (frame) => sweepPicture(drawn, title, frame, detail))}
<figcaption>Each mark is a delay that was tried: a cross for harm in every run, a ring for none, both where runs disagree. What lies between two marks was not tried. The axis is a scale of decades.${points.length > most && ` The picture has the first of them: ${more(points.length - most)}.`}</figcaption></figure>
`,
    // A single one is the headline.
    sweep.rates.flatMap((one) => one.edges).length > 1 && list(edges.map(edgeText), detail),
    table(
      "Bands of delay",
      ["delay", "outcome", "trials", "delays tried"],
      bands.map((band) => [rangeText(band), band.outcome, bandText(band), String(band.points)]),
      detail,
    ),
    behind(
      "Every delay that was tried",
      table(
        "Every delay that was tried",
        ["delay", "outcome", "runs", "harmed", "cause"],
        points.map(({ delayMs, outcome, runs, harmed, cause }) => [
          `${digits(delayMs)} ms`,
          outcome,
          String(runs),
          String(harmed),
          cause ?? "",
        ]),
        detail,
      ),
    ),
  );
}

const FILLS: Readonly<Record<Point["outcome"], { rank: number | null; colour: Colour }>> = {
  harmed: { rank: 0, colour: "red" },
  mixed: { rank: 1, colour: "orange" },
  unclear: { rank: 4, colour: "mute" },
  harmless: { rank: null, colour: "green" },
};

const BAND = { top: 34, bottom: 74 };

function sweepPicture(
  { bands, edges, points }: Omit<Rate, "ratePerSecond">,
  title: string,
  frame: Frame,
  detail: Detail,
): Markup {
  const { id, width } = frame;
  const x = delayScale(points, 24, width - 24);
  const ticks = ticksOf(points, x);
  return svg(
    frame,
    BAND.bottom + 58,
    { title, desc: shortened(bands.map((band) => `${rangeText(band)}: ${band.outcome}`).join(", "), detail) },
    [
      patterns(id),
      ...bands.map((band) => {
        const [left, right] = [x(band.fromMs) - 4, x(band.toMs) + 4];
        const { rank, colour } = FILLS[band.outcome];
        return element("rect", {
          x: left,
          y: BAND.top,
          width: right - left,
          height: BAND.bottom - BAND.top,
          fill: rank === null ? light("panel") : lostFill(id, rank),
          stroke: light(colour),
        });
      }),
      ...bands.flatMap((band) =>
        bandName(band.outcome, (x(band.fromMs) + x(band.toMs)) / 2, x(band.toMs) - x(band.fromMs) + 8),
      ),
      ...edges.flatMap(({ atMs }) => [
        stroke({ x: x(atMs), y: 18 }, { x: x(atMs), y: BAND.bottom + 20 }, "ink", { width: 1.6, dashed: true }),
        lettering({ x: x(atMs), y: 12 }, `${digits(atMs)} ms`, { size: 12, bold: true, anchor: "middle" }),
      ]),
      ...points.flatMap(({ delayMs, outcome }) => mark(outcome, x(delayMs), BAND.bottom + 13)),
      stroke({ x: 20, y: BAND.bottom + 26 }, { x: width - 20, y: BAND.bottom + 26 }, "edge"),
      ...ticks.map(([at, words]) => tickText(at, BAND.bottom + 42, words, "middle")),
    ],
  );
}

/** Zero has a place of its own at the left; the others stand on a scale of decades. */
function delayScale(points: readonly Point[], left: number, right: number): (ms: number) => number {
  const positive = points.map(({ delayMs }) => delayMs).filter((ms) => ms > 0);
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const begin = points.some(({ delayMs }) => delayMs === 0) && positive.length > 0 ? left + 44 : left;
  return (ms) => {
    if (ms <= 0 || positive.length === 0) return left;
    if (most === least) return (begin + right) / 2;
    return begin + (Math.log10(ms / least) / Math.log10(most / least)) * (right - begin);
  };
}

/** The delays that were tried, as many as there is room for. */
function ticksOf(points: readonly Point[], x: (ms: number) => number): [number, string][] {
  const shown: [number, string][] = [];
  for (const { delayMs } of points) {
    const words = delayMs === 0 ? "0" : `${digits(delayMs)} ms`;
    const last = shown[shown.length - 1];
    if (last === undefined || x(delayMs) - last[0] > widthOf(words, 11) + 6) shown.push([x(delayMs), words]);
  }
  return shown;
}

function bandName(outcome: Point["outcome"], middle: number, room: number): string[] {
  const width = widthOf(outcome, 13) + 12;
  if (width > room) return [];
  const y = (BAND.top + BAND.bottom) / 2;
  return [
    box({ x: middle - width / 2, y: y - 10, width, height: 20 }, { fill: "page", radius: 4 }),
    lettering({ x: middle, y: y + 4 }, outcome, { size: 12, bold: true, anchor: "middle" }),
  ];
}

function mark(outcome: Point["outcome"], x: number, y: number): string[] {
  const cross = `M${x - 4} ${y - 4}l8 8m0 -8l-8 8`;
  const shape = (d: string) => element("path", { d, stroke: light("red"), "stroke-width": 2, fill: "none" });
  const ring = element("circle", { cx: x, cy: y, r: 5, fill: "none", stroke: light("green"), "stroke-width": 2 });
  switch (outcome) {
    case "harmed":
      return [shape(cross)];
    case "harmless":
      return [ring];
    case "mixed":
      return [ring, shape(cross)];
    case "unclear":
      return [lettering({ x, y: y + 4 }, "?", { size: 12, bold: true, anchor: "middle" })];
  }
}
