/** A flawed server that a command restarts, as a service manager would: always on the port that it had first. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { K6 } from "./k6";
import { serveFlaw } from "./server";

export interface Restartable {
  address: string;
  /** The command. */
  restart: string;
  /** How often it has run to its end. */
  restarts: () => number;
}

/** Where the commands keep their notes. The folder of the command may be gone before the test's end. */
const noteFolders: string[] = [];
afterAll(() => {
  for (const folder of noteFolders) {
    try {
      process.kill(Number(readFileSync(join(folder, "pid"), "utf8")), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @param folder for the command, which is named systemctl */
export async function restartable(folder: string, flaw: string): Promise<Restartable> {
  const { address, pid } = await serveFlaw(flaw);
  const notes = mkdtempSync(join(tmpdir(), "probe-storm-restartable-"));
  noteFolders.push(notes);
  const note = (name: string) => join(notes, name);
  const command = join(folder, "systemctl");
  writeFileSync(note("pid"), String(pid));
  writeFileSync(note("restarts"), "");
  writeFileSync(
    command,
    `#!/bin/bash
cd "${notes}"
serving() {
  while kill -0 "$(cat pid)" 2>/dev/null; do
    [ -s said ] && return 0
    sleep 0.05
  done
  return 1
}
kill -9 "$(cat pid)" 2>/dev/null
while kill -0 "$(cat pid)" 2>/dev/null; do sleep 0.02; done
rm -f said
until serving; do
  "${K6}" x healthcheck serve --flaw ${flaw} --listen ${address} >said 2>/dev/null &
  echo $! >pid
done
echo x >>restarts
`,
  );
  chmodSync(command, 0o755);
  return {
    address,
    restart: `${command} restart mail`,
    restarts: () => readFileSync(note("restarts"), "utf8").split("\n").length - 1,
  };
}
