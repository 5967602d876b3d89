/** Every setting, as data: it drives the reading, the suggestions for misspelt names, and the table in docs/settings.md. */
import { protocolNames } from "../clients/protocols";
import { armList, armNames } from "./arm-names";
import { delay, holdFor, interval, nodes, timeout } from "./cadence";
import { bytes, match } from "./bytes-setting";
import { checkerNames } from "./checker-names";
import { credential } from "./credential";
import { delays } from "./delays";
import { duration, durationOrAuto } from "./duration-setting";
import { flaw } from "./flaw";
import { hostName } from "../source/host-name";
import { hosts } from "./hosts";
import { fileName, folder, logFile } from "../source/folder";
import { metricsUrl } from "./metrics-url";
import { rate, speedup } from "./rate";
import { rates } from "./rates";
import { resetUrl } from "./reset-url";
import { source, sources } from "./sources";
import { VERSIONS } from "../readers/haproxy/version";
import { integer, oneOf, yesOrNo, type Syntax } from "../source/syntax";
import { target } from "./target";
import { thresholds } from "./gate-profile";

/** One file each in scripts/. */
export type Script = "probe-storm" | "compare-checkers" | "delay-sweep" | "minimal-storm" | "check";

export interface Setting<T> {
  /** In a CONFIG file; the lower-case name works as well. Left out: not in a file. */
  key?: string;
  /** Understood without `detail`: the help of a command shows it alone. */
  meaning: string;
  /** More of it, for whoever wants to know. */
  detail?: string;
  /** How it is written, and the words for it. */
  syntax: Syntax<T>;
  /** In the setting's own syntax. */
  default?: string;
  /** In words, where there is no default: what happens without it. */
  without?: string;
  /** The default in scripts of many short trials, and in a comparison, where the other arms are a control as well. */
  defaultInTrials?: string;
  defaultInComparisons?: string;
  /** The scripts that read it; left out: all that make storms. {@link OF_A_CHECK} are those of check. */
  scripts?: readonly Script[];
  /** Blanks at its ends are part of the value. */
  verbatim?: true;
  /** It changes what a run says while it goes on, and nothing of the run: no journal and no command to repeat it has it. */
  unrecorded?: true;
}

const phase = duration({ min: 1000 });
const autoPhase = durationOrAuto({ min: 1000 });
const orNone = duration({ min: 1000, zero: true });
const limit = integer(1, 1_000_000);

const STORM: readonly Script[] = ["probe-storm"];
const SWEEP: readonly Script[] = ["delay-sweep"];
const COMPARISON: readonly Script[] = ["compare-checkers"];
const TRIALS: readonly Script[] = ["delay-sweep", "minimal-storm"];
/** A sweep chooses its own pace and delays: RATES and DELAYS. */
const NOT_SWEPT: readonly Script[] = ["probe-storm", "compare-checkers", "minimal-storm"];
const ONE_CHECKER: readonly Script[] = ["probe-storm", "delay-sweep", "minimal-storm"];
const SEVERAL_STORMS: readonly Script[] = ["compare-checkers", "delay-sweep", "minimal-storm"];
const WITH_OBSERVER: readonly Script[] = ["probe-storm", "compare-checkers"];

