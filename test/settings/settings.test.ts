/** The table of settings itself. */
import { expect, test } from "vitest";
import { readBy, settingNames, settingOf } from "../../lib/settings/settings";
import { resolve } from "./resolve";

test("every setting has words for people, and no key stands for two", () => {
  for (const name of settingNames) {
    const { meaning, syntax, default: initial, without } = settingOf(name);
    expect(meaning, `${name}: what follows a semicolon is detail`).not.toContain(";");
    for (const text of [meaning, syntax.accepts, initial ?? without]) expect(text, name).toMatch(/\S/);
  }
  const keys = settingNames
    .flatMap((name) => [settingOf(name).key, name.toLowerCase()])
    .filter((key) => key !== undefined);
  const owners = keys.map((key) =>
    settingNames.filter((name) => [settingOf(name).key, name.toLowerCase()].includes(key)),
  );
  expect(owners.filter((of) => of.length !== 1)).toEqual([]);
});

test("a setting has a default, or words for what happens without it, and never both", () => {
  const both = settingNames.filter(
    (name) => (settingOf(name).default === undefined) === (settingOf(name).without === undefined),
  );
  expect(both).toEqual([]);
});

test("a default, given as a value, changes nothing", () => {
  const values = settingNames
    .filter((name) => settingOf(name).default !== undefined && readBy("probe-storm", name))
    .map((name) => [name, settingOf(name).default]);
  expect(resolve(Object.fromEntries(values) as Record<string, string>)).toEqual(resolve({}));
});

test("the settings have the defaults of the design", () => {
  const defaults = Object.fromEntries(settingNames.map((name) => [name, settingOf(name).default]));
  expect(defaults).toMatchObject({
    CHECKER: "rst",
    SPEEDUP: "auto",
    CLIENT: "auto",
    CLIENT_TLS: "off",
    CLIENT_RATE: "10",
    CLIENT_TIMEOUT: "5s",
    BASELINE: "auto",
    STORM: "auto",
    NIGHT: "10s",
    RECOVERY: "15s",
    THRESHOLDS: "default",
    ALLOW_PUBLIC: "off",
    MAX_RATE: "1000",
    MAX_HELD: "1000",
    FLAW: "stuck-greeting",
    BACKLOG: "128",
  });
});
