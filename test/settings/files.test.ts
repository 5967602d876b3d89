/** Files that cannot be read: one line whatever the setting, with the value, why, and what is accepted. */
import { expect, test } from "vitest";
import { explained } from "../../lib/node/cli/presets-text";
import { resolveArms, resolveConfig } from "../../lib/settings/resolve-config";
import type { Outside } from "../../lib/source/syntax";
import { CWD, outside, refusalOf } from "./resolve";

/** As Node and as k6 say it. */
const says: [why: string, error: string][] = [
  ["is not there", "ENOENT: no such file or directory, open '/x'"],
  ["is not there", "stat /x: no such file or directory"],
  ["is not there", "ENOTDIR: not a directory, open '/x'"],
  ["is a folder", "EISDIR: illegal operation on a directory, read"],
  ["is a folder", `open() can't be used with directories, path: "/x"`],
  ["may not be read by this user", "EACCES: permission denied, open '/x'"],
  ["may not be read by this user", "open /x: permission denied"],
  ['fails with "input/output error"', "input/output error\n at read"],
];

const CONFIGURATION = "file:NAME or file:NAME#CHECK, a configuration";

const settings: [name: string, value: string, accepts: string, read: (outside: Outside) => unknown][] = [
  [
    "CHECKER",
    "file:x/y.cfg#app",
    CONFIGURATION,
    (files) => resolveConfig({ env: { CHECKER: "file:x/y.cfg#app" }, ...files }),
  ],
  [
    "CHECKERS",
    "file:x/y.cfg,rst",
    CONFIGURATION,
    (files) => resolveArms({ env: { CHECKERS: "file:x/y.cfg,rst" }, script: "compare-checkers", ...files }),
  ],
  ["explain", "file:x/y.cfg", CONFIGURATION, (files) => explained("file:x/y.cfg", { json: false }, files)],
  ["CONFIG", "x/y.cfg", "the name of a file", (files) => resolveConfig({ env: { CONFIG: "x/y.cfg" }, ...files })],
  [
    "THRESHOLDS",
    "x/y.cfg",
    "a profile (strict, default, lenient, trial) or a YAML or JSON file such as ./gates.yaml",
    (files) => resolveConfig({ env: { THRESHOLDS: "x/y.cfg" }, ...files }),
  ],
];

test.each(settings.flatMap((setting) => says.map(([why, error]) => [...setting, why, error] as const)))(
  "%s=%s is refused where the file cannot be read: it accepts %s",
  (name, value, accepts, read, why, error) => {
    const readFile = () => {
      throw new Error(error);
    };
    const shown = name === "CHECKERS" ? "file:x/y.cfg" : value;
    expect(refusalOf(() => read({ ...outside(), readFile }))).toBe(
      `${name}: expected ${accepts}, got ${JSON.stringify(shown)}: the file cannot be read: ${CWD}/x/y.cfg ${why}`,
    );
  },
);

test("a configuration without `file:` before it is refused", () => {
  const files = { [`${CWD}/balancer`]: "backend app\n" };
  const line = (text: string) => `expected file:${text}, got "${text}": a configuration is named with file: before it`;
  for (const text of ["haproxy.cfg", "haproxy.cfg#app/web1", "./lb", "/etc/haproxy/lb", "balancer", "balancer#app"]) {
    expect(refusalOf(() => resolveConfig({ env: { CHECKER: text }, ...outside(files) }))).toBe(
      `CHECKER: ${line(text)}`,
    );
    expect(refusalOf(() => explained(text, { json: false }, outside(files)))).toBe(`explain: ${line(text)}`);
  }
  // A slip, not a file.
  expect(refusalOf(() => explained("haproxi", { json: false }, outside(files)))).toMatch(/did you mean haproxy\?$/);
  expect(refusalOf(() => explained("balanser", { json: false }, outside(files)))).not.toMatch(/file: before it/);
});
