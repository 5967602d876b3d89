/** A flawed server that a command restarts, as a service manager would: always on the port that it had first. */
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
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

const pidFiles: string[] = [];
afterAll(() => {
  for (const file of pidFiles) {
    try {
      process.kill(Number(readFileSync(file, "utf8")), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
});

/** @param folder for the command, which is named systemctl, and for its notes */
export async function restartable(folder: string, flaw: string): Promise<Restartable> {
  const { address, pid } = await serveFlaw(flaw);
  const note = (name: string) => join(folder, name);
  writeFileSync(note("pid"), String(pid));
  writeFileSync(note("restarts"), "");
  writeFileSync(
    note("systemctl"),
    `#!/bin/bash
cd "${folder}"
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
  chmodSync(note("systemctl"), 0o755);
  pidFiles.push(note("pid"));
  return {
    address,
    restart: `${note("systemctl")} restart mail`,
    restarts: () => readFileSync(note("restarts"), "utf8").split("\n").length - 1,
  };
}
