/**
 * Makes the exchanges of SEQUENCE, each in the second in which it is due, and writes to FOLDER what the recorder kept of them.
 * The first one is due half a second into a second, as in test/judge/run.ts.
 */
import { sleep } from "k6";
import { Exchange, now, type Role } from "k6/x/healthcheck";
import { newPage, prepareFolder, recording, writeFile } from "k6/x/healthcheck/runtime";

export interface Moves {
  /** `ip:port` of a server that greets, and of one that accepts and says nothing. */
  greeting: string;
  silent: string;
  exchanges: {
    role: Role;
    phase: string;
    /** Milliseconds since the first one is due. */
    dueMs: number;
    ok: boolean;
    /** It outlives its phase and ends in this one, which began at `phaseMs`. */
    overrun?: { phase: string; phaseMs: number };
  }[];
}

const FAILS_AFTER_MS = 100;

export const options = { iterations: 1 };

const { greeting, silent, exchanges } = JSON.parse(__ENV.SEQUENCE!) as Moves;
const folder = __ENV.FOLDER!;

/** An exchange is made once: the times of the first contact differ in nothing. */
function exchange(role: Role, ok: boolean, timeoutMs: number): Exchange {
  return new Exchange({
    target: ok ? greeting : silent,
    role,
    name: role === "client" ? "client" : "rst",
    timeoutMs,
    steps: [{ kind: "expect", match: { kind: "any" } }],
    ending: { kind: "rst" },
    prove: { ended: "rst" },
  });
}

/** False as soon as an exchange begins in another second than it is due in. */
function made(originMs: number): boolean {
  return exchanges.every(({ role, phase, dueMs, ok, overrun }) => {
    const due = originMs + dueMs;
    sleep(Math.max(0, due - now()) / 1000);
    const timeoutMs = overrun ? overrun.phaseMs - dueMs + FAILS_AFTER_MS : FAILS_AFTER_MS;
    const result = exchange(role, ok, timeoutMs).run({
      phase,
      dueMs: due,
      ...(overrun && { overrun: { atMs: originMs + overrun.phaseMs, phase: overrun.phase } }),
    });
    return Math.floor(result.startMs / 1000) === Math.floor(due / 1000);
  });
}

export default function (): void {
  // A machine that stalls moves an exchange into another second: that is another run, and a fresh page is for it.
  for (;;) {
    newPage();
    const originMs = Math.ceil(now() / 1000) * 1000 + 500;
    if (!made(originMs)) continue;
    prepareFolder(folder);
    writeFile(`${folder}/recording.json`, JSON.stringify({ originMs, recording: recording() }));
    return;
  }
}
