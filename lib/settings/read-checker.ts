/** Reads the checkers of a run: by name, or from an entry of the CONFIG file. */
import type { Checker, CheckerBase, StyleOption } from "../model/checker";
import { buildChecker, type CheckerOverrides } from "../checkers/build-checker";
import { itemAt } from "../model/non-empty";
import { fieldsOf, itemsOf, readAs, readField, refuse, textOf, type Data } from "../source/data";
import { oneOf, type Outside } from "../source/syntax";
import { LEFT_OUT } from "../text/refusal";
import { delay, holdFor, interval, nodes, riseOrFall, timeout } from "./cadence";
import { baseName, optionsOf, presetName, presetOrStyle, styleName } from "./checker-names";
import type { RunSettings } from "./given";
import { plainName } from "./plain-name";
import { OVERRIDES, withPrecedence } from "./precedence";
import { sources } from "./sources";
import { spelledOutChecker } from "./spelled-out-checker";
import { refuseStray } from "./stray-fields";
import { stylesWith } from "./styles-with";
import { noteUntouchedServers } from "./untouched-servers";

export interface ReadChecker {
  checker: Checker;
  /** Which of DELAY, HOLD and ENDING mean something to it. */
  options: readonly StyleOption[];
  /** Where it stands in the CONFIG file; undefined: it does not. */
  entry: Data | undefined;
  /** File and line of the configuration that it comes from; undefined: none. */
  origin?: string | undefined;
}

const SHARED = ["name", "nodes", "interval", "timeout", "connect-timeout", "rise", "fall", "sources"];
const OF_STYLES = ["delay", "hold", "ending"];
/** A spelled-out checker has an `ending` as well. */
const OF_STEPS = ["handshake", "steps", "spread", "cadence"];

/** @param entry where they stand in the CONFIG file; left out: they do not */
export function readBases(bases: readonly CheckerBase[], run: RunSettings, entry?: Data): ReadChecker[] {
  const checkers = bases.map((base) => checkerOf(base, withPrecedence(run), run));
  const noted = noteUntouchedServers(bases, checkers, run);
  return bases.map((base, index) => ({
    checker: itemAt(noted, index),
    options: optionsOf(base),
    entry,
    origin: base.kind === "preset" ? base.preset.origin : undefined,
  }));
}

export function readEntry(entry: Data, run: RunSettings): ReadChecker[] {
  const { outside } = run;
  if (entry.kind === "scalar") return readBases(readAs(presetOrStyle, entry, outside), run, entry);
  const fields = fieldsOf(entry, ["preset", "style", ...SHARED, ...OF_STYLES, ...OF_STEPS]);
  const shared = readShared(fields, outside);
  const preset = readField(presetName, fields, "preset", outside);
  const style = readField(styleName, fields, "style", outside);
  if (preset !== undefined && style !== undefined) {
    throw refuse(entry, "a preset or a style", { why: "both are given" });
  }
  const base = preset ?? style;
  if (base === undefined) {
    return [{ checker: spelledOutChecker(entry, fields, withPrecedence(run, shared), run), options: [], entry }];
  }
  refuseStray(fields, OF_STEPS, "a checker with a preset or a style has its own; only one that is spelled out takes");
  const overrides = withPrecedence(run, { ...shared, ...readOptions(fields, base, outside) });
  return [{ checker: checkerOf(base, overrides, run), options: optionsOf(base), entry }];
}

function readShared(fields: Map<string, Data>, outside: Outside): CheckerOverrides {
  return compact<CheckerOverrides>({
    name: readField(plainName, fields, "name", outside),
    nodes: readField(nodes, fields, "nodes", outside),
    intervalMs: readField(interval, fields, "interval", outside),
    timeoutMs: readField(timeout, fields, "timeout", outside),
    connectTimeoutMs: readField(timeout, fields, "connect-timeout", outside),
    rise: readField(riseOrFall, fields, "rise", outside),
    fall: readField(riseOrFall, fields, "fall", outside),
    sources: readSources(fields.get("sources"), outside),
  });
}

/** What the entry says for its style; refused where the style would ignore it. */
function readOptions(fields: Map<string, Data>, base: CheckerBase, outside: Outside): CheckerOverrides {
  const options = compact<CheckerOverrides>({
    delayMs: readField(delay, fields, "delay", outside),
    holdMs: readField(holdFor, fields, "hold", outside),
    ending: readField(oneOf("rst", "fin"), fields, "ending", outside),
  });
  for (const { setting, key, option } of OVERRIDES) {
    const stray = fields.get(setting.toLowerCase());
    if (stray !== undefined && option !== undefined && key in options && !optionsOf(base).includes(option)) {
      throw refuse(stray, LEFT_OUT, { why: `${baseName(base)} would ignore it; ${stylesWith(option)}` });
    }
  }
  return options;
}

function readSources(data: Data | undefined, outside: Outside): string[] | undefined {
  if (data === undefined) return undefined;
  if (data.kind !== "list") return readAs(sources, data, outside);
  const text = itemsOf(data, sources.accepts).map((item) => textOf(item, sources.accepts));
  return readAs(sources, { ...data, kind: "scalar", raw: true, text: text.join(",") }, outside);
}

/** What the style does not understand is left out: whether that is refused is decided for all checkers of a run together. */
function checkerOf(base: CheckerBase, overrides: CheckerOverrides, { host, port }: RunSettings): Checker {
  const options = optionsOf(base);
  const ignored = OVERRIDES.filter(({ option }) => option !== undefined && !options.includes(option));
  const ignoredKeys: string[] = ignored.map(({ key }) => key);
  const used = Object.entries(overrides).filter(([key]) => !ignoredKeys.includes(key));
  return buildChecker(base, { ...Object.fromEntries(used), host, ...(port !== undefined && { port }) });
}

function compact<T>(fields: { [Key in keyof T]?: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
