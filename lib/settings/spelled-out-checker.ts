/** A checker whose handshake, steps and ending are spelled out in the CONFIG file. */
import type { Ending } from "../model/extension";
import type { Cadence, Checker, Spread } from "../model/checker";
import { buildChecker, type CheckerOverrides } from "../checkers/build-checker";
import { SPELLED_OUT } from "../checkers/spelled-out";
import { readField, refuse, type Data } from "../source/data";
import { oneOf } from "../source/syntax";
import { proveSteps } from "../wire/prove-steps";
import { readEnding } from "./ending";
import type { RunSettings } from "./given";
import { readSteps } from "./steps/index";
import { refuseStray } from "./stray-fields";

/** From here on the kernel's own ACK (about 200 ms after the SYN/ACK) may have left. */
export const HALF_OPEN_ENDS_MS = 190;

/** It needs a name, and has the cadence of a bare style where it names none. */
export function spelledOutChecker(
  entry: Data,
  fields: Map<string, Data>,
  overrides: CheckerOverrides,
  { outside, host }: RunSettings,
): Checker {
  if (overrides.name === undefined) {
    throw refuse(entry, "a preset, a style, or a name with handshake, steps and ending of its own");
  }
  refuseStray(fields, ["delay", "hold"], "a checker that is spelled out says it with a step; only styles take");
  const handshake = readField(oneOf("full", "half-open"), fields, "handshake", outside) ?? "full";
  const written = fields.get("steps");
  const style = { name: SPELLED_OUT, summary: "spelled out in the CONFIG file", wireClass: null, takes: [] };
  const endingData = fields.get("ending");
  const checker = buildChecker(
    {
      kind: "style",
      style: {
        ...style,
        wire({ timeoutMs }) {
          const steps = written === undefined ? [] : readSteps(written, { outside, host, timeoutMs });
          const ending: Ending = endingData === undefined ? { kind: "fin" } : readEnding(endingData, steps, outside);
          return { handshake, steps, ending, prove: proveSteps(handshake, steps, ending) };
        },
      },
    },
    overrides,
  );
  if (handshake === "half-open" && checker.delayMs >= HALF_OPEN_ENDS_MS) {
    throw refuse(written ?? entry, `waits of less than ${HALF_OPEN_ENDS_MS}ms in a half-open check`, {
      why: "the kernel sends the ACK by itself at about 200ms",
    });
  }
  const spread = readField(oneOf<Spread>("aligned", "staggered", "random"), fields, "spread", outside);
  const cadence = readField(oneOf<Cadence>("fixed-rate", "after-completion", "ticker"), fields, "cadence", outside);
  return { ...checker, spread: spread ?? checker.spread, cadence: cadence ?? checker.cadence };
}
