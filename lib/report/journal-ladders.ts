/** The packet ladders of a checker, for the journal: `explain` shows the same ones, and the bytes as well. */
import type { Checker, Connection } from "../model/checker";
import type { JournalLadder, JournalRung } from "../model/journal";
import { counted } from "../text/format";
import { destination } from "./destination-text";
import { ladder, REQUEST } from "./ladder";

export function journalLadders({ connections, holdsUntil }: Checker): JournalLadder[] {
  return connections.map((connection) => ({
    to: destination(connection),
    rungs: withoutBytes(ladder(connection, holdsUntil), connection),
  }));
}

/** A request may hold a password: as with settings, the journal has its length. */
function withoutBytes(rungs: readonly JournalRung[], { steps }: Connection): JournalRung[] {
  const sent = steps.flatMap((step) => (step.kind === "send" ? [step.hex.length / 2] : []));
  return rungs.map((rung) =>
    rung.what === REQUEST ? { arrow: rung.arrow, what: rung.what, note: counted(sent.shift() ?? 0, "byte") } : rung,
  );
}
