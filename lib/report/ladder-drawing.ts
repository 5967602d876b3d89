/**
 * A ladder is drawn as a sequence diagram: the checker to the left, the service to the right, time going down.
 *
 * Full lines are the rungs of lib/report/ladder.ts. The dashed arrow is the stuck-greeting server's greeting: the demo's checks do not wait
 * for it, so no ladder has it, but the server hangs if the RST is there before it.
 */
import { RESET, type Rung, type Spoken } from "./ladder";
import { arrow, box, element, lettering, stroke, type Colour, type Point } from "./svg";

/** From accept() to the greeting: xk6/flawed/stuck_greeting.go. */
export const GREETS_AFTER_MS = 1.5;

/** What becomes of the greeting that the server writes into a check's connection. */
export type Greeting = "sent" | "reset" | "never";

/** The fate of the greeting for a check that sends nothing, and at most waits before it ends. */
export function greetingOf({ handshake, steps }: Spoken): Greeting {
  if (handshake === "half-open") return "never";
  const waitedMs = steps.reduce((sum, step) => sum + (step.kind === "wait" ? step.ms : 0), 0);
  return waitedMs > GREETS_AFTER_MS ? "sent" : "reset";
}

/** From the top of the drawing. */
const NAMES = { width: 84, height: 26 };
const FIRST_RUNG_Y = 50;
const END_Y = 276;

/** From the edges of the drawing to the lines of checker and service. */
const INSET = 64;

/** From one rung to the next, and how far a packet travels down meanwhile. */
const STEP = 34;
const SLANT = 14;
const PAUSE = 76;
/** The height of {@link GREETS_AFTER_MS}: an RST that comes at once is there before its end, one after a pause is not. */
const GREETING_STEP = 44;

/** The lines of checker and service. */
interface Lines {
  checker: number;
  service: number;
}

/** @param corner the upper left one */
export function ladderDrawing(rungs: readonly Rung[], greeting: Greeting, corner: Point, width: number): string[] {
  const lines = { checker: corner.x + INSET, service: corner.x + width - INSET };
  let nextY = corner.y + FIRST_RUNG_Y;
  const placed = rungs.map((rung) => {
    const y = nextY;
    nextY += rung.arrow === "" ? PAUSE : STEP;
    return { rung, y };
  });
  const acknowledged = placed.find(({ rung }) => rung.arrow === "→" && rung.what === "ACK");
  return [
    ...peer("checker", { x: lines.checker, y: corner.y }),
    ...peer("service", { x: lines.service, y: corner.y }),
    ...(greeting === "never" || acknowledged === undefined
      ? []
      : greetingDrawing(greeting, acknowledged.y + SLANT, lines)),
    ...placed.map(({ rung, y }) =>
      element("g", { class: "rung" }, ...(rung.arrow === "" ? pause(rung, y, lines) : packet(rung, y, lines))),
    ),
  ];
}

function peer(name: string, { x, y }: Point): string[] {
  return [
    stroke({ x, y: y + NAMES.height }, { x, y: y + END_Y }, "edge", { width: 2 }),
    box({ x: x - NAMES.width / 2, y, ...NAMES }, { fill: "page", line: "edge", radius: 5 }),
    lettering({ x, y: y + 17.5 }, name, { anchor: "middle" }),
  ];
}

function packet({ arrow: to, what }: Rung, y: number, lines: Lines): string[] {
  const colour: Colour = what === RESET ? "red" : "ink";
  const there = { from: { x: lines.checker + 4, y }, to: { x: lines.service - 4, y: y + SLANT } };
  const back = { from: { x: lines.service - 4, y }, to: { x: lines.checker + 4, y: y + SLANT } };
  const drawn = to === "⇄" ? [there, back] : [to === "→" ? there : back];
  return [...drawn.map((line) => arrow(line.from, line.to, colour)), label(what, y, lines, colour)];
}

/** Above the middle of an arrow. */
function label(what: string, y: number, { checker, service }: Lines, colour: Colour): string {
  const middle = { x: (checker + service) / 2, y: y + SLANT / 2 - 8 };
  return lettering(middle, what, { size: 12.5, mono: true, colour, anchor: "middle" });
}

/** A bracket at the checker, who is silent, from the packet before to the one behind. */
function pause({ what }: Rung, y: number, { checker }: Lines): string[] {
  const [top, bottom, x] = [y - STEP + 6, y + PAUSE - 6, checker - 8];
  return [
    stroke({ x, y: top }, { x, y: bottom }, "mute", { width: 1.5 }),
    stroke({ x, y: top }, { x: x + 5, y: top }, "mute", { width: 1.5 }),
    stroke({ x, y: bottom }, { x: x + 5, y: bottom }, "mute", { width: 1.5 }),
    lettering({ x: x - 6, y: (top + bottom) / 2 + 4 }, what, { size: 12, colour: "mute", anchor: "end" }),
  ];
}

/** The server's time from accept() to the greeting, and the greeting; a cross where the RST is there before it. */
function greetingDrawing(greeting: "sent" | "reset", accepted: number, lines: Lines): string[] {
  const x = lines.service;
  const end = accepted + GREETING_STEP;
  const waiting = [
    box({ x: x - 3.5, y: accepted, width: 7, height: GREETING_STEP }, { fill: "blue", radius: 2 }),
    lettering({ x: x + 11, y: accepted + GREETING_STEP / 2 + 4 }, `${GREETS_AFTER_MS} ms`, {
      size: 12,
      colour: "mute",
    }),
  ];
  if (greeting === "sent") {
    const sent = arrow({ x: x - 4, y: end }, { x: lines.checker + 4, y: end + SLANT }, "green", { dashed: true });
    return [...waiting, element("g", { class: "greeting" }, sent, label("greeting", end, lines, "green"))];
  }
  const y = end + 8;
  return [
    ...waiting,
    stroke({ x: x - 5, y: y - 5 }, { x: x + 5, y: y + 5 }, "red", { width: 2.4 }),
    stroke({ x: x - 5, y: y + 5 }, { x: x + 5, y: y - 5 }, "red", { width: 2.4 }),
    lettering({ x: x - 14, y: y + 4 }, "no greeting", { size: 12.5, colour: "red", anchor: "end" }),
  ];
}
