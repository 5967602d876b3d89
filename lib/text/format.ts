/** Numbers, durations and lists as people read them. */
import { rounded } from "./decimal";

/** A share as a percentage. It never rounds up to 100 %, nor down to 0 %: one lost client in ten thousand stays visible. */
export function percent(share: number): string {
  if (share >= 1) return "100 %";
  if (share <= 0) return "0 %";
  if (share < 0.001) return "under 0.1 %";
  return `${plain(Math.floor(share * 1000 + 1e-9) / 10)} %`;
}

/** `27.4 µs`, `1.82 ms`, `350 ms`, `19.8 s`, `6 min 27 s`, `17 h 4 min`, `3 d 2 h`. */
export function duration(ms: number): string {
  if (ms <= 0) return "0 ms";
  if (ms < 0.9995) return `${digits(ms * 1000)} µs`;
  if (ms < 999.5) return `${digits(ms)} ms`;
  if (ms < 59_950) return `${digits(ms / 1000)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return pair(seconds, 60, "min", "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return pair(minutes, 60, "h", "min");
  return pair(Math.round(minutes / 60), 24, "d", "h");
}

function pair(value: number, size: number, big: string, small: string): string {
  const rest = value % size;
  return `${Math.floor(value / size)} ${big}${rest > 0 ? ` ${rest} ${small}` : ""}`;
}

/** Three significant digits without trailing zeros. */
export function digits(value: number): string {
  return plain(Number(value.toPrecision(3)));
}

function plain(value: number): string {
  return String(rounded(value, 6));
}

/** `512 B`, `1.5 KiB`, `12.3 MiB`, `1.2 GiB`. */
export function amount(bytes: number): string {
  if (bytes < 1024) return `${digits(bytes)} B`;
  if (bytes < 2 ** 20) return `${digits(bytes / 1024)} KiB`;
  return bytes < 2 ** 30 ? `${digits(bytes / 2 ** 20)} MiB` : `${digits(bytes / 2 ** 30)} GiB`;
}

/** A whole number to its last digit: `4,097`. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 client`, `2 clients`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}

/** Neither control characters, nor those that turn the direction of what follows them, so that another order shows than the text has. */
const STEERING = /[^ -~\u00a0-\uffff]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Error lines quote what a target sent: none of it may move a cursor or paint a verdict. */
export function printable(text: string): string {
  return text.replace(STEERING, "\ufffd");
}
