/** The flags are the settings: each script has those that it reads, and gives them to k6 as they were written. */
import { Command } from "commander";
import { expect, test } from "vitest";
import { addSettingFlags, flagOf, givenSettings, isSwitch } from "../../../lib/node/cli/setting-flags";
import { readBy, settingNames, settingOf, type Script } from "../../../lib/settings/settings";
import { refusalOf } from "../../settings/resolve";

const SCRIPTS: readonly Script[] = ["probe-storm", "compare-checkers", "delay-sweep", "minimal-storm", "check"];

function given(script: Script, ...args: string[]) {
  const command = addSettingFlags(new Command("test"), script, []).exitOverride();
  command.configureOutput({ writeErr: () => undefined });
  command.parse(args, { from: "user" });
  return givenSettings(command, script);
}

test.each(SCRIPTS)("%s: a flag for each setting that it reads, with its meaning, and no other", (script) => {
  const { options } = addSettingFlags(new Command("test"), script, []);
  const flags = options.filter(({ negate }) => !negate);
  const read = settingNames.filter((name) => readBy(script, name));
  expect(flags.map(({ long }) => long).sort()).toEqual(read.map(flagOf).sort());
  for (const name of read) {
    expect(flags.find(({ long }) => long === flagOf(name))!.description).toContain(settingOf(name).meaning);
  }
});

test.each(settingNames.filter((name) => !isSwitch(name)))("%s is handed over untouched", (name) => {
  const script = SCRIPTS.find((one) => readBy(one, name))!;
  for (const value of [" 5 apples ", "--client", "", "$HOME=`x`"]) {
    expect(given(script, flagOf(name), value)).toEqual({ [name]: value });
  }
  expect(given(script, `${flagOf(name)}=a=b`)).toEqual({ [name]: "a=b" });
});

test("what is on or off is a flag without a value, and its opposite", () => {
  expect(settingNames.filter(isSwitch)).toEqual(["FAIL_FAST", "ALLOW_PUBLIC"]);
  expect(given("probe-storm", "--fail-fast", "--no-allow-public")).toEqual({ FAIL_FAST: "on", ALLOW_PUBLIC: "off" });
});

test("what is not given is not set", () => {
  for (const script of SCRIPTS) expect(given(script)).toEqual({});
});

test("the default of the script at hand stands beside the meaning", () => {
  const meaning = (script: Script) =>
    addSettingFlags(new Command("test"), script, []).options.find(({ long }) => long === "--client-timeout")!
      .description;
  expect(meaning("probe-storm")).toMatch(/ \(default: 5s\)$/);
  expect(meaning("delay-sweep")).toMatch(/ \(default: 1s\)$/);
});

test("a flag that is given twice is refused, and its values are not told", () => {
  const line = refusalOf(() => given("probe-storm", "--client-password", "one", "--client-password", "two"));
  expect(line).toBe("--client-password: expected to be given once, got two values");
});
