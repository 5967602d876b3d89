/** The phases of a plan are drawn on a time line: how long each is, who is active in it, and what it proves. */
import type { PhaseName } from "../model/phases";
import type { Plan, PhaseSpan } from "../model/plan";
import { checkedPhases } from "../plan/planned-phases";
import { CLIENT_PHASES } from "../plan/scenarios";
import { counted, digits, duration, listed } from "../text/format";
import { wrap } from "./layout";
import { box, element, lettering, picture, stroke, type Colour, type Point } from "./svg";
import { lastOf } from "../model/non-empty";

/** What it proves when its gates are met. */
const PROVES: Readonly<Record<PhaseName, string>> = {
  baseline: "Clients get in without checks: this is the control.",
  storm: "Clients still get in while the service is checked.",
  night: "Checks do no harm that steady clients would hide.",
  recovery: "Clients get in again after the last check.",
};

const WIDTH = 960;
const MARGIN = 20;
const LINE = { left: 160, right: WIDTH - MARGIN - 10 };
const PHASE_Y = 62;
const LANES_Y = 112;
const LANE_HEIGHT = 40;
const AXIS_Y = LANES_Y + 2 * LANE_HEIGHT + 2;
const CARDS_Y = AXIS_Y + 38;
const CARD = { height: 98, gap: 14, inset: 14 };
const HEIGHT = CARDS_Y + CARD.height + MARGIN;

interface Lane {
  who: "clients" | "checkers";
  rate: string;
  colour: Colour;
  phases: readonly PhaseSpan[];
}

/** Where a time stands on the line, ms since its begin. */
type Scale = (ms: number) => number;

export function phasesPicture(plan: Plan): string {
  const { phases } = plan;
  const scale: Scale = (ms) => LINE.left + (ms / endOf(plan)) * (LINE.right - LINE.left);
  const lanes = lanesOf(plan);
  const width = (WIDTH - 2 * MARGIN - (phases.length - 1) * CARD.gap) / phases.length;
  return picture({ width: WIDTH, height: HEIGHT }, { title: titleOf(plan), desc: phasesText(plan) }, [
    lettering({ x: MARGIN, y: 38 }, titleOf(plan), { size: 19, bold: true }),
    ...[0, ...phases.map(({ endMs }) => endMs)].flatMap((ms) => tick(ms, scale(ms), ms === endOf(plan))),
    ...phases.map((phase) => stretch(phase, scale)),
    ...lanes.flatMap((lane, index) => bars(lane, LANES_Y + index * LANE_HEIGHT, scale)),
    ...phases.map((phase, index) =>
      card(phase, lanes, { x: MARGIN + index * (width + CARD.gap), y: CARDS_Y, width, height: CARD.height }),
    ),
  ]);
}

/** The same in words. */
export function phasesText(plan: Plan): string {
  const lanes = lanesOf(plan);
  const texts = plan.phases.map(
    (phase) => `${phase.name} (${lengthOf(phase)}, ${whoText(activeIn(phase, lanes))}): ${PROVES[phase.name]}`,
  );
  return `${titleOf(plan)}. ${texts.join(" ")}`;
}

function titleOf(plan: Plan): string {
  return `A run with the default settings: ${counted(plan.phases.length, "phase")} in ${duration(endOf(plan))}`;
}

function endOf({ phases }: Plan): number {
  return lastOf(phases).endMs;
}

function lengthOf({ startMs, endMs }: PhaseSpan): string {
  return duration(endMs - startMs);
}

function lanesOf({ config, checkers, phases }: Plan): Lane[] {
  const checksPerMs = checkers.reduce((sum, { nodes, plannedIntervalMs }) => sum + nodes / plannedIntervalMs, 0);
  return [
    {
      who: "clients",
      rate: `${digits(config.client.ratePerSecond)} a second`,
      colour: "blue",
      phases: phases.filter(({ name }) => CLIENT_PHASES.includes(name)),
    },
    {
      who: "checkers",
      rate: `${listed(checkers.map(({ name }) => name))}, ${digits(checksPerMs * 1_000)} a second`,
      colour: "orange",
      phases: checkedPhases(phases),
    },
  ];
}

function activeIn(phase: PhaseSpan, lanes: readonly Lane[]): Lane[] {
  return lanes.filter(({ phases }) => phases.includes(phase));
}

function whoText(active: readonly Lane[]): string {
  const names = listed(active.map(({ who }) => who));
  return active.length === 1 ? `${names} alone` : names;
}

/** The last one has no room to its right. */
function tick(ms: number, x: number, last: boolean): string[] {
  const place = { x: last ? x + 4 : x, y: AXIS_Y + 16 };
  return [
    stroke({ x, y: PHASE_Y }, { x, y: AXIS_Y }, "edge"),
    lettering(place, ms === 0 ? "0" : duration(ms), { size: 12, colour: "mute", anchor: last ? "end" : "middle" }),
  ];
}

function stretch(phase: PhaseSpan, scale: Scale): string {
  const [left, right] = [scale(phase.startMs) + 2, scale(phase.endMs) - 2];
  const middle = (left + right) / 2;
  return element(
    "g",
    { "data-phase": phase.name },
    box({ x: left, y: PHASE_Y, width: right - left, height: 38 }, { fill: "panel", line: "edge", radius: 5 }),
    lettering({ x: middle, y: PHASE_Y + 16 }, phase.name, { size: 13.5, bold: true, anchor: "middle" }),
    lettering({ x: middle, y: PHASE_Y + 31 }, lengthOf(phase), { size: 12, colour: "mute", anchor: "middle" }),
  );
}

function bars({ who, rate, colour, phases }: Lane, y: number, scale: Scale): string[] {
  return [
    lettering({ x: MARGIN, y: y + 13 }, who, { size: 14, bold: true, colour }),
    lettering({ x: MARGIN, y: y + 29 }, rate, { size: 12, colour: "mute" }),
    element(
      "g",
      { "data-lane": who },
      ...phases.map(({ startMs, endMs }) => {
        const [left, right] = [scale(startMs) + 2, scale(endMs) - 2];
        return box({ x: left, y: y + 6, width: right - left, height: 22 }, { fill: colour, radius: 4 });
      }),
    ),
  ];
}

/** Squares in the colours of those who are active stand before their names. */
function card(phase: PhaseSpan, lanes: readonly Lane[], place: Point & { width: number; height: number }): string {
  const active = activeIn(phase, lanes);
  const left = place.x + CARD.inset;
  const squares = active.map(({ colour }, index) =>
    box({ x: left + index * 14, y: place.y + 35, width: 10, height: 10 }, { fill: colour, radius: 2 }),
  );
  return element(
    "g",
    {},
    box(place, { fill: "panel", line: "edge", radius: 8 }),
    lettering({ x: left, y: place.y + 25 }, phase.name, { size: 14, bold: true }),
    ...squares,
    lettering({ x: left + active.length * 14 + 3, y: place.y + 44 }, whoText(active), { size: 12, colour: "mute" }),
    ...wrap(PROVES[phase.name], 28).map((line, index) => lettering({ x: left, y: place.y + 66 + index * 17 }, line)),
  );
}
