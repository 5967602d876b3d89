/** Every setting, as data: it drives the reading, the suggestions for misspelt names, and the table in docs/settings.md. */
import { protocolNames } from "../clients/protocols";
import { armList, armNames } from "./arm-names";
import { delay, holdFor, interval, nodes, timeout } from "./cadence";
import { bytes, match } from "./bytes";
import { checkerNames } from "./checker-names";
import { credential } from "./credential";
import { delays } from "./delays";
import { duration, durationOrAuto } from "./duration";
import { flaw } from "./flaw";
import { hostName } from "../source/host-name";
import { hosts } from "./hosts";
import { fileName, folder, logFile } from "../source/folder";
import { metricsUrl } from "./metrics-url";
import { rate, speedup } from "./rate";
import { rates } from "./rates";
import { resetUrl } from "./reset-url";
import { source, sources } from "./sources";
import { integer, oneOf, yesOrNo, type Syntax } from "../source/syntax";
import { target } from "./target";
import { thresholds } from "./thresholds";

/** One file each in scripts/. */
export type Script = "probe-storm" | "compare-checkers" | "delay-sweep" | "minimal-storm";

export interface Setting<T, HasDefault extends boolean> {
  /** In a CONFIG file; the lower-case name works as well. Empty: not in a file. */
  key: string;
  meaning: string;
  syntax: Syntax<T>;
  /** A value in the setting's own syntax, or words where `hasDefault` is false. */
  default: string;
  hasDefault: HasDefault;
  /** Blanks at its ends are part of the value. */
  verbatim?: true;
  /** The scripts that read it; left out: all of them. */
  only?: Script[];
  /** The default in these scripts, where it is another one. */
  defaults?: Partial<Record<Script, string>>;
}

function open<T>(key: string, defaultInWords: string, syntax: Syntax<T>, meaning: string): Setting<T, false> {
  return { key, meaning, syntax, default: defaultInWords, hasDefault: false };
}

function fixed<T>(key: string, value: string, syntax: Syntax<T>, meaning: string): Setting<T, true> {
  return { key, meaning, syntax, default: value, hasDefault: true };
}

function only<S extends Setting<unknown, boolean>>(scripts: Script[], setting: S): S {
  return { ...setting, only: scripts };
}

/** Scripts of many short trials. */
function inTrials<S extends Setting<unknown, boolean>>(value: string, setting: S): S {
  return { ...setting, defaults: { "delay-sweep": value, "minimal-storm": value } };
}

/** In a comparison the other arms are a control as well. */
function inArms<S extends Setting<unknown, boolean>>(value: string, setting: S): S {
  return { ...setting, defaults: { ...setting.defaults, "compare-checkers": value } };
}

const phase = duration({ min: 1000 });
const autoPhase = durationOrAuto({ min: 1000 });
const orNone = duration({ min: 1000, zero: true });
const limit = integer(1, 1_000_000);

/** A sweep chooses its own pace and delays: RATES and DELAYS. */
const NOT_SWEPT: Script[] = ["probe-storm", "compare-checkers", "minimal-storm"];

