/** The picture of a run over time: clients, checkers, accept queue and handshakes below one another, on one time axis. */
import type { Cause } from "../../model/extension";
import type { Journal, JournalCourseOpinion } from "../../model/journal";
import { patterns, svg, type Frame } from "./drawing";
import type { Markup } from "./markup";
import { clientsLane, timesLane, opinionLane, queueLane, roundedUp, type Lane } from "./lanes";
import { stretchesOf, totalOf, type Stretch } from "./stretches";
import { harmFlag, phaseBands, timeAxis, timeTicks, untilOf, type TimeAxis } from "./time-axis";

/** Scales that several pictures share, so that they can be compared. */
export interface Scales {
  until: number;
  clients: number;
  queue: number;
}

export type Timed = Pick<Journal, "timeline" | "course" | "acceptQueue" | "phases" | "checkers">;

const LEFT = 44;
const RIGHT = 10;
const TOP = 2;
const FLAG = 16;
const NAMES = 20;
/** At most this many checkers have their opinions drawn; the table has them all. */
export const MOST_CHECKERS = 5;

interface Drawn {
  bins: number;
  scales: Scales;
  /** `small` leaves the times of clients out. */
  size: "large" | "small";
  words: { title: string; desc: string };
}

export function timePicture(journal: Timed, frame: Frame, { bins, scales, size, words }: Drawn): Markup {
  const axis = timeAxis(LEFT, frame.width - RIGHT, scales.until);
  const stretches = stretchesOf(journal, Math.min(bins, Math.floor((axis.right - axis.left) / 2)));
  const lanes = lanesOf(journal, frame, axis, { bins, stretches, scales, size });
  const top = TOP + (journal.course.firstHarm === null ? 0 : FLAG);
  const heights = lanes.reduce((sum, { height }) => sum + height, 0);
  const bottom = top + NAMES + heights;
  let y = top + NAMES;
  const drawn = lanes.flatMap((one) => {
    const parts = one.draw(y);
    y += one.height;
    return parts;
  });
  return svg(frame, bottom + 22, words, [
    patterns(frame.id),
    ...phaseBands(journal.course, axis, top, bottom),
    ...drawn,
    ...timeTicks(axis, bottom),
    ...harmFlag(journal.course.firstHarm, axis, TOP, bottom),
  ]);
}

function lanesOf(
  journal: Timed,
  { id }: Frame,
  axis: TimeAxis,
  { bins, stretches, scales, size }: Pick<Drawn, "bins" | "scales" | "size"> & { stretches: readonly Stretch[] },
): Lane[] {
  const { acceptQueue, course } = journal;
  const factor = size === "large" ? 1 : 0.6;
  return [
    clientsLane(axis, stretches, causesOf(journal), { id, most: scales.clients, plot: 92 * factor }),
    ...lanesOfCheckers(course.opinions).map((opinions) => opinionLane(axis, opinions, bins)),
    ...(acceptQueue.available && stretches.some(({ queue }) => queue !== null)
      ? [queueLane(axis, stretches, { limit: acceptQueue.limit, most: scales.queue, plot: 60 * factor })]
      : []),
    ...(size === "large" ? [timesLane(axis, stretches, 72)].filter((lane) => lane !== null) : []),
  ];
}

/** One lane for each checker: a second storm's opinions stand behind those of the first. */
function lanesOfCheckers(opinions: readonly JournalCourseOpinion[]): JournalCourseOpinion[][] {
  const names = [...new Set(opinions.map(({ checker }) => checker))].slice(0, MOST_CHECKERS);
  return names.map((name) => opinions.filter(({ checker }) => checker === name));
}

/** The most frequent one first. */
function causesOf({ timeline }: Pick<Journal, "timeline">): (Cause | "unknown")[] {
  return lostByCause({ timeline }).map(([cause]) => cause);
}

export function lostByCause(journal: Pick<Journal, "timeline">): [Cause | "unknown", number][] {
  const { causes } = totalOf(journal);
  return (Object.entries(causes) as [Cause | "unknown", number][]).sort(([, a], [, b]) => b - a);
}

export function scalesOf(journals: readonly Timed[], bins: number): Scales {
  const stretches = journals.flatMap((journal) => stretchesOf(journal, bins));
  const rates = stretches
    .filter(({ attempts }) => attempts > 0)
    .map(({ attempts, from, to }) => attempts / (to - from));
  const lengths = stretches.map(({ queue }) => queue ?? 0);
  const limits = journals.map(({ acceptQueue }) => acceptQueue.limit);
  const longest = Math.max(0, ...lengths);
  // A limit far above all that was seen would press the curve flat.
  const limit = Math.max(0, ...limits);
  return {
    until: Math.max(1, ...journals.map(untilOf)),
    clients: roundedUp(Math.max(1, ...rates)),
    queue: longest * 4 >= limit ? Math.max(longest, limit) * 1.05 : roundedUp(Math.max(longest, 4)),
  };
}
