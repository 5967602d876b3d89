/** From what the user gave to a StormConfig: everything is read, and everything that cannot be is refused, before the first packet. */
import type { Checker } from "../model/checker";
import type { StormConfig } from "../model/config";
import { LEFT_OUT, refusal } from "../text/refusal";
import { listed } from "../text/format";
import { gateArms, readArms } from "./resolve-arms";
import { baseName } from "./checker-names";
import { readCheckers } from "./resolve-checkers";
import { readClient, scriptClient } from "./resolve-client";
import { NO_FILE, readConfigFile, type ConfigFile } from "./config-file";
import { refuseContradictions } from "./contradictions";
import { parseData } from "../source/data-file";
import { readFile } from "../source/read-file";
import { refuseConfiguration } from "./settings-file";
import { fromEnvironment } from "./environment";
import type { AllGiven, Given } from "./given";
import type { Range } from "./delays";
import type { Reset } from "./reset-url";
import {
  defaultIn,
  readBy,
  readersOf,
  settingNames,
  settingOf,
  settings,
  type Script,
  type SettingName,
  type Values,
} from "./settings";
import type { Outside } from "../source/syntax";
import { AUTO } from "./auto-phases";
import { textWithheld, urlWithheld } from "../text/secret";
import { stepsWithheld } from "./withheld-steps";
import { bytesWithheld, matchWithheld } from "../wire/withheld";

export interface SettingsInput extends Outside {
  /** `-e NAME=value`, and the system's environment with it. */
  env: Record<string, string>;
  /** Whose settings these are; `probe-storm` unless given. */
  script?: Script;
  /** The script brings a client of its own. */
  ownClient?: true;
}

/** Where the embedded server listens. */
const EMBEDDED_HOST = "127.0.0.1";

/** @throws Refusal for anything unknown, out of range or contradictory */
export function resolveConfig(input: SettingsInput): StormConfig {
  const { config, entries, run } = readSettings(input);
  return { ...config, checkers: readCheckers(entries, run) };
}

/** Several runs that differ in their checkers alone. */
export interface ArmsConfig {
  arms: { name: string; config: StormConfig }[];
  reset: Reset | null;
  /** Names of the arms that decide the exit code. */
  gate: string[];
}

/** @throws Refusal for anything unknown, out of range or contradictory */
export function resolveArms(input: SettingsInput): ArmsConfig {
  const { config, entries, run } = readSettings(input);
  const arms = readArms(entries, run).map(({ name, checkers }) => ({ name, config: { ...config, checkers } }));
  return { arms, reset: run.values.RESET_URL ?? null, gate: gateArms(arms, run) };
}

/** Many short trials of one checker. */
export interface TrialsConfig {
  config: StormConfig;
  reset: Reset | null;
  runs: number;
  delays: Range;
  rates: number[];
  precisionMs: number;
}

/** @throws Refusal for anything unknown, out of range or contradictory */
export function resolveTrials(input: SettingsInput): TrialsConfig {
  const { config, entries, run } = readSettings(input);
  const { RESET_URL, RUNS, DELAYS, RATES, PRECISION } = run.values;
  const checkers = readCheckers(entries, run);
  return {
    config: { ...config, checkers },
    reset: RESET_URL ?? null,
    runs: RUNS,
    delays: DELAYS,
    rates: RATES,
    precisionMs: PRECISION,
  };
}

/** One check, or several. */
export interface CheckConfig {
  config: Pick<StormConfig, "target" | "embedded" | "progress" | "limits">;
  checker: Checker;
  count: number;
}

/** @throws Refusal for anything unknown, out of range or contradictory */
export function resolveCheckConfig(input: SettingsInput): CheckConfig {
  const { file, environment, given, run } = readGiven({ ...input, script: "check" });
  const { values } = run;
  // Its line says UP of whatever was checked: a target that was forgotten must not pass.
  if (values.TARGET === undefined && !given.has("FLAW")) {
    throw refusal("TARGET", { words: "nothing" }, "host:port, or a FLAW, whose embedded server is checked then");
  }
  const [checker, another] = readCheckers(environment.has("CHECKER") ? null : file.checkers, run);
  if (another !== undefined) {
    const why = `${checker.name} and ${another.name} are two`;
    throw refusal("CHECKER", values.CHECKER.map(baseName).join(","), "one check", { why });
  }
  return { config: targetOf(values), checker, count: values.COUNT };
}

/** What every script wants of its settings: where it goes, and what it says meanwhile. */
function targetOf(values: Values): CheckConfig["config"] {
  return {
    target: values.TARGET ?? null,
    embedded: { flaw: values.FLAW, backlog: values.BACKLOG },
    progress: values.PROGRESS,
    limits: { allowPublic: values.ALLOW_PUBLIC, maxRate: values.MAX_RATE, maxHeld: values.MAX_HELD },
  };
}

/** @throws Refusal for a setting that the script does not read */
function readGiven(input: SettingsInput) {
  const script = input.script ?? "probe-storm";
  const environment = fromEnvironment(input.env, script);
  const file = configFile(environment, input);
  // A check takes from a storm's file what concerns it. -e wins over the file, setting by setting.
  const fromFile = [...file.given].filter(([name]) => script !== "check" || readBy(script, name));
  const given: AllGiven = new Map([...fromFile, ...environment]);
  for (const [name, one] of given) {
    if (readBy(script, name)) continue;
    const scripts = readersOf(name);
    const why = `${script}.js does not read it; ${listed(scripts)} ${scripts.length > 1 ? "do" : "does"}`;
    throw refusal(one.name, one.text, LEFT_OUT, { why });
  }
  // The files of checkers are read for that version.
  const haproxy = valueOf("HAPROXY", given.get("HAPROXY"), input, script);
  const outside = { ...input, ...(haproxy !== undefined && { haproxy }) };
  const values = readValues(given, outside, script);
  const target = values.TARGET ?? null;
  const port = target === null ? {} : { port: target.port };
  const run = { values, given, outside, host: target?.host ?? EMBEDDED_HOST, ...port };
  refuseContradictions(run);
  return { script, environment, file, given, values, run };
}

