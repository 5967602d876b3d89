/** One time axis for all lanes of a picture: phases as bands, the first harm marked, seconds below. */
import type { JournalCourse } from "../../model/journal";
import { digits, duration } from "../../text/format";
import { box, lettering, stroke } from "../svg";
import { tickText, widthOf } from "./drawing";

export interface TimeAxis {
  left: number;
  right: number;
  /** Seconds at the right end. */
  until: number;
  x(seconds: number): number;
}

export function timeAxis(left: number, right: number, until: number): TimeAxis {
  const x = (seconds: number) => left + (Math.min(Math.max(seconds, 0), until) / until) * (right - left);
  return { left, right, until, x };
}

/** When the last phase or the last second with an exchange was over. */
export function untilOf({ course, timeline }: { course: JournalCourse; timeline: readonly { t: number }[] }): number {
  const last = timeline[timeline.length - 1];
  const ends = [...course.spans.map(({ to }) => to), last === undefined ? 0 : last.t + 1 + course.secondZero];
  return Math.max(1, ...ends);
}

const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

export function timeTicks({ left, right, until, x }: TimeAxis, y: number): string[] {
  const most = Math.max(2, Math.floor((right - left) / 78));
  const step = STEPS.find((size) => until / size <= most) ?? until;
  const ticks = Array.from({ length: Math.floor(until / step) + 1 }, (_, index) => index * step);
  return ticks.flatMap((seconds) => {
    const words = seconds === 0 ? "0" : duration(seconds * 1000);
    const half = widthOf(words, 11) / 2;
    const [anchor, at] =
      x(seconds) + half > right + 8 ? (["end", right + 8] as const) : (["middle", x(seconds)] as const);
    return [stroke({ x: x(seconds), y }, { x: x(seconds), y: y + 4 }, "mute"), tickText(at, y + 16, words, anchor)];
  });
}

/** Behind everything else: a band for each phase in which checks are made, a line where one ends, and their names. */
export function phaseBands({ spans }: JournalCourse, axis: TimeAxis, top: number, bottom: number): string[] {
  return spans.flatMap(({ phase, from, to, second }) => {
    const [left, right] = [axis.x(from), axis.x(to)];
    const checked = phase === "storm" || phase === "night";
    const name = nameThatFits(second ? [`${phase}, own rate`, phase] : [phase], right - left);
    return [
      ...(checked
        ? [box({ x: left, y: top + 18, width: right - left, height: bottom - top - 18 }, { fill: "panel" })]
        : []),
      stroke({ x: left, y: top + 4 }, { x: left, y: bottom }, "edge"),
      stroke({ x: right, y: top + 4 }, { x: right, y: bottom }, "edge"),
      ...(name === null
        ? []
        : [
            lettering({ x: (left + right) / 2, y: top + 13 }, name.words, {
              size: name.size,
              anchor: "middle",
              bold: checked,
              colour: checked ? "ink" : "mute",
            }),
          ]),
    ];
  });
}

/** In smaller letters where there is little room. */
function nameThatFits(names: readonly string[], room: number): { words: string; size: number } | null {
  for (const size of [12, 10]) {
    const words = names.find((one) => widthOf(one, size) + 4 < room);
    if (words !== undefined) return { words, size };
  }
  return null;
}

export function harmText({ at, seen }: NonNullable<JournalCourse["firstHarm"]>): string {
  const when = digits(at);
  if (seen === "night") return `harm in the night, from ${when} s`;
  return seen === "client" ? `first client lost at ${when} s` : `queue grows from ${when} s`;
}

/** A flag above the bands, and its pole through all lanes. */
export function harmFlag(harm: JournalCourse["firstHarm"], axis: TimeAxis, top: number, bottom: number): string[] {
  if (harm === null) return [];
  const x = axis.x(harm.at);
  const words = harmText(harm);
  const toLeft = x + widthOf(words, 12) + 6 > axis.right;
  return [
    stroke({ x, y: top }, { x, y: bottom }, "red", { width: 1.6, dashed: true }),
    lettering({ x: toLeft ? x - 6 : x + 6, y: top + 10 }, words, {
      size: 12,
      bold: true,
      colour: "red",
      anchor: toLeft ? "end" : "start",
    }),
  ];
}
