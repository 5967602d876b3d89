/** The checkers of a run: by name from CHECKER, or one by one from the `checkers` of a CONFIG file. */
import type { Ending } from "../model/extension";
import type { Cadence, Checker, Spread, StyleOption } from "../model/checker";
import { buildChecker, type CheckerOverrides } from "../checkers/build-checker";
import { authority } from "../wire/authority";
import { proveSteps } from "../wire/prove-steps";
import { refusal } from "../text/refusal";
import { listed } from "../text/format";
import { styles } from "../checkers/styles/index";
import { familyOf, ipAddress } from "../source/address";
import { delay, holdFor, interval, nodes, riseOrFall, timeout } from "./cadence";
import { baseName, presetName, presetOrStyle, styleName, takenBy, type Base } from "./checker-names";
import { fieldsOf, itemsOf, readAs, readField, refuse, textOf, type Data } from "../source/data";
import { durationText } from "../text/duration";
import { readEnding } from "./ending";
import type { AllGiven, Given } from "./given";
import { plainName } from "./plain-name";
import { unnamedHosts } from "./other-hosts";
import type { SettingName, Values } from "./settings";
import { sources } from "./sources";
import { readSteps } from "./steps/index";
import { oneOf, type Outside } from "../source/syntax";

/** The settings that override a checker's own, and what the style must understand for them to mean anything. */
const OVERRIDES: { setting: SettingName; key: keyof CheckerOverrides; option?: StyleOption }[] = [
  { setting: "NODES", key: "nodes" },
  { setting: "INTERVAL", key: "intervalMs" },
  { setting: "TIMEOUT", key: "timeoutMs" },
  { setting: "SOURCES", key: "sources" },
  { setting: "DELAY", key: "delayMs", option: "delayMs" },
  { setting: "HOLD", key: "holdMs", option: "holdMs" },
  { setting: "ENDING", key: "ending", option: "ending" },
];

const SHARED = ["name", "nodes", "interval", "timeout", "connect-timeout", "rise", "fall", "sources"];
const OF_STYLES = ["delay", "hold", "ending"];
const OF_STEPS = ["handshake", "steps", "ending", "spread", "cadence"];

/** From here on the kernel's own ACK (about 200 ms after the SYN/ACK) may have left. */
export const HALF_OPEN_ENDS_MS = 190;

export interface Run {
  values: Values;
  given: AllGiven;
  /** Server name of TLS steps that name none; and the port, where it is known. */
  host: string;
  port?: number;
  outside: Outside;
}

/** @param entries of the CONFIG file, unless CHECKER was given */
export function readCheckers(entries: Data[] | null, run: Run): Checker[] {
  const taken = new Set<StyleOption>();
  const read =
    entries === null
      ? readBases(run.values.CHECKER, run, taken)
      : entries.flatMap((entry) => readEntry(entry, run, taken));
  const checkers = read.map(({ checker }) => checker);
  refuseTwins(read);
  refuseIgnored(checkers, run, taken);
  refuseUnfit(read, run);
  return checkers;
}

export interface Read {
  checker: Checker;
  /** Where it stands in the CONFIG file; undefined: it does not. */
  entry: Data | undefined;
  /** File and line of the configuration that it comes from; undefined: none. */
  origin?: string | undefined;
}

/** @param taken collects which of DELAY, HOLD and ENDING mean something to one of them */
export function readBases(bases: Base[], run: Run, taken: Set<StyleOption>): Read[] {
  return fromBases(
    bases,
    overrides(run, () => true),
    taken,
    run,
    undefined,
  );
}

function fromBases(
  bases: readonly Base[],
  all: CheckerOverrides,
  taken: Set<StyleOption>,
  run: Run,
  entry: Data | undefined,
): Read[] {
  const checkers = bases.map((base) => fromBase(base, all, taken, run));
  return withUntouched(bases, checkers, run).map((checker, index) => ({
    checker,
    entry,
    origin: originOf(bases[index]!),
  }));
}

function originOf(base: Base): string | undefined {
  return "preset" in base ? base.preset.origin : undefined;
}

/** How many of a file's servers are told. */
const SERVERS_TOLD = 3;

/** Without a TARGET nobody shall believe that the servers of the file were tested. */
function withUntouched(bases: readonly Base[], checkers: readonly Checker[], { values }: Run): Checker[] {
  const servers = [...new Set(bases.flatMap((base) => ("preset" in base ? (base.preset.servers ?? []) : [])))];
  if (values.TARGET !== undefined || servers.length === 0) return [...checkers];
  const more = servers.length - SERVERS_TOLD;
  const told = more > 0 ? `${servers.slice(0, SERVERS_TOLD).join(", ")} and ${more} more` : listed(servers);
  const note = `TARGET was not given: the file's own ${told} ${servers.length > 1 ? "were" : "was"} not touched; the embedded server was`;
  return checkers.map((checker, index) =>
    index === 0 ? { ...checker, notes: [{ kind: "note", text: note }, ...checker.notes] } : checker,
  );
}

