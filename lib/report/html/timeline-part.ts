/** The run on one time axis, with the tables behind the picture. */
import type { Cause } from "../../model/extension";
import type { Journal, JournalCourseOpinion } from "../../model/journal";
import { counted, digits, duration } from "../../text/format";
import { ALL, behind, more, section, table } from "./blocks";
import { prose, shortened, type Detail } from "./detail";
import { lostFill, patterns, swatch, wideAndNarrow } from "./drawing";
import { markup, raw, type Markup } from "./markup";
import { stretchesOf, totalOf, type Stretch } from "./stretches";
import { harmText } from "./time-axis";
import { lostByCause, MOST_CHECKERS, scalesOf, timePicture, type Timed } from "./time-picture";
import { light } from "../svg";

export function timelinePart(journal: Journal, detail: Detail): Markup | null {
  if (journal.timeline.length === 0) return null;
  const scales = scalesOf([journal], detail.bins);
  const words = { title: "The run on one time axis", desc: shortened(courseText(journal), detail) };
  return section(
    "time",
    "What happened",
    markup`<figure>
      ${legend(journal, "time")}${wideAndNarrow("time", (frame) =>
        timePicture(journal, frame, { bins: detail.bins, scales, size: "large", words }),
      )}
      <figcaption>${prose(captionText(journal), detail)}</figcaption>
    </figure> `,
    timeTables(journal, detail),
  );
}

/** @param of whose they are, where a page has several of them */
export function timeTables(journal: Timed, detail: Detail, of = ""): Markup {
  return behind(
    "The same as tables",
    phaseTable(journal, detail, of),
    timeTable(journal, detail, of),
    opinionTable(journal, detail, of),
  );
}

/** Which hatching is what, with how many clients came to it. */
export function legend(journal: Pick<Journal, "timeline">, id: string): Markup {
  const lost = lostByCause(journal);
  const { accepted } = totalOf(journal);
  return markup`<ul class="legend">
      <li>${swatch(light("blue"), "blue")}${accepted} got in</li>
      ${lost.map(
        ([cause, count], rank) =>
          markup`<li>
            ${swatch(lostFill(`${id}-legend`, rank), rank === 0 ? "red" : "mute")}${count} ${causeName(cause)}
          </li> `,
      )}
    </ul>
    ${lost.length > 1 && raw(`<svg width="0" height="0" aria-hidden="true">${patterns(`${id}-legend`)}</svg>`)} `;
}

function causeName(cause: Cause | "unknown"): string {
  return cause === "unknown" ? "failed" : cause;
}

/** The picture in words. */
function courseText({ course: { spans, firstHarm } }: Journal): string {
  const phases = spans.map(
    ({ phase, from, to, second }) =>
      `${phase}${second ? " at the own rate" : ""} from ${digits(from)} s to ${digits(to)} s`,
  );
  return `${phases.join(", ")}${firstHarm === null ? "" : `; ${harmText(firstHarm)}`}.`;
}

function captionText({ acceptQueue, course, timeline }: Journal): string {
  const checkers = new Set(course.opinions.map(({ checker }) => checker)).size;
  const merged = course.opinions.some(({ up }) => up.some(([, fewest, most]) => fewest !== most));
  return [
    "Checks are made in the shaded phases. What a checker said is shown on this run's clock. Of queue, handshakes and answers the longest is shown.",
    ...(acceptQueue.available ? [] : [`The accept queue was not read: ${acceptQueue.reason}.`]),
    ...(checkers > MOST_CHECKERS ? [`${counted(checkers - MOST_CHECKERS, "more checker")} in the table.`] : []),
    ...(merged ? ["A checker changed its mind too often to show each change."] : []),
    ...(timeline.some(({ connectMs }) => connectMs !== undefined)
      ? []
      : ["No client completed a handshake, or none was timed."]),
  ].join(" ");
}

function phaseTable({ course: { spans } }: Timed, detail: Detail, of: string): Markup | null {
  return table(
    `Phases${of}`,
    ["phase", "from", "to"],
    spans.map(({ phase, from, to, second }) => [second ? `${phase}, own rate` : phase, at(from), at(to)]),
    detail,
    { most: ALL },
  );
}

function timeTable(journal: Timed, detail: Detail, of: string): Markup | null {
  return table(
    `Clients, checks and accept queue over time${of}`,
    [
      "time",
      "phase",
      "clients",
      "got in",
      "what failed",
      "checks",
      "longest queue",
      "longest handshake",
      "longest answer",
    ],
    stretchesOf(journal, detail.rows).map(timeRow),
    detail,
    { most: ALL },
  );
}

function timeRow({
  from,
  to,
  phase,
  attempts,
  accepted,
  causes,
  checks,
  queue,
  connectMs,
  answerMs,
}: Stretch): string[] {
  const failed = Object.entries(causes).map(([cause, count]) => `${count} ${causeName(cause as Cause)}`);
  return [
    `${at(Math.max(0, from))} to ${at(to)}`,
    phase,
    String(attempts),
    String(accepted),
    failed.join(", "),
    String(checks),
    queue === null ? "" : String(queue),
    connectMs === null ? "" : duration(connectMs),
    answerMs === null ? "" : duration(answerMs),
  ];
}

function opinionTable({ course: { opinions } }: Timed, detail: Detail, of: string): Markup | null {
  const { rows } = detail;
  const all = opinions.reduce((sum, { up }) => sum + up.length, 0);
  // Each has a row at the least: more of them are not looked at.
  const shown = opinions
    .slice(0, rows)
    .flatMap((opinion) => opinionRows(opinion, rows))
    .slice(0, rows);
  return table(
    `What the checkers said${of}`,
    ["checker", "from", "to", "said"],
    [...shown, ...(all > rows ? [[more(all - rows), "", "", ""]] : [])],
    detail,
    { most: ALL },
  );
}

function opinionRows({ checker, to, nodes, up }: JournalCourseOpinion, most: number): string[][] {
  return up
    .slice(0, most)
    .map(([from, fewest, highest], index) => [
      checker,
      at(from),
      at(up[index + 1]?.[0] ?? to),
      wordOf(nodes, fewest, highest),
    ]);
}

function wordOf(nodes: number, fewest: number, most: number): string {
  if (fewest === nodes) return "UP";
  if (most === 0) return "DOWN";
  return `UP at ${fewest === most ? fewest : `${fewest} to ${most}`} of ${counted(nodes, "node")}`;
}

/** To the millisecond: the table is what the picture is too coarse for. */
function at(seconds: number): string {
  return `${Math.round(seconds * 1000) / 1000} s`;
}
