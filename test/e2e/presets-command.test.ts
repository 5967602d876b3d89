/** `npm run presets` as people type it. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("../../", import.meta.url).pathname;

function presets(...args: string[]) {
  const npm = ["run", "--silent", "presets", "--", ...args];
  const { status, stdout, stderr } = spawnSync("npm", npm, { cwd: root, encoding: "utf8" });
  // npm's own warnings about its configuration are not ours.
  return { status, stdout, stderr: stderr.replace(/^npm .*\n/gm, "") };
}

test("the list, one of them explained, and both as data", () => {
  const list = presets();
  expect({ status: list.status, stderr: list.stderr }).toEqual({ status: 0, stderr: "" });
  expect(list.stdout).toContain("\nhaproxy ");
  expect(presets("explain", "haproxy").stdout).toContain(
    "    → SYN           to TARGET's port\n    ← SYN/ACK\n    → RST/ACK\n",
  );
  expect((JSON.parse(presets("--json").stdout) as unknown[]).length).toBeGreaterThanOrEqual(30);
  expect(JSON.parse(presets("explain", "rst", "--json").stdout)).toMatchObject({ name: "rst", product: null });
});

test("a check of a file, a file that is not there, and a file without `file:`: one line each, exit 104", ({
  onTestFinished,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-presets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, "backend app\n  server web1 10.0.0.5:25 check\n");
  expect(presets("explain", `file:${file}`).stdout).toMatch(/^app\/web1: HAProxy `check`\n {2}checks 10\.0\.0\.5:25; /);
  const lines: [name: string, line: RegExp][] = [
    [file, /^explain: expected file:.*\/haproxy\.cfg, got ".*": a configuration is named with file: before it\n$/],
    [`file:${folder}`, /: expected file:NAME or .*, got ".*": the file cannot be read: \S+ is a folder\n$/],
    [`file:${file}x`, /: expected .*, got ".*": the file cannot be read: \S+\/haproxy\.cfgx is not there\n$/],
    [
      `file:${file}#app/web2`,
      /: expected a name behind #, one of app\/web1, got ".*": the file has 1 check; did you mean \S+\?\n$/,
    ],
  ];
  for (const [name, line] of lines) {
    const { status, stdout, stderr } = presets("explain", name);
    expect({ status, stdout }).toEqual({ status: 104, stdout: "" });
    expect(stderr).toMatch(line);
    expect(stderr.trim()).not.toContain("\n");
  }
});

test("a misspelt name: one line with the nearest, exit 104", () => {
  const { status, stdout, stderr } = presets("explain", "alibaba-slb");
  expect({ status, stdout }).toEqual({ status: 104, stdout: "" });
  expect(stderr).toMatch(/^explain: expected .*, got "alibaba-slb"; did you mean alibaba-clb\?\n$/);
});
