/** What a `server` or `default-server` line says that matters to its checks. */
import { portNumber } from "../../source/address";
import { nearest } from "../../text/refusal";
import type { LineNote } from "./notes";
import { SERVER_KEYWORDS } from "./server-keywords";
import { timeOf } from "./time";
import type { Word } from "./words";

export interface ServerSettings {
  check: boolean;
  interMs: number;
  fastinterMs?: number;
  downinterMs?: number;
  rise: number;
  fall: number;
  port?: number;
  /** As written, with or without a port. */
  addr?: string;
  /** 1: said so, -1: denied, 0: neither. */
  ssl: 1 | 0 | -1;
  checkSsl: 1 | 0 | -1;
  checkSni?: string;
  checkAlpn?: string[];
  sendProxy: 0 | 1 | 2;
  checkSendProxy: boolean;
  /** Set by one line, the `track`ed server. */
  track?: string;
  disabled: boolean;
  agentPort?: number;
  agentCheck: boolean;
  /** Newer than 2.6: a section that describes the check. */
  healthcheck?: string;
  /** What of it cannot be emulated; by keyword, so that a later line can take it back. */
  notes: ReadonlyMap<string, LineNote>;
}

/** include/haproxy/defaults.h */
export const DEFAULT_SERVER: ServerSettings = {
  check: false,
  interMs: 2_000,
  rise: 2,
  fall: 3,
  ssl: 0,
  checkSsl: 0,
  sendProxy: 0,
  checkSendProxy: false,
  disabled: false,
  agentCheck: false,
  notes: new Map(),
};

type Result = { settings: ServerSettings } | { wrong: string };
type Change = Partial<ServerSettings> | { wrong: string };

/** @param words behind name and address */
export function readServer(base: ServerSettings, words: readonly Word[], line: number): Result {
  let settings = base;
  const note = (keyword: string, text: string | null) => {
    const notes = new Map(settings.notes);
    if (text === null) notes.delete(keyword);
    else notes.set(keyword, { line, text });
    settings = { ...settings, notes };
  };
  for (let i = 0; i < words.length; i++) {
    const keyword = words[i]!.text;
    if (keyword === "") continue;
    const takes = SERVER_KEYWORDS.get(keyword);
    if (takes === undefined) {
      const near = nearest(keyword, [...SERVER_KEYWORDS.keys()]);
      return {
        wrong: `unknown keyword ${JSON.stringify(keyword)}${near === undefined ? "" : `; did you mean ${near}?`}`,
      };
    }
    const value = takes === 1 ? words[++i] : undefined;
    if (takes === 1 && (value === undefined || (value.text === "" && value.unknown.length === 0)))
      return { wrong: `${keyword} needs a value behind it` };
    // `source` and `usesrc` have words of their own behind them.
    if (keyword === "source") while (["usesrc", "interface"].includes(words[i + 1]?.text ?? "")) i += 2;
    if (value !== undefined && value.unknown.length > 0) {
      note(keyword, `${keyword}: the environment variable ${value.unknown.join(", ")} is not known here`);
      if (value.text === "") continue;
    }
    const change = changeBy(keyword, value?.text ?? "");
    if (change !== null && "wrong" in change) return { wrong: change.wrong };
    settings = { ...settings, ...change };
    const cannot = notEmulated(keyword, value?.text ?? "");
    if (cannot !== undefined) note(cannot.keyword, cannot.text);
  }
  return { settings };
}

