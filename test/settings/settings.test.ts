/** The table of settings itself. */
import { expect, test } from "vitest";
import { readBy, settingNames, settings } from "../../lib/settings/settings";
import { resolve } from "./resolve";

test("every setting has words for people, and no key stands for two", () => {
  for (const name of settingNames) {
    const { meaning, syntax, default: initial } = settings[name];
    for (const text of [meaning, syntax.accepts, initial]) expect(text, name).toMatch(/\S/);
  }
  const keys = settingNames.flatMap((name) => [settings[name].key, name.toLowerCase()]).filter((key) => key !== "");
  const owners = keys.map((key) =>
    settingNames.filter((name) => [settings[name].key, name.toLowerCase()].includes(key)),
  );
  expect(owners.filter((of) => of.length !== 1)).toEqual([]);
});

test("a default, given as a value, changes nothing", () => {
  const values = settingNames
    .filter((name) => settings[name].hasDefault && readBy("probe-storm", name))
    .map((name) => [name, settings[name].default]);
  expect(resolve(Object.fromEntries(values) as Record<string, string>)).toEqual(resolve({}));
});

test("defaults of the design", () => {
  const defaults = Object.fromEntries(settingNames.map((name) => [name, settings[name].default]));
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