/** Checkers that storm together need names of their own. */
export function refuseTwins(read: Read[]): void {
  const checkers = read.map(({ checker }) => checker);
  read.forEach(({ checker: { name }, entry }, index) => {
    if (checkers.findIndex((other) => other.name === name) === index) return;
    if (entry === undefined) throw refusal("CHECKER", name, "two checkers have this name");
    throw refuse(entry, `another checker is called ${name} already; give each its own name`);
  });
}

/** DELAY, HOLD and ENDING where not one checker would heed them. */
export function refuseIgnored(checkers: Checker[], run: Run, taken: Set<StyleOption>): void {
  for (const { setting, option } of OVERRIDES) {
    const given = run.given.get(setting);
    if (option !== undefined && given !== undefined && !taken.has(option)) throw ignored(given, option, checkers);
  }
}

export function refuseUnfit(read: Read[], run: Run): void {
  for (const { checker, entry, origin } of read) {
    refuseDelayBeyondTimeout(checker, entry, run);
    refuseForeignFamily(checker, entry, run);
    refuseElsewhere(checker, entry, run);
    refuseUnnamedHosts({ checker, entry, origin }, run);
  }
}

/** What NODES, INTERVAL, … say, from those places that count. */
function overrides({ values, given }: Run, counts: (from: Given["from"]) => boolean): CheckerOverrides {
  const result: Record<string, unknown> = {};
  for (const { setting, key } of OVERRIDES) {
    const one = given.get(setting);
    if (one !== undefined && counts(one.from)) result[key] = values[setting];
  }
  return result;
}

function fromBase(base: Base, all: CheckerOverrides, taken: Set<StyleOption>, { host, port }: Run): Checker {
  const takes = takenBy(base);
  for (const option of takes) taken.add(option);
  const useless = OVERRIDES.filter(({ option }) => option !== undefined && !takes.includes(option)).map(
    ({ key }) => key,
  );
  const useful = Object.entries(all).filter(([key]) => !useless.includes(key as keyof CheckerOverrides));
  return buildChecker(base, { ...Object.fromEntries(useful), host, ...(port !== undefined && { port }) });
}

/** -e wins over the entry, and the entry over flat keys of the file. */
export function readEntry(entry: Data, run: Run, taken: Set<StyleOption>): Read[] {
  const weak = overrides(run, (from) => from === "file");
  const strong = overrides(run, (from) => from === "environment");
  if (entry.kind === "scalar") {
    return fromBases(readAs(presetOrStyle, entry, run.outside), { ...weak, ...strong }, taken, run, entry);
  }

  const fields = fieldsOf(entry, [
    "preset",
    "style",
    ...SHARED,
    ...OF_STYLES,
    ...OF_STEPS.filter((key) => key !== "ending"),
  ]);
  const { outside } = run;
  const own = compact<CheckerOverrides>({
    name: readField(plainName, fields, "name", outside),
    nodes: readField(nodes, fields, "nodes", outside),
    intervalMs: readField(interval, fields, "interval", outside),
    timeoutMs: readField(timeout, fields, "timeout", outside),
    connectTimeoutMs: readField(timeout, fields, "connect-timeout", outside),
    rise: readField(riseOrFall, fields, "rise", outside),
    fall: readField(riseOrFall, fields, "fall", outside),
    sources: readSources(fields.get("sources"), outside),
  });
  const preset = readField(presetName, fields, "preset", outside);
  const style = readField(styleName, fields, "style", outside);
  if (preset !== undefined && style !== undefined)
    throw refuse(entry, "a preset and a style together; accepted is one of them");
  const base = preset ?? style;
  if (base === undefined) return [{ checker: fromSteps(entry, fields, { ...weak, ...own, ...strong }, run), entry }];

  refuseStray(
    fields,
    OF_STEPS.filter((key) => key !== "ending"),
    "a checker with a preset or a style has its own; only one that is spelled out takes",
  );
  const takes = takenBy(base);
  const options = compact<CheckerOverrides>({
    delayMs: readField(delay, fields, "delay", outside),
    holdMs: readField(holdFor, fields, "hold", outside),
    ending: readField(oneOf("rst", "fin"), fields, "ending", outside),
  });
  for (const { setting, key, option } of OVERRIDES) {
    const stray = fields.get(setting.toLowerCase());
    if (stray !== undefined && option !== undefined && key in options && !takes.includes(option)) {
      throw refuse(stray, `${baseName(base)} would ignore it; ${takers(option)}`);
    }
  }
  return [{ checker: fromBase(base, { ...weak, ...own, ...options, ...strong }, taken, run), entry }];
}