function changeBy(keyword: string, value: string): Change | null {
  switch (keyword) {
    case "check":
      return { check: true };
    case "no-check":
      return { check: false };
    case "inter":
      return time(keyword, value, (ms) => ({ interMs: ms }));
    case "fastinter":
      return time(keyword, value, (ms) => ({ fastinterMs: ms }));
    case "downinter":
      return time(keyword, value, (ms) => ({ downinterMs: ms }));
    case "rise":
      return count(keyword, value, (rise) => ({ rise }));
    case "fall":
      return count(keyword, value, (fall) => ({ fall }));
    case "port":
      return port(keyword, value, (number) => ({ port: number }));
    case "agent-port":
      return port(keyword, value, (number) => ({ agentPort: number }));
    case "addr":
      return { addr: value };
    case "ssl":
      return { ssl: 1 };
    case "no-ssl":
      return { ssl: -1 };
    case "check-ssl":
      return { checkSsl: 1 };
    case "no-check-ssl":
      return { checkSsl: -1 };
    case "check-sni":
      return { checkSni: value };
    case "check-alpn":
      return { checkAlpn: value.split(",") };
    case "send-proxy":
      return { sendProxy: 1 };
    case "send-proxy-v2":
    case "send-proxy-v2-ssl":
    case "send-proxy-v2-ssl-cn":
      return { sendProxy: 2 };
    case "no-send-proxy":
    case "no-send-proxy-v2":
    case "no-send-proxy-v2-ssl":
    case "no-send-proxy-v2-ssl-cn":
      return { sendProxy: 0 };
    case "check-send-proxy":
      return { checkSendProxy: true };
    case "no-check-send-proxy":
      return { checkSendProxy: false };
    case "track":
      return { track: value };
    case "disabled":
      return { disabled: true };
    case "enabled":
      return { disabled: false };
    case "agent-check":
      return { agentCheck: true };
    case "no-agent-check":
      return { agentCheck: false };
    case "healthcheck":
      return { healthcheck: value };
    default:
      return null;
  }
}

/** Keywords that change what a check does, and that nothing here does. A null text takes an earlier one back. */
function notEmulated(keyword: string, value: string): { keyword: string; text: string | null } | undefined {
  const say = (text: string) => ({ keyword, text: `\`${keyword}${value === "" ? "" : ` ${value}`}\` ${text}` });
  switch (keyword) {
    case "agent-check":
      return say("is not emulated: the agent's own connections are not made");
    case "no-agent-check":
      return { keyword: "agent-check", text: null };
    case "observe":
      return say("is not emulated: traffic has no say in the opinion");
    case "on-error":
      return say("is not emulated");
    case "check-via-socks4":
      return say("is not emulated: the checks go to the target themselves");
    case "namespace":
      return say("is not emulated: start this in that network namespace");
    case "source":
      return say("is not emulated: SOURCES says where the checks come from");
    case "verify":
      return value === "none"
        ? { keyword, text: null }
        : say("is not emulated: the check goes on whatever the certificate says");
    case "crt":
      return say("is not emulated: no client certificate is shown");
    case "ssl-min-ver":
    case "ssl-max-ver":
    case "ciphers":
    case "ciphersuites":
    case "curves":
    case "sigalgs":
      return say("is not emulated: versions and ciphers are those of this program");
    case "check-proto":
      return value === "none" ? undefined : say("is not emulated: the check speaks HTTP/1 or plain TCP");
    case "check-alpn":
      return /(^|,)h2(,|$)/.test(value) ? say("is offered, but the check then speaks HTTP/1 all the same") : undefined;
    case "proxy-v2-options":
    case "send-proxy-v2-ssl":
    case "send-proxy-v2-ssl-cn":
      return say("is emulated without what it adds to the header");
    case "tfo":
      return say("is not emulated: no data in the SYN");
    case "init-state":
      return say("is not emulated: servers start UP");
    case "check-reuse-pool":
      return say("is not emulated: each check has a connection of its own");
    default:
      return undefined;
  }
}

function time(keyword: string, value: string, change: (ms: number) => Change): Change {
  const read = timeOf(value);
  if ("wrong" in read) return { wrong: `${keyword} ${JSON.stringify(value)}: ${read.wrong}` };
  return read.ms > 0 ? change(read.ms) : { wrong: `${keyword} has to be above 0` };
}

function count(keyword: string, value: string, change: (count: number) => Change): Change {
  const read = /^[0-9]{1,9}$/.test(value) ? Number(value) : 0;
  return read > 0 ? change(read) : { wrong: `${keyword} ${JSON.stringify(value)}: accepted is a whole number above 0` };
}

function port(keyword: string, value: string, change: (port: number) => Change): Change {
  const read = portNumber(value);
  return read === undefined
    ? { wrong: `${keyword} ${JSON.stringify(value)}: accepted is a port from 1 to 65535` }
    : change(read);
}
