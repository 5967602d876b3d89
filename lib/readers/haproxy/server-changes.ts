/** What each keyword of a `server` line changes about its checks. */
import type { Initially } from "../../model/checker";
import { failure, success, type Result } from "./result";
import type { ServerSettings } from "./server-settings";
import { timeOf } from "./time";
import { notAccepted } from "./not-accepted";

type Change = Result<Partial<ServerSettings>>;

/** @param keyword as it is written, for the reason of a failure */
type ReadChange = (value: string, keyword: string) => Change;

const sets =
  (change: Partial<ServerSettings>): ReadChange =>
  () =>
    success(change);

const CHANGES: ReadonlyMap<string, ReadChange> = new Map<string, ReadChange>([
  ["check", sets({ check: true })],
  ["no-check", sets({ check: false })],
  ["inter", time((interMs) => ({ interMs }))],
  ["fastinter", time((fastinterMs) => ({ fastinterMs }))],
  ["downinter", time((downinterMs) => ({ downinterMs }))],
  ["rise", count((rise) => ({ rise }))],
  ["fall", count((fall) => ({ fall }))],
  ["port", port((number) => ({ port: number }))],
  ["agent-port", port((agentPort) => ({ agentPort }))],
  ["addr", (addr) => success({ addr })],
  ["ssl", sets({ ssl: 1 })],
  ["no-ssl", sets({ ssl: -1 })],
  ["check-ssl", sets({ checkSsl: 1 })],
  ["no-check-ssl", sets({ checkSsl: -1 })],
  ["check-sni", (checkSni) => success({ checkSni })],
  ["check-alpn", (value) => success({ checkAlpn: value.split(",") })],
  ["alpn", (value) => success({ alpn: value.split(",") })],
  ["proto", (proto) => success({ proto })],
  ["check-proto", (checkProto) => success({ checkProto })],
  ["send-proxy", sets({ sendProxy: 1 })],
  ["send-proxy-v2", sets({ sendProxy: 2 })],
  ["send-proxy-v2-ssl", sets({ sendProxy: 2 })],
  ["send-proxy-v2-ssl-cn", sets({ sendProxy: 2 })],
  ["no-send-proxy", sets({ sendProxy: 0 })],
  ["no-send-proxy-v2", sets({ sendProxy: 0 })],
  ["no-send-proxy-v2-ssl", sets({ sendProxy: 0 })],
  ["no-send-proxy-v2-ssl-cn", sets({ sendProxy: 0 })],
  ["check-send-proxy", sets({ checkSendProxy: true })],
  ["no-check-send-proxy", sets({ checkSendProxy: false })],
  ["track", (track) => success({ track })],
  ["disabled", sets({ disabled: true })],
  ["enabled", sets({ disabled: false })],
  ["agent-check", sets({ agentCheck: true })],
  ["no-agent-check", sets({ agentCheck: false })],
  ["init-state", initState],
  ["check-sni-auto", sets({ noSniAuto: false })],
  ["no-check-sni-auto", sets({ noSniAuto: true })],
  ["healthcheck", (healthcheck) => success({ healthcheck })],
]);

/** Nothing for a keyword that is none of a check's business. */
export function changeBy(keyword: string, value: string): Change {
  return CHANGES.get(keyword)?.(value, keyword) ?? success({});
}

/** What the server is before its first check (src/server.c, srv_parse_init_state). */
const INIT_STATES: ReadonlyMap<string, Initially | undefined> = new Map([
  ["none", undefined],
  ["up", "up-unproven"],
  ["fully-up", "up"],
  ["down", "down-unproven"],
  ["fully-down", "down"],
]);

function initState(value: string, keyword: string): Change {
  if (INIT_STATES.has(value)) return success({ initState: INIT_STATES.get(value) });
  return failure(notAccepted(keyword, value, `one of ${[...INIT_STATES.keys()].join(", ")}`));
}

function time(change: (ms: number) => Partial<ServerSettings>): ReadChange {
  return (value, keyword) => {
    const read = timeOf(value);
    if (!read.ok) return failure(notAccepted(keyword, value, read.reason));
    return read.value > 0 ? success(change(read.value)) : failure(notAccepted(keyword, value, "a time above 0"));
  };
}

function count(change: (count: number) => Partial<ServerSettings>): ReadChange {
  return (value, keyword) => {
    const read = numberOf(value);
    if (read > 0) return success(change(read));
    return failure(notAccepted(keyword, value, "a whole number above 0"));
  };
}

/** No port (`port 0`, and what is no number) takes an earlier one back. */
function port(change: (port: number | undefined) => Partial<ServerSettings>): ReadChange {
  return (value, keyword) => {
    const read = numberOf(value);
    if (read >= 0 && read <= 65_535) return success(change(read === 0 ? undefined : read));
    return failure(notAccepted(keyword, value, "a port from 1 to 65535"));
  };
}

/** As C's atol reads it: the digits at the beginning, and 0 without any. */
function numberOf(text: string): number {
  return Number(/^\s*([-+]?[0-9]{1,9})/.exec(text)?.[1] ?? 0);
}
