/** What clients got, phase by phase, and where their handshakes took so long because a SYN was sent again. */
import type { Journal, JournalPhase, Quantiles } from "../../model/journal";
import { duration } from "../../text/format";
import { phaseRows } from "../phase-rows";
import { element, lettering, light, stroke } from "../svg";
import { CLIENT_COLUMNS, clientText } from "../shared-phrases";
import { ALL, behind, section, table } from "./blocks";
import { prose, type Detail } from "./detail";
import { svg, tickText, wideAndNarrow, type Frame } from "./drawing";
import { markup, type Markup } from "./markup";

export function clientsPart(journal: Journal, detail: Detail): Markup | null {
  return section(
    "clients",
    "Clients",
    markup`<p class="note">${prose(clientText(journal), detail)}</p> `,
    table("What clients got in each phase", ["phase", ...CLIENT_COLUMNS], phaseRows(journal), detail, {
      most: ALL,
      look: "stacked",
    }),
    connectPart(journal, detail),
  );
}

type Row = [name: string, times: Quantiles];

function rowsOf({ phases, secondStorm }: Journal): Row[] {
  const rows = (of: Journal["phases"], suffix: string) =>
    Object.entries(of)
      .map(([name, phase]: [string, JournalPhase]): Row => [`${name}${suffix}`, phase.clients.connectMs])
      .filter(([, { max }]) => max > 0);
  return [...rows(phases, ""), ...rows(secondStorm?.phases ?? {}, ", own rate")];
}

function connectPart(journal: Journal, detail: Detail): Markup | null {
  const rows = rowsOf(journal);
  if (rows.length === 0) return null;
  return markup`<h3>How long their handshakes took</h3>
    <figure>
      ${wideAndNarrow("connect", (frame) => connectPicture(rows, frame))}
      <figcaption>
        From p50 to p99 as a bar, p95 as a line in it, the longest as a dot. A kernel sends a lost SYN again after about
        1, 2, 3 and 4 s (Linux 6.5 and newer) or 1, 3, 7 and 15 s (older): handshakes that end at one of these marks had
        their SYN dropped.
      </figcaption>
    </figure>
    ${behind(
      "The same as a table",
      table(
        "How long handshakes took",
        ["phase", "p50", "p95", "p99", "longest"],
        rows.map(([name, { p50, p95, p99, max }]) => [name, ...[p50, p95, p99, max].map(duration)]),
        detail,
        { most: ALL },
      ),
    )}`;
}

/** After which waits kernels send a SYN again, seconds since the first one. */
const RESENT_S = [1, 2, 3, 4, 7, 15];
const ROW = 28;

function connectPicture(rows: readonly Row[], frame: Frame): Markup {
  const [left, right] = [frame.width < 500 ? 76 : 130, frame.width - 14];
  const times = rows.map(([, one]) => one);
  const lowest = 10 ** Math.floor(Math.log10(Math.min(...times.map(({ p50, max }) => (p50 > 0 ? p50 : max)))));
  const highest = Math.max(20_000, ...times.map(({ max }) => max));
  const x = (ms: number) =>
    left + (Math.log10(Math.max(ms, lowest) / lowest) / Math.log10(highest / lowest)) * (right - left);
  const bottom = 20 + rows.length * ROW;
  const decades = Array.from({ length: 12 }, (_, power) => lowest * 10 ** power).filter((ms) => ms < 1000);
  return svg(
    frame,
    bottom + 22,
    {
      title: "How long handshakes took",
      desc: rows.map(([name, { p50, max }]) => `${name}: median ${duration(p50)}, longest ${duration(max)}`).join("; "),
    },
    [
      ...decades.flatMap((ms) => [
        stroke({ x: x(ms), y: 16 }, { x: x(ms), y: bottom }, "edge"),
        tickText(x(ms), bottom + 15, duration(ms), "middle"),
      ]),
      ...RESENT_S.map((s) =>
        stroke({ x: x(s * 1000), y: 16 }, { x: x(s * 1000), y: bottom }, "mute", { dashed: true }),
      ),
      ...(frame.width < 500 ? [1, 3, 15] : [1, 3, 7, 15]).map((s) =>
        tickText(x(s * 1000), bottom + 15, s === 15 ? "15 s" : String(s), "middle"),
      ),
      element(
        "g",
        { class: "tick" },
        lettering({ x: right, y: 11 }, "SYN sent again", { size: 11, colour: "mute", anchor: "end" }),
      ),
      ...rows.flatMap(([name, { p50, p95, p99, max }], index) => {
        const y = 16 + index * ROW + ROW / 2;
        return [
          lettering({ x: 0, y: y + 4 }, name, { size: 12 }),
          element("rect", {
            x: x(p50),
            y: y - 5,
            width: Math.max(2, x(p99) - x(p50)),
            height: 10,
            fill: light("blue"),
          }),
          stroke({ x: x(p95), y: y - 8 }, { x: x(p95), y: y + 8 }, "ink", { width: 2 }),
          element("circle", { cx: x(max), cy: y, r: 3.5, fill: light("ink") }),
        ];
      }),
    ],
  );
}