export const settings = {
  TARGET: {
    key: "target",
    meaning: "the TCP service under test",
    syntax: target,
    without: "the embedded server",
  },
  CHECKER: {
    key: "checker",
    meaning: "presets, styles, or checks out of a configuration",
    detail: "several storm together",
    syntax: checkerNames,
    default: "rst",
    scripts: ONE_CHECKER,
  },
  HAPROXY: {
    key: "haproxy",
    meaning: "the version of HAProxy that its configuration is read for",
    syntax: oneOf(...VERSIONS),
    without: "what its newest keyword tells, at least 2.6",
  },
  NODES: {
    key: "nodes",
    meaning: "probers of each checker",
    syntax: nodes,
    without: "the preset's",
    scripts: NOT_SWEPT,
  },
  INTERVAL: {
    key: "interval",
    meaning: "time between two checks of one node",
    syntax: interval,
    without: "the preset's",
    scripts: NOT_SWEPT,
  },
  TIMEOUT: {
    key: "timeout",
    meaning: "how long one check may take",
    syntax: timeout,
    without: "the preset's",
  },
  DELAY: {
    key: "delay",
    meaning: "time from the handshake to the close, for styles that wait",
    syntax: delay,
    without: "the style's",
    scripts: NOT_SWEPT,
  },
  HOLD: {
    key: "hold",
    meaning: "how long connections are held, for styles that hold",
    syntax: holdFor,
    without: "the style's",
  },
  ENDING: {
    key: "ending",
    meaning: "how the check ends, for styles that leave it open",
    syntax: oneOf("rst", "fin"),
    without: "the style's",
  },
  SPEEDUP: {
    key: "speedup",
    meaning: "multiplies the check rate",
    detail: "auto: enough for 50 checks in the storm",
    syntax: speedup,
    default: "auto",
    scripts: NOT_SWEPT,
  },
  CLIENT: {
    key: "client.kind",
    meaning: "what a real client does",
    detail: "steps: as the CONFIG file spells out",
    syntax: oneOf("auto", "greeting", ...protocolNames, "tls", "send-expect", "connect", "steps"),
    default: "auto",
  },
  CLIENT_SEND: {
    key: "client.send",
    meaning: "what a send-expect client sends",
    syntax: bytes,
    without: "nothing",
    verbatim: true,
  },
  CLIENT_EXPECT: {
    key: "client.expect",
    meaning: "what it expects to begin its answer",
    syntax: match,
    without: "none",
    verbatim: true,
  },
  CLIENT_USER: {
    key: "client.user",
    meaning: "who logs in, for clients that do",
    detail: "it must succeed then",
    syntax: credential,
    without: "none",
    verbatim: true,
  },
  CLIENT_PASSWORD: {
    key: "client.password",
    meaning: "the password of CLIENT_USER",
    syntax: credential,
    without: "none",
    verbatim: true,
  },
  CLIENT_TLS: {
    key: "client.tls",
    meaning: "puts the client inside TLS",
    detail: "insecure: unverified",
    syntax: oneOf("off", "on", "insecure"),
    default: "off",
  },
  CLIENT_SNI: {
    key: "client.sni",
    meaning: "the host that a TLS client names",
    syntax: hostName,
    without: "the target's name",
  },
  SOURCES: {
    key: "sources",
    meaning: "local addresses of the checkers' nodes, in turn",
    syntax: sources,
    without: "the system's choice",
  },
  CLIENT_SOURCE: {
    key: "client.source",
    meaning: "local address of the clients",
    syntax: source,
    without: "the system's choice",
  },
  CLIENT_RATE: {
    key: "client.rate",
    meaning: "client attempts a second",
    syntax: rate(10_000),
    default: "10",
  },
  CLIENT_TIMEOUT: {
    key: "client.timeout",
    meaning: "how long one client attempt may take",
    syntax: timeout,
    default: "5s",
    defaultInTrials: "1s",
  },
  BASELINE: {
    key: "phases.baseline",
    meaning: "how long clients are alone, as the control",
    detail: "auto: twice as many connections as the storm makes, 10 s to 60 s",
    syntax: autoPhase,
    default: "auto",
    defaultInTrials: "1s",
    defaultInComparisons: "10s",
  },
  STORM: {
    key: "phases.storm",
    meaning: "how long clients and checkers are there together",
    detail: "auto: 20 s (10 s for bare styles), or as long as 4 checks take",
    syntax: autoPhase,
    default: "auto",
    defaultInTrials: "1s",
  },
  NIGHT: {
    key: "phases.night",
    meaning: "how long checkers are alone",
    detail: "0s leaves it out",
    syntax: orNone,
    default: "10s",
    defaultInTrials: "0s",
  },
  RECOVERY: {
    key: "phases.recovery",
    meaning: "how long clients are alone again",
    syntax: phase,
    default: "15s",
    defaultInTrials: "2s",
  },
  WATCH: {
    key: "watch",
    meaning: "after harm at a raised rate: how long to wait until clients get in again",
    syntax: orNone,
    default: "60s",
    scripts: STORM,
  },
  SECOND_STORM: {
    key: "second_storm",
    meaning: "the longest second storm, at the balancer's own rate, which then decides",
    detail: "0s: none",
    syntax: orNone,
    default: "2m",
    scripts: STORM,
  },
  THRESHOLDS: {
    key: "thresholds",
    meaning: "the gates that decide",
    syntax: thresholds,
    default: "default",
    defaultInTrials: "trial",
  },
  KERNEL_EVIDENCE: {
    key: "kernel_evidence",
    meaning: "whether clients that only connect may end as held",
    detail: "refuse: such a run is inconclusive",
    syntax: oneOf("refuse", "accept"),
    default: "refuse",
  },
  OUT: {
    key: "out",
    meaning: "folder for journal.json, junit.xml, summary.md and report.html",
    syntax: folder,
    without: "none: terminal only",
  },
  FAIL_FAST: {
    key: "fail_fast",
    meaning: "ends the run at the first lost gate",
    syntax: yesOrNo,
    default: "off",
    scripts: STORM,
  },
  ALLOW_PUBLIC: {
    key: "allow_public",
    meaning: "lets the target be a public address",
    syntax: yesOrNo,
    default: "off",
  },
  ALLOW_HOSTS: {
    key: "allow_hosts",
    meaning: "other hosts that checks out of a configuration may go to",
    syntax: hosts,
    without: "none",
  },
  MAX_RATE: {
    key: "max_rate",
    meaning: "the most checks per second",
    syntax: limit,
    default: "1000",
  },
  MAX_HELD: {
    key: "max_held",
    meaning: "the most connections held at the same time",
    syntax: limit,
    default: "1000",
  },
  FLAW: {
    key: "flaw",
    meaning: "what is wrong with the embedded server",
    syntax: flaw,
    default: "stuck-greeting",
  },
  BACKLOG: {
    key: "backlog",
    meaning: "length of the embedded server's accept queue",
    syntax: integer(1, 65_535),
    default: "128",
  },
  CHECKS: {
    key: "checks",
    meaning: "checks of each checker in all",
    syntax: limit,
    without: "as many as the time allows",
    scripts: ONE_CHECKER,
  },
  COUNT: {
    meaning: "how many checks are made, at the product's own pace",
    syntax: limit,
    default: "1",
    scripts: [],
  },
  DELAYS: {
    key: "delays",
    meaning: "the close delays to look at",
    syntax: delays,
    default: "0s..1s",
    scripts: SWEEP,
  },
  RATES: {
    key: "rates",
    meaning: "the check rates to look at",
    syntax: rates,
    default: "10/s",
    scripts: SWEEP,
  },
  PRECISION: {
    key: "precision",
    meaning: "how closely an edge is told, or 5 % of the delay if that is more",
    syntax: duration({ min: 0.05, max: 1000 }),
    default: "0.25ms",
    scripts: SWEEP,
  },
  RUNS: {
    key: "runs",
    meaning: "trials behind each finding, more where they disagree",
    syntax: integer(1, 100),
    default: "2",
    scripts: TRIALS,
  },
  CHECKERS: {
    meaning: "what to compare, each as CHECKER says it",
    detail: "all: every style",
    syntax: armNames,
    without: "none",
    scripts: COMPARISON,
  },
  GATE: {
    key: "gate",
    meaning: "the arms that decide the exit code",
    syntax: armList,
    without: "all of them",
    scripts: COMPARISON,
  },
  RESET_URL: {
    key: "reset_url",
    meaning: "an HTTP call that restarts the service, before each arm or trial",
    syntax: resetUrl,
    without: "none",
    scripts: SEVERAL_STORMS,
  },
  LOG: {
    key: "log",
    meaning: "the service's log, on this host: what each check writes there is counted, and judged",
    syntax: logFile,
    without: "none",
    scripts: WITH_OBSERVER,
  },
  METRICS: {
    key: "metrics",
    meaning: "the service's Prometheus page: counters that grow with the checks are told",
    syntax: metricsUrl,
    without: "none",
    scripts: WITH_OBSERVER,
  },
  PROGRESS: {
    meaning: "what is said while it runs: lines for people, events as JSON for programs, or none",
    syntax: oneOf("lines", "events", "none"),
    default: "lines",
    unrecorded: true,
  },
  CONFIG: {
    meaning: "a YAML or JSON file with the same settings",
    detail: "-e wins over it",
    syntax: fileName,
    without: "none",
  },
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settings;

export const settingNames = Object.keys(settings) as SettingName[];

/** The same without what each of them comes to. */
export function settingOf(name: SettingName): Setting<unknown> {
  return settings[name];
}

export function wholeMeaning(name: SettingName): string {
  const { meaning, detail } = settingOf(name);
  return detail === undefined ? meaning : `${meaning}; ${detail}`;
}

/** undefined: it has none. */
export function defaultIn(script: Script, name: SettingName): string | undefined {
  const { default: usual, defaultInTrials = usual, defaultInComparisons = usual } = settingOf(name);
  if (script === "compare-checkers") return defaultInComparisons;
  return TRIALS.includes(script) ? defaultInTrials : usual;
}

/** One check has no clients, no phases and no verdict. */
const OF_A_CHECK: readonly SettingName[] = [
  "TARGET",
  "CHECKER",
  "COUNT",
  "INTERVAL",
  "TIMEOUT",
  "DELAY",
  "HOLD",
  "ENDING",
  "SOURCES",
  "ALLOW_PUBLIC",
  "ALLOW_HOSTS",
  "FLAW",
  "BACKLOG",
  "PROGRESS",
  "CONFIG",
];

export function readBy(script: Script, name: SettingName): boolean {
  if (script === "check") return OF_A_CHECK.includes(name);
  return settingOf(name).scripts?.includes(script) ?? true;
}

const STORM_SCRIPTS: readonly Script[] = ["probe-storm", "compare-checkers", "delay-sweep", "minimal-storm"];

/** The scripts that read it. */
export function readersOf(name: SettingName): Script[] {
  return [...STORM_SCRIPTS, "check" as const].filter((script) => readBy(script, name));
}

/** What each setting comes to; undefined where it was not given and has no default. */
export type Values = { [Name in SettingName]: ValueOf<(typeof settings)[Name]> };

type ValueOf<One> = One extends { syntax: Syntax<infer Value> }
  ? One extends { default: string }
    ? Value
    : Value | undefined
  : never;