function readSettings(input: SettingsInput) {
  const { script, environment, file, given, values, run } = readGiven(input);
  // CHECKER and CHECKERS win over `checkers`, and CLIENT over the client's steps.
  const entries = environment.has("CHECKER") || environment.has("CHECKERS") ? null : file.checkers;
  const kind = environment.get("CLIENT")?.text.trim().toLowerCase();
  const spelledOut = kind === undefined || kind === "steps" ? file.client : null;
  const client = input.ownClient ? scriptClient(spelledOut, run) : readClient(spelledOut, run);
  const config: Omit<StormConfig, "checkers"> = {
    ...targetOf(values),
    client,
    speedup: values.SPEEDUP,
    phases: {
      baselineMs: atLeast(values.BASELINE, AUTO.baselineMs),
      stormMs: atLeast(values.STORM, AUTO.stormMs),
      nightMs: values.NIGHT,
      recoveryMs: values.RECOVERY,
    },
    auto: [
      ...(values.BASELINE === "auto" ? (["baseline"] as const) : []),
      ...(values.STORM === "auto" ? (["storm"] as const) : []),
    ],
    // A script that does not read them has no second storm, and its plan must not promise one.
    ownRate: readBy(script, "SECOND_STORM")
      ? { watchMs: values.WATCH, stormMs: values.SECOND_STORM }
      : { watchMs: 0, stormMs: 0 },
    gates: values.THRESHOLDS,
    kernelEvidence: values.KERNEL_EVIDENCE,
    out: values.OUT ?? null,
    ...(values.LOG !== undefined && { log: values.LOG }),
    ...(values.METRICS !== undefined && { metrics: values.METRICS }),
    failFast: values.FAIL_FAST,
    checks: values.CHECKS ?? null,
    checkersOfFile: entries !== null,
    given: notAtDefault(given, values, script, entries, spelledOut),
  };
  return { config, entries, run };
}

function atLeast(value: "auto" | number, least: number): number {
  return value === "auto" ? least : value;
}

function configFile(environment: AllGiven, input: SettingsInput): ConfigFile {
  const given = environment.get("CONFIG");
  const file = valueOf("CONFIG", given, input, "probe-storm");
  if (file === undefined) return NO_FILE;
  const { accepts } = settings.CONFIG.syntax;
  const text = readFile("CONFIG", file, file, accepts, input);
  refuseConfiguration(file, text);
  return readConfigFile(parseData("CONFIG", file, text));
}

function readValues(given: AllGiven, outside: Outside, script: Script): Values {
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) values[name] = valueOf(name, given.get(name), outside, script);
  return values as Values;
}

function valueOf<Name extends SettingName>(
  name: Name,
  given: Given | undefined,
  outside: Outside,
  script: Script,
): Values[Name] {
  const setting = settings[name];
  const read = (text: string, as: string) => setting.syntax.read(text, as, outside) as Values[Name];
  if (given === undefined) {
    const usual = defaultIn(script, name);
    return usual === undefined ? (undefined as Values[Name]) : read(usual, name);
  }
  const text = settingOf(name).verbatim === true ? given.text : given.text.trim();
  if (text === "") throw refusal(given.name, given.text, `${setting.syntax.accepts}, or ${LEFT_OUT}`);
  return read(text, given.name);
}

function notAtDefault(
  given: AllGiven,
  values: Values,
  script: Script,
  entries: ConfigFile["checkers"],
  client: ConfigFile["client"],
): StormConfig["given"] {
  const plain = settingNames.flatMap((name) => {
    const one = given.get(name);
    return one === undefined || settingOf(name).unrecorded || one.text.trim() === defaultIn(script, name)
      ? []
      : [{ name, value: withheld(name, values) ?? one.text, from: one.from }];
  });
  const spelledOut = [...(entries ?? []), ...(client === null ? [] : [client.steps, client.ending])].flatMap((data) =>
    data === undefined ? [] : [{ name: data.path, value: stepsWithheld(data), from: "file" as const }],
  );
  return [...plain, ...spelledOut];
}

function withheld(name: SettingName, values: Values): string | undefined {
  const { CLIENT_SEND: send, CLIENT_EXPECT: expect } = values;
  if (name === "CLIENT_SEND") return send === undefined ? undefined : bytesWithheld(send);
  if (name === "CLIENT_USER" || name === "CLIENT_PASSWORD") {
    return values[name] === undefined ? undefined : textWithheld(values[name]);
  }
  if (name === "METRICS") return values.METRICS && urlWithheld(values.METRICS);
  if (name === "RESET_URL") return values.RESET_URL && resetWithheld(values.RESET_URL);
  if (name === "CLIENT_EXPECT") return expect === undefined ? undefined : matchWithheld(expect);
  return undefined;
}

function resetWithheld({ method, url }: Reset): string {
  return `${method} ${urlWithheld(url)}`;
}
