/** What holds for every run that had trouble of its own: it says so, and does not blame the target. */
import { spawnSync } from "node:child_process";
import { expect } from "vitest";
import type { Journal } from "../../lib/model/journal";
import type { Finished } from "./k6";

export function expectOwnTrouble({ code, stdout, stderr, journal, junit }: Finished, reason: RegExp): Journal {
  expect(journal, `exit ${code}: ${stderr}`).not.toBeNull();
  expect({ verdict: journal!.verdict, code }, journal!.reason).toEqual({ verdict: "inconclusive", code: 110 });
  expect(journal!.reason).toMatch(reason);
  expect(stdout.trimStart()).toMatch(/^INCONCLUSIVE /);
  expect(stdout).not.toMatch(/wedged|degraded/i);
  expect(junit).toContain("<error ");
  expect(junit).not.toContain("<failure");
  return journal!;
}

/** Root may, but for a container that forbids it. */
export const canUnshare = spawnSync("unshare", ["--net", "--mount", "true"], { stdio: "ignore" }).status === 0;

/** Runs these commands in new namespaces of the given kinds, then becomes what follows. */
export function inNamespaces(kinds: string[], commands: string[]): string[] {
  return ["unshare", ...kinds, "sh", "-e", "-c", [...commands, 'exec "$@"'].join("\n"), "sh"];
}
