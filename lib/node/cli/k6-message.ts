/** A message of k6's log, out of its JSON, as k6 itself would show it: short on a terminal, as key=value elsewhere. A refusal is a bare line. */
import { printable } from "../../text/format";
import { hasFields } from "../../text/shape";

/** A record of `--log-format json`. */
export interface K6Message {
  level: string;
  msg: string;
  time: string;
  [field: string]: unknown;
}

/** null: it is no record of k6's log. */
export function readK6Message(line: string): K6Message | null {
  return line.startsWith("time=") ? readPlainMessage(line) : readJsonMessage(line);
}

const QUOTED = '"(?:[^"\\\\]|\\\\.)*"';
const PLAIN = new RegExp(`^time=(${QUOTED}) level=([a-z]+) msg=(${QUOTED}|[^ "]+)$`);

/** Before k6 has read `--log-format`, which it has not where it refuses another flag: it has no fields then. */
function readPlainMessage(line: string): K6Message | null {
  const [, time, level, msg] = PLAIN.exec(line) ?? [];
  if (time === undefined || level === undefined || msg === undefined) return null;
  try {
    return {
      time: JSON.parse(time) as string,
      level,
      msg: msg.startsWith('"') ? (JSON.parse(msg) as string) : msg,
    };
  } catch {
    return null;
  }
}

function readJsonMessage(line: string): K6Message | null {
  if (!line.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(line);
    const fits = hasFields(value, "level", "msg", "time") && [value.level, value.msg, value.time].every(isText);
    return fits ? (value as unknown as K6Message) : null;
  } catch {
    return null;
  }
}

const COLOURS: Readonly<Record<string, number>> = { error: 31, fatal: 31, panic: 31, warning: 33, info: 36 };
const COLOURLESS = 37;

/** `ERRO[0003] what happened field=value`. @param sinceMs since k6 was started */
export function onTerminal(message: K6Message, sinceMs: number, colour: boolean): string {
  const level = message.level.slice(0, 4).toUpperCase();
  const name = colour ? `\u001b[${COLOURS[message.level] ?? COLOURLESS}m${level}\u001b[0m` : level;
  const at = String(Math.floor(sinceMs / 1_000)).padStart(4, "0");
  // A stack has lines of its own.
  const text = message.msg.split("\n").map(printable).join("\n");
  return [`${name}[${at}] ${text}`, ...fields(message)].join(" ");
}

/** `time="2026-03-01T12:00:00Z" level=error msg="what happened" field=value`. */
export function inLog(message: K6Message): string {
  const { time, level, msg } = message;
  return [`time=${quoted(time)}`, `level=${quoted(level)}`, `msg=${quoted(msg)}`, ...fields(message)].join(" ");
}

/** What k6 says where its error came from tells nothing to whoever gave a wrong value. */
const OF_REFUSALS = ["source", "hint"];

/** `CHECKER: expected …, got …`. Empty: it is no refusal, but a fault with its stack. */
export function refusalIn(message: K6Message): string {
  const line = message.msg.trim();
  return line.includes("\n") ? "" : [printable(line), ...fields(message, OF_REFUSALS)].join(" ");
}

function fields(message: K6Message, leftOut: readonly string[] = []): string[] {
  return Object.keys(message)
    .filter((name) => !["time", "level", "msg", ...leftOut].includes(name))
    .sort()
    .map((name) => `${printable(name)}=${quoted(message[name])}`);
}

function quoted(value: unknown): string {
  const text = isText(value) ? value : JSON.stringify(value);
  return /^[\w./@^+-]+$/.test(text) ? text : printable(JSON.stringify(text));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
