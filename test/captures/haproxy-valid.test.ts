/** Every configuration that the tests use as a valid one is one, and every wrong one is wrong: the real HAProxy says so. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { haproxyFiles } from "../readers/haproxy-files";
import { acceptedFiles } from "../readers/haproxy-accepted";
import { wrongFiles } from "../readers/haproxy-wrong";
import { hasTool } from "../support/tools";
import { configurations } from "./haproxy/configurations";

const files = [
  ...haproxyFiles,
  ...acceptedFiles.filter(({ since, refused }) => since === undefined && refused === undefined),
  ...configurations.map(({ title, text }) => ({
    title,
    text: text.replace(/PORT2/g, "4001").replace(/PORT/g, "4000"),
  })),
];

function judged(text: string): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-valid-"));
  try {
    const file = join(folder, "haproxy.cfg");
    writeFileSync(file, text);
    // A configuration that listens nowhere would not start.
    const socket = join(folder, "statistics.cfg");
    writeFileSync(socket, `global\n  stats socket ${join(folder, "socket")}\n`);
    const { status, stdout, stderr } = spawnSync("haproxy", ["-c", "-f", socket, "-f", file], { encoding: "utf8" });
    return { status, said: stdout + stderr };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.skipIf(!hasTool("haproxy"))("haproxy -c accepts", () => {
  test.each(files)("$title", ({ text }) => {
    const { status, said } = judged(text);
    expect(status, said).toBe(0);
  });
});

describe.skipIf(!hasTool("haproxy"))("haproxy -c refuses, as we do,", () => {
  test.each(wrongFiles)("%s", (_, text) => {
    const { status, said } = judged(text);
    expect(status, said).toBe(1);
  });

  test.each(acceptedFiles.filter(({ refused }) => refused))("$title", ({ text }) => {
    const { status, said } = judged(text);
    expect(status, said).toBe(1);
  });
});
