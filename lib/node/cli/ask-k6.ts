/** What k6 answers at once: its version, or what one of the extension's own commands prints. */
import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { K6_ENV } from "../k6-start";

/** @param timeoutMs a shell that starts, or a run, waits for it */
export function askK6(binary: string, args: readonly string[], timeoutMs = 10_000): SpawnSyncReturns<string> {
  return spawnSync(binary, args, {
    env: { ...process.env, ...K6_ENV },
    encoding: "utf8",
    timeout: timeoutMs,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
