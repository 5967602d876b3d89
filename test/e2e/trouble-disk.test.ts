/** OUT on a disk that is full: known before the first packet, or told by the exit code. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { flagOf } from "../../lib/node/cli/setting-flags";
import type { SettingName } from "../../lib/settings/settings";
import { CLI } from "../support/cli";
import { runStorm, SHORT } from "../support/k6";
import { canUnshare, inNamespaces } from "../support/trouble";
import { greets, silent, witness, type Witness } from "../support/witness";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "probe-storm-disk-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function stopped(target: Witness): Promise<Witness> {
  await target.stop();
  return target;
}

/** A disk of 4 MiB, which only the run has. */
const disk = (out: string) => `mount -t tmpfs -o size=4m tmpfs '${out}'`;

test.skipIf(!canUnshare).concurrent.each([
  ["full", (out: string) => [disk(out), `head -c 5m /dev/zero > '${out}/filler' 2>&- || :`], "no space left on device"],
  ["read-only", (out: string) => [`mount -t tmpfs -o ro tmpfs '${out}'`], "read-only file system"],
] as const)("%s from the start: refused", async (_, prepare, trouble) => {
  const target = await witness(silent);
  const out = folder();
  const { code, stdout, stderr } = await runStorm({
    settings: { ...SHORT, TARGET: target.address, OUT: out },
    within: inNamespaces(["--mount"], prepare(out)),
  });

  expect({ code, stdout, contacts: (await stopped(target)).contacts }).toEqual({ code: 104, stdout: "", contacts: [] });
  expect(stderr).toMatch(/OUT: expected a folder that can be written, got .*: /);
  expect(stderr).toContain(trouble);
});

test.skipIf(!canUnshare).concurrent("full in the end: inconclusive, and the verdict is on the terminal", async () => {
  const target = await witness(greets);
  const out = folder();
  const run = await runStorm({
    settings: { ...SHORT, TARGET: target.address, OUT: out, CHECKER: "rst", CLIENT: "greeting" },
    within: inNamespaces(["--mount"], [disk(out)]),
    during: (child) =>
      void target
        .until((contacts) => contacts.length >= 20)
        .then(() => {
          const seen = `/proc/${child.pid}/root${out}`;
          expect(() => writeFileSync(`${seen}/filler`, Buffer.alloc(5 << 20))).toThrow(/ENOSPC/);
        }),
  });
  await target.stop();

  expect(run.code).toBe(110);
  expect(run.stdout.trimStart()).toMatch(/^INCONCLUSIVE /);
  expect(run.stdout.replace(/\s+/g, " ")).toMatch(
    /1 harness error: 1 × OUT: journal\.json cannot be written: no space left on device/,
  );
  // Once.
  expect(run.stderr.split("OUT: journal.json cannot be written: no space left on device").length).toBe(2);
});

test
  .skipIf(!canUnshare)
  .concurrent("full in the end, by the command line: one line, 110, and no socket is left", async () => {
    const target = await witness(greets);
    const cwd = folder();
    const flags = Object.entries({ ...SHORT, CHECKER: "rst", CLIENT: "greeting" }).flatMap(([name, value]) => [
      flagOf(name as SettingName),
      value,
    ]);
    const [shell = "", ...args] = inNamespaces(["--mount"], [disk(cwd), `cd '${cwd}'`]);
    const child = spawn(shell, [...args, process.execPath, CLI, "run", target.address, ...flags]);
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (piece: string) => (stderr += piece));
    child.stdout.resume();
    await target.until((contacts) => contacts.length >= 20);
    expect(() => writeFileSync(`/proc/${child.pid}/root${cwd}/filler`, Buffer.alloc(5 << 20))).toThrow(/ENOSPC/);
    const [code] = (await once(child, "close")) as [number | null];
    expect(code).toBe(110);
    expect(stderr.split("\n").filter((line) => line.includes("no space left on device"))).toEqual([
      expect.stringContaining("OUT: journal.json cannot be written: no space left on device"),
    ]);
    await target.until((contacts) => contacts.every(({ ended }) => ended !== ""));
    await target.stop();
  });