/** A checker that is spelled out: it needs a name, and has the cadence of a bare style where it names none. */
function fromSteps(entry: Data, fields: Map<string, Data>, all: CheckerOverrides, { outside, host }: Run): Checker {
  if (all.name === undefined) {
    throw refuse(entry, "a checker needs a preset, a style, or a name and its own handshake, steps and ending");
  }
  refuseStray(fields, ["delay", "hold"], "a checker that is spelled out says it with a step; only styles take");
  const handshake = readField(oneOf("full", "half-open"), fields, "handshake", outside) ?? "full";
  const written = fields.get("steps");
  const style = { name: "steps", summary: "spelled out in the CONFIG file", takes: [] };
  const endingData = fields.get("ending");
  const checker = buildChecker(
    {
      style: {
        ...style,
        wire({ timeoutMs }) {
          const steps = written === undefined ? [] : readSteps(written, { outside, host, timeoutMs });
          const ending: Ending = endingData === undefined ? { kind: "fin" } : readEnding(endingData, steps, outside);
          return { handshake, steps, ending, prove: proveSteps(handshake, steps, ending) };
        },
      },
    },
    all,
  );
  if (handshake === "half-open" && checker.delayMs >= HALF_OPEN_ENDS_MS) {
    throw refuse(
      written!,
      `half-open checks must wait for less than ${HALF_OPEN_ENDS_MS}ms: the kernel sends the ACK by itself at about 200ms`,
    );
  }
  const spread = readField(oneOf<Spread>("aligned", "staggered", "random"), fields, "spread", outside);
  const cadence = readField(oneOf<Cadence>("fixed-rate", "after-completion"), fields, "cadence", outside);
  return { ...checker, spread: spread ?? checker.spread, cadence: cadence ?? checker.cadence };
}

function readSources(data: Data | undefined, outside: Outside): string[] | undefined {
  if (data === undefined) return undefined;
  if (data.kind !== "list") return readAs(sources, data, outside);
  const text = itemsOf(data, sources.accepts).map((item) => textOf(item, sources.accepts));
  return readAs(sources, { ...data, kind: "scalar", raw: true, text: text.join(",") }, outside);
}

function refuseStray(fields: Map<string, Data>, keys: string[], why: string): void {
  for (const key of keys) {
    const stray = fields.get(key);
    if (stray !== undefined) throw refuse(stray, `${why} ${key}`);
  }
}

function ignored(given: Given, option: StyleOption, checkers: Checker[]): Error {
  const names = checkers.map(({ name }) => name).join(", ");
  return refusal(given.name, given.text, `${names} would ignore it; ${takers(option)}`);
}

function takers(option: StyleOption): string {
  const names = [...styles.values()].filter(({ takes }) => takes.includes(option)).map(({ name }) => name);
  return `styles that take it: ${names.join(", ")}`;
}

function refuseDelayBeyondTimeout(checker: Checker, entry: Data | undefined, { given }: Run): void {
  if (checker.delayMs < checker.timeoutMs) return;
  const why =
    `${checker.name} would never end in time; accepted is a delay (${durationText(checker.delayMs)}) ` +
    `shorter than the timeout (${durationText(checker.timeoutMs)})`;
  const flat = given.get("DELAY") ?? given.get("TIMEOUT");
  if (flat !== undefined && (entry === undefined || flat.from === "environment"))
    throw refusal(flat.name, flat.text, why);
  throw refuse(entry!, why);
}

/** SOURCES itself is compared with the target elsewhere; this is for sources of a single checker. */
function refuseForeignFamily({ sources: [first] }: Checker, entry: Data | undefined, { host }: Run): void {
  const ip = ipAddress(host);
  if (entry === undefined || first === undefined || ip === null || familyOf(ip) === familyOf(first)) return;
  throw refuse(entry, `its sources are ${familyOf(first)} and the target is ${familyOf(ip)}; accepted is one family`);
}

/** The embedded server is in one place, and nothing else is touched without a TARGET. */
function refuseElsewhere({ name, connections }: Checker, entry: Data | undefined, { values, given }: Run): void {
  const other = connections.find(({ host, port }) => host !== undefined || port !== undefined);
  if (values.TARGET !== undefined || other === undefined) return;
  const { host, port } = other;
  const where = host === undefined ? `port ${port}` : authority(host, port);
  const why = `the checks of ${name} go to ${where}, where the embedded server is not; accepted is it together with TARGET`;
  throw chosen(entry, given, why);
}

/** Checks that a file sends to a third host harm that host, while the verdict is about TARGET's clients. */
function refuseUnnamedHosts({ checker, entry, origin }: Read, { values, given, host }: Run): void {
  const why = unnamedHosts(checker, { target: host, allowed: values.ALLOW_HOSTS ?? [] }, origin);
  if (why !== null) throw chosen(entry, given, why);
}

/** What chose the checker is refused. */
function chosen(entry: Data | undefined, given: AllGiven, why: string): Error {
  const flat = given.get("CHECKER") ?? given.get("CHECKERS");
  if (flat !== undefined && (entry === undefined || flat.from === "environment"))
    return refusal(flat.name, flat.text, why);
  return refuse(entry!, why);
}

function compact<T>(fields: { [Key in keyof T]?: T[Key] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
