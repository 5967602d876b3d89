/** A short run whose checks are captured: they come from an address of their own, so that no client is taken for one. */
import type { Journal } from "../../lib/model/journal";
import { capture, type Connection } from "../support/capture";
import { runStorm } from "../support/k6";

const CHECKERS = "127.0.0.2";

export const BRIEF = { BASELINE: "1s", STORM: "2s", NIGHT: "0s", RECOVERY: "1s", CLIENT_TIMEOUT: "2s" };

export interface Captured {
  /** The checks' connections. */
  checks: Connection[];
  journal: Journal;
}

export async function captured(
  target: { address: string; port: number },
  settings: Record<string, string>,
): Promise<Captured> {
  const packets = await capture({ port: target.port, from: CHECKERS });
  // The capture ends whatever becomes of the run.
  const run = runStorm({ settings: { ...BRIEF, TARGET: target.address, SOURCES: CHECKERS, ...settings } });
  const checks = await run.then(packets.stop, packets.stop);
  const { journal, code, stderr } = await run;
  if (journal === null) throw new Error(`no journal (exit ${code}): ${stderr}`);
  return { checks, journal };
}
