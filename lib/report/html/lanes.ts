/** The lanes of a picture over time: what clients got, what a checker said, the accept queue, and how long handshakes took. */
import type { Cause } from "../../model/extension";
import type { JournalCourseOpinion } from "../../model/journal";
import { duration, grouped } from "../../text/format";
import { lettering, light, stroke, type Colour, point } from "../svg";
import { lostFill, path, tickText, widthOf } from "./drawing";
import type { Stretch } from "./stretches";
import type { TimeAxis } from "./time-axis";

/** Height of its title and of its plot. */
export interface Lane {
  height: number;
  draw(top: number): string[];
}

const TITLE = 18;
const GAP = 5;

function lane(title: string, axis: TimeAxis, plot: number, draw: (top: number, bottom: number) => string[]): Lane {
  return {
    height: TITLE + plot + GAP,
    draw: (top) => [
      lettering({ x: axis.left, y: top + 13 }, title, { size: 12, bold: true }),
      ...draw(top + TITLE, top + TITLE + plot),
    ],
  };
}

/** A stacked step line for each of what clients got: those who got in at the bottom. */
export function clientsLane(
  axis: TimeAxis,
  stretches: readonly Stretch[],
  causes: readonly (Cause | "unknown")[],
  { id, most, plot }: { id: string; most: number; plot: number },
): Lane {
  return lane("clients a second", axis, plot, (top, bottom) => {
    const y = (perSecond: number) => bottom - (perSecond / most) * (bottom - top);
    const level = (stretch: Stretch, rank: number) =>
      (stretch.accepted + causes.slice(0, rank).reduce((sum, cause) => sum + (stretch.causes[cause] ?? 0), 0)) /
      (stretch.to - stretch.from);
    const shape = (from: (stretch: Stretch) => number, to: (stretch: Stretch) => number) =>
      stepArea(stretches, axis, (stretch) => [y(from(stretch)), y(to(stretch))]);
    return [
      ...scale(axis, [0, most], y, grouped),
      path(
        shape(
          () => 0,
          (stretch) => level(stretch, 0),
        ),
        { fill: light("blue") },
      ),
      ...causes.map((_, rank) =>
        path(
          shape(
            (stretch) => level(stretch, rank),
            (stretch) => level(stretch, rank + 1),
          ),
          {
            fill: lostFill(id, rank),
            stroke: light(rank === 0 ? "red" : "mute"),
            "stroke-width": "0.5",
          },
        ),
      ),
    ];
  });
}

/** Rectangles from one height to another; neighbours of the same heights are one. */
function stepArea<Drawn extends Pick<Stretch, "from" | "to">>(
  stretches: readonly Drawn[],
  axis: TimeAxis,
  heights: (stretch: Drawn) => readonly [low: number, high: number],
): string {
  const boxes: { left: number; right: number; low: string; high: string }[] = [];
  for (const stretch of stretches) {
    const [lowest, highest] = heights(stretch);
    const [low, high] = [point(lowest), point(highest)];
    if (low === high) continue;
    const [left, right] = [axis.x(stretch.from), axis.x(stretch.to)];
    const last = boxes[boxes.length - 1];
    if (last && last.low === low && last.high === high && left - last.right < 0.01) last.right = right;
    else boxes.push({ left, right, low, high });
  }
  return boxes.map(({ left, right, low, high }) => `M${point(left)} ${low}V${high}H${point(right)}V${low}Z`).join("");
}

/** Like a signal: UP is high, DOWN is low, and between them some of its nodes say the one and some the other. */
export function opinionLane(axis: TimeAxis, opinions: readonly JournalCourseOpinion[], most: number): Lane {
  const [first] = opinions;
  const name = `${clipped(first?.checker ?? "")} said`;
  // Where there is room before the first check, the name stands there.
  const beside = axis.x(first?.from ?? 0) - axis.left > widthOf(name, 12.5);
  const above = beside ? 4 : TITLE;
  return {
    height: above + SIGNAL + GAP,
    draw: (top) => [
      lettering({ x: axis.left, y: top + (beside ? 20 : 13) }, name, { size: 12, bold: true }),
      ...opinions.flatMap((opinion) => signal(axis, opinion, most, top + above)),
    ],
  };
}

const SIGNAL = 22;

type Said = "UP" | "DOWN" | "MIXED";

function signal(axis: TimeAxis, opinion: JournalCourseOpinion, most: number, top: number): string[] {
  const bottom = top + SIGNAL;
  return said(opinion, most).flatMap(({ from, to, word }) => {
    const [left, right] = [axis.x(from), axis.x(to)];
    if (right <= left) return [];
    const [high, low] = SIGNALS[word].place(top, bottom);
    const middle = { x: (left + right) / 2, y: (high + low) / 2 + 4 };
    return [
      path(`M${point(left)} ${point(low)}V${point(high)}H${point(right)}V${point(low)}Z`, {
        fill: light(SIGNALS[word].colour),
      }),
      ...(right - left > widthOf(word, 13) + 4
        ? [lettering(middle, word, { size: 11, bold: true, colour: "page", anchor: "middle" })]
        : []),
    ];
  });
}

