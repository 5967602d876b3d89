/** Which settings may hold a secret, by their names, and what a refusal shows instead of it: refusals end in logs that many can read. */
import { counted, grouped } from "./format";

/** Lower case, with dashes, without `client-` before them: CLIENT_SEND, `client.send` and the `send` of a step are one. */
const BYTES = new Set(["send", "expect", "user", "password", "steps"]);
const URLS = new Set(["metrics", "reset-url"]);
/** Those that a misspelt key may stand for. */
export const SECRET_KEYS: readonly string[] = [...BYTES, ...URLS];
/** Keys below `steps` and `expect` that say nothing of bytes. */
const PLAIN = new Set(
  "wait tls tls-hello proxy hold within peek bytes sni verify alpn version command ending kind linger close-notify".split(
    " ",
  ),
);

export type Secrecy = "none" | "bytes" | "url";

/** @param name as a refusal has it: `CLIENT_PASSWORD`, or `client.password (storm.yaml:3)` */
export function secrecyOf(name: string): Secrecy {
  const [path = "", place] = name.split(" (");
  // Without a place behind it there is no path: dots may be those of a file's name.
  const keys = place === undefined ? [name] : path.split(".").map((key) => key.replace(/(\[\d+\])+$/, ""));
  const last = keys[keys.length - 1];
  if (last !== undefined && URLS.has(settingKey(last))) return "url";
  return keys.reduce((secret, key) => isSecretKey(key, secret), false) ? "bytes" : "none";
}

/** @param inherited whether that is secret which the key stands in */
export function isSecretKey(key: string, inherited: boolean): boolean {
  const plain = settingKey(key);
  if (PLAIN.has(plain)) return false;
  return inherited || SECRET_KEYS.includes(plain);
}

/** A step without a value (`tls`), and `expect: any`. */
export function isStepWord(text: string): boolean {
  return text === "any" || PLAIN.has(text) || BYTES.has(text);
}

/** `client_send` → `send`. */
export function settingKey(key: string): string {
  return key
    .toLowerCase()
    .replace(/_/g, "-")
    .replace(/^client-/, "");
}

/** `17 bytes`, in UTF-8. */
export function textWithheld(text: string): string {
  let bytes = 0;
  for (const character of text) {
    const code = character.charCodeAt(0);
    // A pair of surrogates is one character of four bytes.
    bytes += character.length === 2 ? 4 : 1 + Number(code >= 0x80) + Number(code >= 0x800);
  }
  return counted(bytes, "byte");
}

const URL = /^((?:(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) +)?[a-z][a-z0-9+.-]*:\/\/)([^/?#]*)(.*)$/is;
const HOST = /^(?:\[[0-9a-f:.]+\]|[\w.-]+)(?::\d+)?$/i;

/** More than any value that means something: a line for people is no place for the rest. */
const LONGEST_QUOTED = 1_000;

function quoted(value: string): string {
  if (value.length <= LONGEST_QUOTED) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, LONGEST_QUOTED))}… (${grouped(value.length)} characters)`;
}

/** The value of a setting in a refusal: in quotes what was written, without quotes what is told of it. */
export function shownValue(value: string, secrecy: Secrecy): string {
  if (secrecy === "none" || value === "") return quoted(value);
  const url = secrecy === "url" ? shownUrl(value) : null;
  return url === null ? textWithheld(value) : quoted(url);
}

/** A URL as reports may show it: without user and password, and without its query, which may hold a token. */
export function urlWithheld(url: string): string {
  return shownUrl(url) ?? textWithheld(url);
}

/** null: it is no URL. */
function shownUrl(url: string): string | null {
  const [, start, authority = "", rest = ""] = URL.exec(url) ?? [];
  if (start === undefined) return null;
  const [host = "", user] = authority.split("@").reverse();
  // A password may hold a slash: then nothing tells where the host begins.
  const known = HOST.test(host) && !rest.includes("@");
  const end = known ? `${host}${rest.replace(/[?#\s].*$/s, "?…")}` : "…";
  return `${start}${user === undefined || !known ? "" : "…@"}${end}`;
}

/** Fields of a balancer's file whose values may be secret: what a check sends. */
const SENT = /header|body|send|payload|request|token|password|secret|auth|cookie/i;

/** @param inherited whether that is secret which the field stands in */
export function isSecretField(key: string, inherited: boolean): boolean {
  return key !== "name" && (inherited || SENT.test(key));
}
