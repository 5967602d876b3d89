/** A release changes the version wherever it stands, and says what is left to do. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { publishCommands } from "../../../lib/node/packages/publish-commands";
import { setVersion, versionsIn } from "../../../lib/node/packages/set-version";
import { requireVersion } from "../../../lib/node/packages/version";
import { VERSION_PLACES } from "../../../lib/node/packages/version-places";
import { ROOT } from "../../../lib/node/root";

const DAY = "2027-02-28";

let copy: string;

beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), "probe-storm-release-"));
  for (const { file } of VERSION_PLACES) cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  change("CHANGELOG.md", /^(## [^,]*), .*$/m, "$1, unreleased");
});

afterEach(() => {
  rmSync(copy, { recursive: true, force: true });
});

test("every place has one and the same version", () => {
  const { version } = read(ROOT, "package.json");
  for (const { file, versions } of versionsIn(ROOT))
    expect({ file, versions: [...new Set(versions)] }).toEqual({ file, versions: [version] });
});

test("no other file names a version of probe-storm to install", () => {
  const files = execFileSync("git", ["ls-files"], { cwd: ROOT, encoding: "utf8" }).trim().split("\n");
  const known = VERSION_PLACES.map(({ file }) => file);
  const texts = files.filter((file) => /\.(md|ya?ml|json|ts|mjs|go)$|(^|\/)[A-Z]\w*file$/.test(file));
  const pinned = texts.filter((file) => /probe-storm[@:]v?\d+\.\d+\.\d+/.test(readFileSync(join(ROOT, file), "utf8")));
  expect(pinned.filter((file) => !known.includes(file))).toEqual([]);
});

test("a release is set in every place, and nothing else is changed", () => {
  const before = texts();
  setVersion(copy, "12.3.4", DAY);
  expect(new Set(versionsIn(copy).flatMap(({ versions }) => versions))).toEqual(new Set(["12.3.4"]));
  expect(read(copy, "package-lock.json").packages[""].version).toBe("12.3.4");
  expect(/^## .*$/m.exec(texts()["CHANGELOG.md"]!)![0]).toBe(`## 12.3.4, ${DAY}`);
  const changed = Object.entries(texts()).flatMap(([file, text]) => {
    const old = before[file]!.split("\n");
    return text.split("\n").filter((line, index) => line !== old[index]);
  });
  expect(changed).toHaveLength(versionsIn(copy).flatMap(({ versions }) => versions).length);
});

test("the same release a second time changes nothing", () => {
  setVersion(copy, "12.3.4", DAY);
  const once = texts();
  setVersion(copy, "12.3.4", DAY);
  expect(texts()).toEqual(once);
});

test("what comes before a version stays unreleased in the changelog", () => {
  setVersion(copy, "12.3.4-rc.1", DAY);
  expect(/^## .*$/m.exec(texts()["CHANGELOG.md"]!)![0]).toBe("## 12.3.4-rc.1, unreleased");
  setVersion(copy, "12.3.4", DAY);
  expect(/^## .*$/m.exec(texts()["CHANGELOG.md"]!)![0]).toBe(`## 12.3.4, ${DAY}`);
});

test("a changelog that tells of an earlier release is refused, and nothing is changed", () => {
  change("CHANGELOG.md", /^## .*$/m, "## 0.0.1, 2026-01-01");
  const before = texts();
  expect(() => setVersion(copy, "12.3.4", DAY)).toThrow(
    'CHANGELOG.md: expected "## 12.3.4, unreleased" as its first heading, with what has changed, got "## 0.0.1, 2026-01-01"',
  );
  expect(texts()).toEqual(before);
});

test("a file in which a place is not found is not passed over", () => {
  writeFileSync(join(copy, "package-lock.json"), "{}\n");
  expect(() => setVersion(copy, "12.3.4", DAY)).toThrow("package-lock.json has no version");
});

test("the platforms are published before the package that names them", () => {
  const files = ["/r/packages/probe-storm-k6-linux-x64-1.0.0.tgz", "/r/packages/probe-storm-1.0.0.tgz"];
  expect(publishCommands("1.0.0", files, "/r")).toEqual([
    "git add schema/released",
    'git commit -am "Version 1.0.0"',
    "git tag v1.0.0",
    "git push origin HEAD v1.0.0",
    "npm publish --access public ./packages/probe-storm-k6-linux-x64-1.0.0.tgz",
    "npm publish --access public ./packages/probe-storm-1.0.0.tgz",
  ]);
});

test("a prerelease is not what npm install takes by itself", () => {
  expect(publishCommands("1.0.0-rc.1", ["/r/a.tgz"], "/r").at(-1)).toBe(
    "npm publish --access public --tag next ./a.tgz",
  );
});

test.each(["0.2.0", "10.0.3", "0.2.0-rc.1", "1.0.0-beta"])("%s is a version", (version) => {
  expect(requireVersion(version, "release")).toBe(version);
});

test.each(["", "0.2", "v0.2.0", "0.2.0.1", "01.2.3", "0.2.0-", "0.2.0-rc.01", "0.2.0+build", "latest"])(
  "%j is none",
  (version) => {
    expect(() => requireVersion(version, "release")).toThrow("release: expected a version such as 0.2.0 or 0.2.0-rc.1");
  },
);

function texts(): Record<string, string> {
  const files = VERSION_PLACES.map(({ file }) => file);
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(copy, file), "utf8")]));
}

function change(file: string, pattern: RegExp, by: string): void {
  const path = join(copy, file);
  writeFileSync(path, readFileSync(path, "utf8").replace(pattern, by));
}

/** A file of data that is JSON. */
function read(folder: string, file: string) {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}