/** Times in which it said the same; where there are too many of them, both words within one stretch are a mixed one. */
function said({ from, to, nodes, up }: JournalCourseOpinion, most: number): { from: number; to: number; word: Said }[] {
  const width = up.length <= most ? 0 : (to - from) / most;
  const times: { from: number; to: number; word: Said }[] = [];
  up.forEach(([since, fewest, highest], index) => {
    const until = up[index + 1]?.[0] ?? to;
    const word = fewest === nodes ? "UP" : highest === 0 ? "DOWN" : "MIXED";
    const last = times[times.length - 1];
    if (last !== undefined && (last.word === word || last.to - last.from < width)) {
      last.word = last.word === word ? word : "MIXED";
      last.to = until;
    } else {
      times.push({ from: since, to: until, word });
    }
  });
  return times;
}

const SIGNALS: Readonly<
  Record<Said, { colour: Colour; place(top: number, bottom: number): [high: number, low: number] }>
> = {
  UP: { colour: "green", place: (top, bottom) => [top, bottom - 7] },
  DOWN: { colour: "red", place: (top, bottom) => [top + 7, bottom] },
  MIXED: { colour: "yellow", place: (top, bottom) => [top + 4, bottom - 4] },
};

const LONGEST_NAME = 32;

function clipped(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}

/** The longest queue of each stretch, and the limit where it is near. */
export function queueLane(
  axis: TimeAxis,
  stretches: readonly Stretch[],
  { limit, most, plot }: { limit: number; most: number; plot: number },
): Lane {
  const near = limit <= most;
  const title = near ? "accept queue" : `accept queue (limit ${grouped(limit)})`;
  return lane(title, axis, plot, (top, bottom) => {
    const y = (length: number) => bottom - (length / most) * (bottom - top);
    const seen = stretches.flatMap(({ from, to, queue }) => (queue === null ? [] : [{ from, to, queue }]));
    const limitWords = `limit ${grouped(limit)}`;
    return [
      ...scale(axis, [0, near ? limit : most], y, grouped),
      path(
        stepArea(seen, axis, ({ queue }) => [bottom + 0.5, y(queue) - 0.5]),
        { fill: light("orange") },
      ),
      ...(near
        ? [
            stroke({ x: axis.left, y: y(limit) }, { x: axis.right, y: y(limit) }, "ink", { dashed: true }),
            lettering({ x: axis.left + 4, y: y(limit) + 13 }, limitWords, { size: 11 }),
          ]
        : []),
    ];
  });
}

/** From here on a handshake took so long because its SYN was sent again. */
export const RESENT_MS = 1000;

/** On a scale of decades, for the clients of each stretch: a dot for the longest handshake, a line for the longest answer. */
export function timesLane(axis: TimeAxis, stretches: readonly Stretch[], plot: number): Lane | null {
  const values = stretches.flatMap(({ connectMs, answerMs }) => [connectMs ?? 0, answerMs ?? 0]).filter((ms) => ms > 0);
  if (values.length === 0) return null;
  const lowest = 10 ** Math.floor(Math.log10(Math.min(...values)));
  const highest = 10 ** Math.ceil(Math.log10(Math.max(2 * RESENT_MS, ...values)));
  return lane("handshake (dots) and answer (lines)", axis, plot, (top, bottom) => {
    const y = (ms: number) => bottom - (Math.log10(ms / lowest) / Math.log10(highest / lowest)) * (bottom - top);
    const resent = y(RESENT_MS);
    const answers = stretches.flatMap(({ from, to, answerMs }) =>
      answerMs === null || answerMs <= 0
        ? []
        : [`M${point(axis.x(from))} ${point(y(answerMs))}H${point(Math.max(axis.x(to), axis.x(from) + 1))}`],
    );
    const handshakes = stretches.flatMap(({ from, to, connectMs }) =>
      connectMs === null || connectMs <= 0 ? [] : [`M${point(axis.x((from + to) / 2))} ${point(y(connectMs))}h0`],
    );
    return [
      ...scale(axis, [lowest, RESENT_MS], y, duration),
      stroke({ x: axis.left, y: resent }, { x: axis.right, y: resent }, "mute", { dashed: true }),
      lettering({ x: axis.left + 4, y: resent - 4 }, "handshakes above: SYN sent again", { size: 11, colour: "mute" }),
      path(answers.join(""), { stroke: light("blue"), "stroke-width": "2", fill: "none" }),
      path(handshakes.join(""), {
        stroke: light("ink"),
        "stroke-width": "3.4",
        "stroke-linecap": "round",
        fill: "none",
      }),
    ];
  });
}

/** Values beside the axis, and a line at each. */
function scale(
  axis: TimeAxis,
  values: readonly number[],
  y: (value: number) => number,
  words: (value: number) => string,
): string[] {
  return values.flatMap((value) => [
    stroke({ x: axis.left, y: y(value) }, { x: axis.right, y: y(value) }, "edge"),
    tickText(axis.left - 5, y(value) + 4, words(value), "end"),
  ]);
}

/** The next round number: the end of a scale. */
export function roundedUp(value: number): number {
  const decade = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((step) => step * decade).find((end) => end >= value) ?? value;
}