export const settings = {
  TARGET: open("target", "the embedded server", target, "the TCP service under test"),
  CHECKER: only(
    ["probe-storm", "delay-sweep", "minimal-storm"],
    fixed("checker", "rst", checkerNames, "presets, styles, or checks out of a configuration; several storm together"),
  ),
  NODES: only(NOT_SWEPT, open("nodes", "the preset's", nodes, "probers of each checker")),
  INTERVAL: only(NOT_SWEPT, open("interval", "the preset's", interval, "time between two checks of one node")),
  TIMEOUT: open("timeout", "the preset's", timeout, "how long one check may take"),
  DELAY: only(
    NOT_SWEPT,
    open("delay", "the style's", delay, "time from the handshake to the close, for styles that wait"),
  ),
  HOLD: open("hold", "the style's", holdFor, "how long connections are held, for styles that hold"),
  ENDING: open("ending", "the style's", oneOf("rst", "fin"), "how the check ends, for styles that leave it open"),
  SPEEDUP: only(
    NOT_SWEPT,
    fixed("speedup", "auto", speedup, "multiplies the check rate; auto: enough for 50 checks in the storm"),
  ),
  CLIENT: fixed(
    "client.kind",
    "auto",
    oneOf("auto", "greeting", ...protocolNames, "tls", "send-expect", "connect", "steps"),
    "what a real client does; steps: as the CONFIG file spells out",
  ),
  CLIENT_SEND: { ...open("client.send", "nothing", bytes, "what a send-expect client sends"), verbatim: true },
  CLIENT_EXPECT: { ...open("client.expect", "none", match, "what it expects to begin its answer"), verbatim: true },
  CLIENT_USER: {
    ...open("client.user", "none", credential, "who logs in, for clients that do; it must succeed then"),
    verbatim: true,
  },
  CLIENT_PASSWORD: { ...open("client.password", "none", credential, "the password of CLIENT_USER"), verbatim: true },
  CLIENT_TLS: fixed(
    "client.tls",
    "off",
    oneOf("off", "on", "insecure"),
    "puts the client inside TLS; insecure: unverified",
  ),
  CLIENT_SNI: open("client.sni", "the target's name", hostName, "the host that a TLS client names"),
  SOURCES: open("sources", "the system's choice", sources, "local addresses of the checkers' nodes, in turn"),
  CLIENT_SOURCE: open("client.source", "the system's choice", source, "local address of the clients"),
  CLIENT_RATE: fixed("client.rate", "10", rate(10_000), "client attempts a second"),
  CLIENT_TIMEOUT: inTrials("1s", fixed("client.timeout", "5s", timeout, "how long one client attempt may take")),
  BASELINE: inArms(
    "10s",
    inTrials(
      "1s",
      fixed(
        "phases.baseline",
        "auto",
        autoPhase,
        "clients alone: the control; auto: twice as many connections as the storm makes, 10 s to 60 s",
      ),
    ),
  ),
  STORM: inTrials(
    "1s",
    fixed(
      "phases.storm",
      "auto",
      autoPhase,
      "clients and checkers; auto: 20 s (10 s for bare styles), or as long as 4 checks take",
    ),
  ),
  NIGHT: inTrials("0s", fixed("phases.night", "10s", orNone, "checkers alone; 0s leaves it out")),
  RECOVERY: inTrials("2s", fixed("phases.recovery", "15s", phase, "clients alone again")),
  WATCH: only(
    ["probe-storm"],
    fixed("watch", "60s", orNone, "after harm at a raised rate: how long to wait until clients get in again"),
  ),
  SECOND_STORM: only(
    ["probe-storm"],
    fixed(
      "second_storm",
      "2m",
      orNone,
      "the longest second storm, at the balancer's own rate, which then decides; 0s: none",
    ),
  ),
  THRESHOLDS: inTrials("trial", fixed("thresholds", "default", thresholds, "the gates that decide")),
  KERNEL_EVIDENCE: fixed(
    "kernel_evidence",
    "refuse",
    oneOf("refuse", "accept"),
    "whether clients that only connect may end as held; refuse: such a run is inconclusive",
  ),
  OUT: open("out", "none: terminal only", folder, "folder for journal.json, junit.xml and summary.md"),
  FAIL_FAST: only(["probe-storm"], fixed("fail_fast", "off", yesOrNo, "ends the run at the first lost gate")),
  ALLOW_PUBLIC: fixed("allow_public", "off", yesOrNo, "lets the target be a public address"),
  ALLOW_HOSTS: open("allow_hosts", "none", hosts, "other hosts that checks out of a configuration may go to"),
  MAX_RATE: fixed("max_rate", "1000", limit, "the most checks per second"),
  MAX_HELD: fixed("max_held", "1000", limit, "the most connections held at the same time"),
  FLAW: fixed("flaw", "stuck-greeting", flaw, "what is wrong with the embedded server"),
  BACKLOG: fixed("backlog", "128", integer(1, 65_535), "length of the embedded server's accept queue"),
  CHECKS: only(
    ["probe-storm", "delay-sweep", "minimal-storm"],
    open("checks", "as many as the time allows", limit, "checks of each checker in all"),
  ),
  DELAYS: only(["delay-sweep"], fixed("delays", "0s..1s", delays, "the close delays to look at")),
  RATES: only(["delay-sweep"], fixed("rates", "10/s", rates, "the check rates to look at")),
  PRECISION: only(
    ["delay-sweep"],
    fixed(
      "precision",
      "0.25ms",
      duration({ min: 0.05, max: 1000 }),
      "how closely an edge is told, or 5 % of the delay if that is more",
    ),
  ),
  RUNS: only(
    ["delay-sweep", "minimal-storm"],
    fixed("runs", "2", integer(1, 100), "trials behind each finding, more where they disagree"),
  ),
  CHECKERS: only(
    ["compare-checkers"],
    open("", "none", armNames, "what to compare, each as CHECKER says it; all: every style"),
  ),
  GATE: only(["compare-checkers"], open("gate", "all of them", armList, "the arms that decide the exit code")),
  RESET_URL: only(
    ["compare-checkers", "delay-sweep", "minimal-storm"],
    open("reset_url", "none", resetUrl, "an HTTP call that restarts the service, before each arm or trial"),
  ),
  LOG: only(
    ["probe-storm", "compare-checkers"],
    open(
      "log",
      "none",
      logFile,
      "the service's log, on this host: what each check writes there is counted, and judged",
    ),
  ),
  METRICS: only(
    ["probe-storm", "compare-checkers"],
    open("metrics", "none", metricsUrl, "the service's Prometheus page: counters that grow with the checks are told"),
  ),
  CONFIG: open("", "none", fileName, "a YAML or JSON file with the same settings; -e wins over it"),
};

export type SettingName = keyof typeof settings;

export const settingNames = Object.keys(settings) as SettingName[];

/** Where the setting has one. */
export function defaultIn(script: Script, name: SettingName): string {
  const setting = settings[name] as Setting<unknown, boolean>;
  return setting.defaults?.[script] ?? setting.default;
}

export function readBy(script: Script, name: SettingName): boolean {
  const { only } = settings[name] as Setting<unknown, boolean>;
  return only === undefined || only.includes(script);
}

/** What each setting comes to; undefined where it was not given and has no default. */
export type Values = {
  [Name in SettingName]: (typeof settings)[Name] extends Setting<infer T, infer HasDefault>
    ? HasDefault extends true
      ? T
      : T | undefined
    : never;
};
