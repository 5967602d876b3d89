/**
 * The packets of the demo's checks are drawn side by side, with what each check did to the embedded stuck-greeting server.
 *
 * The ladders are those that `explain` shows; the verdicts and shares are of real runs, which the caller has made.
 */
import type { Checker } from "../model/checker";
import type { Verdict } from "../model/journal";
import { counted, percent } from "../text/format";
import type { DemoCheck } from "./demo-checks";
import { ladder, type Rung, type Spoken } from "./ladder";
import { GREETS_AFTER_MS, greetingOf, ladderDrawing, type Greeting } from "./ladder-drawing";
import { VERDICT_COLOURS } from "./layout";
import { box, element, lettering, picture, stroke, type Colour, type Point } from "./svg";

/** What the run with a check came to. */
export interface DemoOutcome {
  verdict: Verdict;
  /**
   * The share of the clients in the recovery that got in, 0 to 1. In the storm the first client may come before the first check, so that two
   * runs with the same verdict differ by a client.
   */
  acceptedRatio: number;
}

export interface DrawnCheck extends DemoCheck, DemoOutcome {
  checker: Checker;
}

/** In two lines. */
const FATES: Readonly<Record<Greeting, readonly string[]>> = {
  reset: ["The RST is there before the greeting.", "The write fails, and the accept loop ends."],
  sent: ["The greeting is sent before the RST comes.", "The write succeeds."],
  never: ["The handshake stays incomplete:", "accept() does not return the connection."],
};

const SERVICE =
  `The stuck-greeting server greets in its accept loop, ${GREETS_AFTER_MS} ms after accept(). ` +
  "If that write fails, the loop ends.";

const MARGIN = 20;
const PANEL = { width: 296, height: 486, gap: 16, top: 84 };
const HEIGHT = PANEL.top + PANEL.height + MARGIN;

/** Where things stand in a panel, from its top. */
const LADDER_Y = 66;
const FATE_Y = 368;
const OUTCOME_Y = 422;

export function laddersPicture(checks: readonly DrawnCheck[]): string {
  const width = 2 * MARGIN + checks.length * PANEL.width + (checks.length - 1) * PANEL.gap;
  return picture({ width, height: HEIGHT }, { title: titleOf(checks), desc: laddersText(checks) }, [
    lettering({ x: MARGIN, y: 38 }, titleOf(checks), { size: 19, bold: true }),
    lettering({ x: MARGIN, y: 62 }, SERVICE, { size: 13, colour: "mute" }),
    ...checks.map((check, index) => panel(check, { x: MARGIN + index * (PANEL.width + PANEL.gap), y: PANEL.top })),
  ]);
}

/** The same in words. */
export function laddersText(checks: readonly DrawnCheck[]): string {
  return [
    `${titleOf(checks)}, as packet ladders.`,
    ...checks.map(
      (check) =>
        `${check.title} (${packetsText(check)}): ${check.verdict}, ${percent(check.acceptedRatio)} of clients got in afterwards.`,
    ),
  ].join(" ");
}

function packetsText(check: DrawnCheck): string {
  const greeted = greetingOf(spokenBy(check)) === "sent" ? " in which the service greets" : "";
  return rungsOf(check)
    .map(({ what, arrow: to }) => (to === "" ? `${what}${greeted}` : what))
    .join(", ");
}

function titleOf(checks: readonly DrawnCheck[]): string {
  return `${counted(checks.length, "health check")} of one service`;
}

function panel(check: DrawnCheck, at: Point): string {
  const { title, settings, verdict, acceptedRatio } = check;
  const below = (x: number, y: number): Point => ({ x: at.x + x, y: at.y + y });
  const middle = PANEL.width / 2;
  const given = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const greeting = greetingOf(spokenBy(check));
  return element(
    "g",
    { "data-check": given.join(" "), "data-verdict": verdict, "data-accepted-ratio": String(acceptedRatio) },
    box({ ...at, width: PANEL.width, height: PANEL.height }, { fill: "panel", line: "edge", radius: 8 }),
    lettering(below(middle, 28), title, { size: 14, bold: true, anchor: "middle" }),
    lettering(below(middle, 48), given.join(" "), { size: 12, mono: true, colour: "mute", anchor: "middle" }),
    ...ladderDrawing(rungsOf(check), greeting, below(0, LADDER_Y), PANEL.width),
    ...FATES[greeting].map((line, index) =>
      lettering(below(middle, FATE_Y + index * 17), line, { size: 12.5, colour: "mute", anchor: "middle" }),
    ),
    ...outcome(check, below),
  );
}

/** The verdict, and the share of clients in figures and as a bar. */
function outcome({ verdict, acceptedRatio }: DemoOutcome, below: (x: number, y: number) => Point): string[] {
  const colour = colourOf(verdict);
  const [x, width] = [18, PANEL.width - 36];
  const bar = { ...below(x, OUTCOME_Y + 40), height: 8 };
  return [
    stroke(below(0, OUTCOME_Y - 24), below(PANEL.width, OUTCOME_Y - 24), "edge"),
    lettering(below(x, OUTCOME_Y + 4), verdict, { size: 19, bold: true, colour }),
    lettering(below(x, OUTCOME_Y + 29), "clients that got in afterwards", { size: 12, colour: "mute" }),
    lettering(below(x + width, OUTCOME_Y + 29), percent(acceptedRatio), { size: 14, bold: true, anchor: "end" }),
    box({ ...bar, width }, { fill: "edge", radius: 4 }),
    ...(acceptedRatio > 0 ? [box({ ...bar, width: width * acceptedRatio }, { fill: colour, radius: 4 })] : []),
  ];
}

function colourOf(verdict: Verdict): Colour {
  const emphasis = VERDICT_COLOURS[verdict];
  return emphasis === "bold" || emphasis === "dim" ? "ink" : emphasis;
}

function rungsOf(check: DrawnCheck): Rung[] {
  return ladder(spokenBy(check), check.checker.holdsUntil);
}

/** A style has one connection. */
function spokenBy({ checker }: DrawnCheck): Spoken {
  return checker.connections[0];
}
