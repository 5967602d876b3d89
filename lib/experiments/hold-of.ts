/**
 * The hold of a check: how long it keeps its connection open without a word of its own.
 *
 * Only a style's hold, which HOLD sets, and one that the user spelled out may be asked to be shorter: nobody can change a product's own.
 */
import type { Checker } from "../model/checker";
import type { Hold } from "../model/conclusion";
import { SPELLED_OUT } from "../checkers/spelled-out";
import { styles } from "../checkers/styles/index";

type Holding = Pick<Checker, "connections" | "holdsUntil" | "intervalMs" | "style">;

/** null: it holds none. */
export function holdOf(checker: Holding): Hold | null {
  const holds = checker.connections.flatMap(({ steps }) => steps).filter(({ kind }) => kind === "hold");
  if (holds.length === 0) return null;
  return { ms: lengthMs(checker), by: changedBy(checker) };
}

function lengthMs({ connections, holdsUntil, intervalMs }: Holding): number | null {
  if (holdsUntil === "phase-end") return null;
  const steps = connections.flatMap((connection) => connection.steps);
  const longest = Math.max(0, ...steps.flatMap((step) => (step.kind === "hold" ? [step.ms ?? 0] : [])));
  return holdsUntil === "next-check" ? Math.max(intervalMs, longest) : longest;
}

/** HOLD reaches what consists of the style's hold alone; a preset with words of its own does not heed it. */
function changedBy({ style, connections }: Holding): Hold["by"] {
  if (style === SPELLED_OUT) return "steps";
  const plain = connections.length === 1 && connections[0].steps.every(({ kind }) => kind === "hold");
  return plain && styles.get(style)?.takes.includes("holdMs") ? "HOLD" : null;
}
