/** What other users of the machine see of a run: `ps` shows the arguments of every process. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Journal } from "../../lib/model/journal";
import { ownFolder, runCli } from "../support/cli";

const SECRETS = ["--client-send", "hunter2", "--client", "send-expect", "--client-expect", "GREETINGS!"];

test
  .skipIf(process.platform === "win32")
  .concurrent("no argument of the command or of its k6 has a setting, and k6 heeds them all", async () => {
    const cwd = ownFolder();
    let seen = "";
    const { code } = await runCli(
      ["run", "--checker", "rst", ...SECRETS, "--", "-e", "OUT=hunter3", "-e", "MINE=shown", "--tag", "a=b"],
      {
        cwd,
        // The environment of whoever types it sets nothing.
        env: { TARGET: "127.0.0.1:1", TARGTE: "127.0.0.1:1", CLIENT_RATE: "3", SECOND: "1", PROBE_STORM_SETTINGS: "{" },
        during: (child) =>
          void until(() => existsSync(join(cwd, "hunter3"))).then(() => {
            seen = argumentsBelow(child.pid!);
            child.kill("SIGINT");
          }),
      },
    );
    expect(code).toBe(105);
    expect(seen).toMatch(/k6 run .* -e MINE=shown --tag a=b/);
    expect(seen).not.toMatch(/hunter|GREETINGS/);
    const { settings } = JSON.parse(readFileSync(join(cwd, "hunter3", "journal.json"), "utf8")) as Journal;
    expect(settings.map(({ name, value }) => `${name}=${value}`)).toEqual([
      "CLIENT=send-expect",
      "CLIENT_SEND=7 bytes",
      "CLIENT_EXPECT=10 bytes",
      "OUT=hunter3",
    ]);
  });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** Of the process and of those that it has started. */
function argumentsBelow(pid: number): string {
  return spawnSync("ps", ["-ww", "-o", "args=", "-p", String(pid), "--ppid", String(pid)], { encoding: "utf8" }).stdout;
}
