/** Every setting, as data: it drives the reading, the suggestions for misspelt names, and the README's table. */
import { delay, holdFor, interval, nodes, timeout } from "./cadence";
import { bytes, match } from "./bytes";
import { checkerNames } from "./checker-names";
import { duration } from "./duration";
import { flaw } from "./flaw";
import { hostName } from "./host-name";
import { fileName, folder } from "./folder";
import { rate, speedup } from "./rate";
import { source, sources } from "./sources";
import { integer, oneOf, yesOrNo, type Syntax } from "./syntax";
import { target } from "./target";
import { thresholds } from "./thresholds";

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
}

function open<T>(key: string, defaultInWords: string, syntax: Syntax<T>, meaning: string): Setting<T, false> {
  return { key, meaning, syntax, default: defaultInWords, hasDefault: false };
}

function fixed<T>(key: string, value: string, syntax: Syntax<T>, meaning: string): Setting<T, true> {
  return { key, meaning, syntax, default: value, hasDefault: true };
}

const phase = duration({ min: 1000 });
const limit = integer(1, 1_000_000);

export const settings = {
  TARGET: open("target", "the embedded server", target, "the TCP service under test"),
  CHECKER: fixed("checker", "rst", checkerNames, "presets or styles; several storm together"),
  NODES: open("nodes", "the preset's", nodes, "probers of each checker"),
  INTERVAL: open("interval", "the preset's", interval, "between two checks of one node"),
  TIMEOUT: open("timeout", "the preset's", timeout, "of one check"),
  DELAY: open("delay", "the style's", delay, "handshake to close, for styles that wait"),
  HOLD: open("hold", "the style's", holdFor, "how long connections are held, for styles that hold"),
  ENDING: open("ending", "the style's", oneOf("rst", "fin"), "how the check ends, for styles that leave it open"),
  SPEEDUP: fixed("speedup", "auto", speedup, "multiplies the check rate; auto: enough for 50 checks in the storm"),
  CLIENT: fixed(
    "client.kind",
    "auto",
    oneOf("auto", "greeting", "http", "tls", "send-expect", "connect", "steps"),
    "what a real client does; steps: as the CONFIG file spells out",
  ),
  CLIENT_SEND: { ...open("client.send", "nothing", bytes, "what a send-expect client sends"), verbatim: true },
  CLIENT_EXPECT: { ...open("client.expect", "none", match, "what it expects to begin its answer"), verbatim: true },
  CLIENT_TLS: fixed(
    "client.tls",
    "off",
    oneOf("off", "on", "insecure"),
    "puts the client inside TLS; insecure: unverified",
  ),
  CLIENT_SNI: open("client.sni", "the target's name", hostName, "the host that a TLS client names"),
  SOURCES: open("sources", "the system's choice", sources, "local addresses of the checkers' nodes, in turn"),
  CLIENT_SOURCE: open("client.source", "the system's choice", source, "local address of the clients"),
  CLIENT_RATE: fixed("client.rate", "10", rate(10_000), "client attempts"),
  CLIENT_TIMEOUT: fixed("client.timeout", "5s", timeout, "how long one client attempt may take"),
  BASELINE: fixed("phases.baseline", "10s", phase, "clients alone: the control"),
  STORM: fixed("phases.storm", "20s", phase, "clients and checkers"),
  NIGHT: fixed("phases.night", "10s", duration({ min: 1000, zero: true }), "checkers alone; 0s leaves it out"),
  RECOVERY: fixed("phases.recovery", "15s", phase, "clients alone again"),
  THRESHOLDS: fixed("thresholds", "default", thresholds, "the gates that decide"),
  OUT: open("out", "none: terminal only", folder, "folder for journal.json, junit.xml and summary.md"),
  FAIL_FAST: fixed("fail_fast", "off", yesOrNo, "ends the run at the first lost gate"),
  ALLOW_PUBLIC: fixed("allow_public", "off", yesOrNo, "lets the target be a public address"),
  MAX_RATE: fixed("max_rate", "1000", limit, "checks per second, at most"),
  MAX_HELD: fixed("max_held", "1000", limit, "connections held at the same time, at most"),
  FLAW: fixed("flaw", "stuck-greeting", flaw, "what is wrong with the embedded server"),
  BACKLOG: fixed("backlog", "128", integer(1, 65_535), "of the embedded server"),
  CONFIG: open("", "none", fileName, "a YAML or JSON file with the same settings; -e wins over it"),
};

export type SettingName = keyof typeof settings;

export const settingNames = Object.keys(settings) as SettingName[];

/** What each setting comes to; undefined where it was not given and has no default. */
export type Values = {
  [Name in SettingName]: (typeof settings)[Name] extends Setting<infer T, infer HasDefault>
    ? HasDefault extends true
      ? T
      : T | undefined
    : never;
};
