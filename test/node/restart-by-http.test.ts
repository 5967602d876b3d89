/** lib/node/restart-by-http.ts: a RESET_URL out of any command. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";

const TOOL = new URL("../../lib/node/restart-by-http.ts", import.meta.url).pathname;

function start(...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", TOOL, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(() => void child.kill());
  return child;
}

async function addressOf(...command: string[]): Promise<string> {
  const [line] = (await once(start("0", ...command).stdout, "data")) as [Buffer];
  return /^RESET_URL=(http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(line.toString())![1]!;
}

test("each call of the URL runs the command, and is answered when it has ended", async () => {
  const script = "const fs = require('fs'); fs.appendFileSync(process.argv[1], 'x')";
  const file = `${process.env.TMPDIR ?? "/tmp"}/probe-storm-restart-${process.pid}`;
  const url = await addressOf(process.execPath, "-e", script, file);
  const { existsSync, readFileSync, rmSync } = await import("node:fs");
  onTestFinished(() => rmSync(file, { force: true }));
  expect(existsSync(file)).toBe(false);
  for (const method of ["GET", "POST"]) expect((await fetch(url, { method })).status).toBe(204);
  expect(readFileSync(file, "utf8")).toBe("xx");
});

test("a restart command that fails, or is not there, is told", async () => {
  const failing = await fetch(
    await addressOf(process.execPath, "-e", "console.error('a\\nno such unit'); process.exit(3)"),
  );
  expect([failing.status, await failing.text()]).toEqual([500, "no such unit\n"]);
  const silent = await fetch(await addressOf(process.execPath, "-e", "process.exit(3)"));
  expect(await silent.text()).toBe("it ended with code 3\n");
  expect((await fetch(await addressOf("no-such-command-here"))).status).toBe(500);
});

test("restart-by-http without a command says how it is called", async () => {
  const [code] = (await once(start("9090"), "exit")) as [number];
  expect(code).toBe(2);
});
