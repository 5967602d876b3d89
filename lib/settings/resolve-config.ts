/** From what the user gave to a StormConfig: everything is read, and everything that cannot be is refused, before the first packet. */
import type { StormConfig } from "../config";
import { refusal } from "../refusal";
import { readCheckers } from "./checkers";
import { readClient } from "./client";
import { NO_FILE, readConfigFile, type ConfigFile } from "./config-file";
import { refuseContradictions } from "./contradictions";
import { readDataFile } from "./data-file";
import { fromEnvironment } from "./environment";
import type { AllGiven, Given } from "./given";
import { settingNames, settings, type SettingName, type Values } from "./settings";
import type { Outside } from "./syntax";
import { bytesWithheld, matchWithheld, stepsWithheld } from "./withheld";

export interface SettingsInput extends Outside {
  /** `-e NAME=value`, and the system's environment with it. */
  env: Record<string, string>;
}

/** Where the embedded server listens. */
const EMBEDDED_HOST = "127.0.0.1";

/** @throws Refusal for anything unknown, out of range or contradictory */
export function resolveConfig(input: SettingsInput): StormConfig {
  const environment = fromEnvironment(input.env);
  const file = configFile(environment, input);
  // -e wins over the file, setting by setting; CHECKER also over `checkers`, and CLIENT over the client's steps.
  const given: AllGiven = new Map([...file.given, ...environment]);
  const entries = environment.has("CHECKER") ? null : file.checkers;
  const kind = environment.get("CLIENT")?.text.trim().toLowerCase();
  const spelledOut = kind === undefined || kind === "steps" ? file.client : null;

  const values = readValues(given, input);
  const target = values.TARGET ?? null;
  const run = { values, given, outside: input, host: target?.host ?? EMBEDDED_HOST };
  refuseContradictions(run);
  const checkers = readCheckers(entries, run);
  const client = readClient(spelledOut, run);
  return {
    target,
    embedded: { flaw: values.FLAW, backlog: values.BACKLOG },
    checkers,
    client,
    speedup: values.SPEEDUP,
    phases: {
      baselineMs: values.BASELINE,
      stormMs: values.STORM,
      nightMs: values.NIGHT,
      recoveryMs: values.RECOVERY,
    },
    gates: values.THRESHOLDS,
    out: values.OUT ?? null,
    failFast: values.FAIL_FAST,
    limits: { allowPublic: values.ALLOW_PUBLIC, maxRate: values.MAX_RATE, maxHeld: values.MAX_HELD },
    given: notAtDefault(given, values, entries, spelledOut),
  };
}

function configFile(environment: AllGiven, input: SettingsInput): ConfigFile {
  const given = environment.get("CONFIG");
  if (given === undefined) return NO_FILE;
  return readConfigFile(readDataFile("CONFIG", valueOf("CONFIG", given, input)!, input));
}

function readValues(given: AllGiven, outside: Outside): Values {
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of settingNames) values[name] = valueOf(name, given.get(name), outside);
  return values as Values;
}

function valueOf<Name extends SettingName>(name: Name, given: Given | undefined, outside: Outside): Values[Name] {
  const setting = settings[name];
  const read = (text: string, as: string) => setting.syntax.read(text, as, outside) as Values[Name];
  if (given === undefined) return setting.hasDefault ? read(setting.default, name) : (undefined as Values[Name]);
  const text = "verbatim" in setting ? given.text : given.text.trim();
  if (text === "")
    throw refusal(given.name, given.text, `it is empty; leave it out, or give ${setting.syntax.accepts}`);
  return read(text, given.name);
}

function notAtDefault(
  given: AllGiven,
  values: Values,
  entries: ConfigFile["checkers"],
  client: ConfigFile["client"],
): StormConfig["given"] {
  const plain = settingNames.flatMap((name) => {
    const one = given.get(name);
    return one === undefined || one.text.trim() === settings[name].default
      ? []
      : [{ name, value: withheld(name, values) ?? one.text, from: one.from }];
  });
  const spelledOut = [...(entries ?? []), ...(client === null ? [] : [client.steps, client.ending])].flatMap((data) =>
    data === undefined ? [] : [{ name: data.path, value: stepsWithheld(data), from: "file" as const }],
  );
  return [...plain, ...spelledOut];
}

function withheld(name: SettingName, { CLIENT_SEND: send, CLIENT_EXPECT: expect }: Values): string | undefined {
  if (name === "CLIENT_SEND") return send === undefined ? undefined : bytesWithheld(send);
  if (name === "CLIENT_EXPECT") return expect === undefined ? undefined : matchWithheld(expect);
  return undefined;
}
