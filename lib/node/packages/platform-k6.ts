/** Builds k6 with the extension for a platform. It is built anew only when its sources, or Go itself, have changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../child";
import { GO_BUILD, GO_ENV, goSources, MAIN_PACKAGE } from "../k6-build.mjs";
import { ROOT } from "../root";
import type { Platform } from "./platforms";

/** @returns the path of the binary */
export async function buildPlatformK6({ name, goos, goarch, binary }: Platform, builds: string): Promise<string> {
  const file = join(builds, name, binary);
  const stamp = join(builds, name, "stamp");
  const digest = digestOf([...GO_BUILD, await run("go", ["version"], { cwd: ROOT })]);
  if (existsSync(file) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return file;
  mkdirSync(dirname(file), { recursive: true });
  await run("go", [...GO_BUILD, "-o", file, MAIN_PACKAGE], {
    cwd: ROOT,
    env: { ...GO_ENV, GOOS: goos, GOARCH: goarch },
  });
  writeFileSync(stamp, digest);
  return file;
}

function digestOf(more: readonly string[]): string {
  const sum = createHash("sha256");
  for (const path of goSources(ROOT)) sum.update(path.slice(ROOT.length)).update("\0").update(readFileSync(path));
  return sum.update(more.join("\0")).digest("hex");
}
