/** The packets of a check as a sequence diagram: the checker to the left, the service to the right, time going down. */
import type { JournalLadder, JournalRung } from "../../model/journal";
import { wrap } from "../layout";
import { arrow, lettering, stroke, type Colour } from "../svg";
import { more } from "./blocks";
import { shortened, type Detail } from "./detail";
import { svg } from "./drawing";
import type { Markup } from "./markup";
import { REQUEST, RESET } from "../ladder";

const WIDTH = 270;
const LINES = { checker: 34, service: WIDTH - 34 };
const TOP = 26;
const STEP = 30;
const SLANT = 10;
const MOST = 24;
/** What has room between the two lines. */
const PAUSE_CHARS = 30;

export function ladderPicture({ rungs, to }: JournalLadder, id: string, checker: string, detail: Detail): Markup {
  const shown = rungs.slice(0, Math.min(MOST, detail.rows));
  const left = rungs.length - shown.length;
  const bottom = TOP + shown.length * STEP + 12;
  const text = rungs.map(({ arrow: way, what }) => (way === "" ? `waits ${what}` : `${way} ${what}`)).join(", ");
  return svg(
    { id, width: WIDTH },
    bottom + (left > 0 ? 20 : 4),
    { title: shortened(`A check of ${checker} to ${to}`, detail), desc: shortened(text, detail) },
    [
      ...Object.entries(LINES).flatMap(([name, x]) => [
        lettering({ x, y: 12 }, name, { size: 12, anchor: "middle", colour: "mute" }),
        stroke({ x, y: 18 }, { x, y: bottom }, "edge", { width: 2 }),
      ]),
      ...shown.flatMap((rung, index) => drawn({ ...rung, what: shortened(rung.what, detail) }, TOP + index * STEP)),
      ...(left > 0
        ? [
            lettering({ x: WIDTH / 2, y: bottom + 14 }, more(left), {
              size: 11,
              colour: "mute",
              anchor: "middle",
            }),
          ]
        : []),
    ],
  );
}

function drawn({ arrow: way, what, note }: JournalRung, y: number): string[] {
  const middle = { x: WIDTH / 2, y: y + 12 };
  const words = what === REQUEST && note !== undefined ? `${what}, ${note}` : what;
  if (way === "") {
    const line = { top: y + 2, bottom: y + STEP - 2, x: LINES.checker - 7 };
    return [
      stroke({ x: line.x, y: line.top }, { x: line.x, y: line.bottom }, "mute", { width: 1.5 }),
      stroke({ x: line.x, y: line.top }, { x: line.x + 4, y: line.top }, "mute", { width: 1.5 }),
      stroke({ x: line.x, y: line.bottom }, { x: line.x + 4, y: line.bottom }, "mute", { width: 1.5 }),
      ...wrap(`waits ${words}`, PAUSE_CHARS)
        .slice(0, 2)
        .map((text, index, all) =>
          lettering({ x: LINES.checker + 6, y: y + STEP / 2 + 11 - 7 * all.length + 14 * index }, text, {
            size: 12,
            colour: "mute",
          }),
        ),
    ];
  }
  const colour: Colour = what === RESET ? "red" : "ink";
  const [near, far] = [LINES.checker + 3, LINES.service - 3];
  const there = arrow({ x: near, y: y + 14 }, { x: far, y: y + 14 + SLANT }, colour);
  const back = arrow({ x: far, y: y + 14 }, { x: near, y: y + 14 + SLANT }, colour);
  return [
    ...(way === "⇄" ? [there, back] : [way === "→" ? there : back]),
    lettering(middle, words, { size: 12, mono: true, colour, anchor: "middle" }),
  ];
}
