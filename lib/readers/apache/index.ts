/**
 * Apache httpd: `hcmethod` of the members of a balancer (mod_proxy_hcheck), with what ProxyHCTemplate says for it.
 *
 * apache/httpd@00d23f74: modules/proxy/mod_proxy_hcheck.c. 200 to 399 is good unless `hcexpr` says otherwise.
 */
import { apacheHcheck } from "../../checkers/products/apache-httpd";
import type { Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { readToEnd } from "../../wire/read-to-end";
import { LONGEST_MS, milliseconds } from "../../text/duration";
import { wellFormed } from "../../text/well-formed";
import { portNumber } from "../../source/address";
import { place, wrong, type SourceFile } from "../../source/place";
import { notEmulated } from "../../source/unsupported";
import { topKeys } from "../../source/top-keys";
import { byItself, foundCheck, outOfReach, partition, unchecked, type Found } from "../found";
import { fromPreset } from "../from-preset";
import type { ConfigurationReader } from "../reader-types";

const LINE =
  /^[ \t]*(?:<(?:Proxy|VirtualHost|Location)\b|(?:ProxyPass|BalancerMember|ProxyHCTemplate|ProxyHCExpr|LoadModule)[ \t])/im;
const METHODS = ["TCP", "OPTIONS", "HEAD", "GET"] as const;
type Method = (typeof METHODS)[number];

export const apache: ConfigurationReader = {
  format: "Apache httpd configuration",
  product: "Apache httpd",
  files: "Apache httpd: `hcmethod` of BalancerMember and ProxyPass",
  selector: "`balancer/host:port`",
  recognises: ({ text }) => LINE.test(text) && topKeys(text).size === 0,
  read(file) {
    const lines = linesOf(file);
    const templates = new Map(
      lines
        .filter(({ words }) => is(words[0], "ProxyHCTemplate"))
        .map(({ words }) => [words[1] ?? "", parameters(words.slice(2))]),
    );
    const found = membersIn(lines).flatMap((member) =>
      byItself(member.selector, place(file, member.line), () => [readMember(file, member, templates)]),
    );
    const why = "it has no BalancerMember, which hcmethod belongs to";
    return partition(found.length > 0 ? found : [unchecked("", place(file, 1), why)]);
  },
};

interface Line {
  words: string[];
  line: number;
}

/** A backslash at the end joins the next line; quotes hold blanks. */
function linesOf(file: SourceFile): Line[] {
  const lines: Line[] = [];
  let joined = "";
  let first = 0;
  wellFormed(file.text)
    .split(/\r?\n/)
    .forEach((text, index) => {
      if (joined === "") first = index + 1;
      if (text.endsWith("\\")) {
        joined += `${text.slice(0, -1)} `;
        return;
      }
      const whole = (joined + text).trim();
      joined = "";
      if (whole === "" || whole.startsWith("#")) return;
      const words = [...whole.matchAll(/"((?:[^"\\]|\\.)*)"|[^\s"]+(?:"[^"]*")?/g)].map(
        ([word, quoted]) => quoted ?? word,
      );
      lines.push({ words, line: first });
    });
  return lines;
}

const is = (word: string | undefined, name: string): boolean => word?.toLowerCase() === name.toLowerCase();

function parameters(words: readonly string[]): Map<string, string> {
  return new Map(
    words.flatMap((word): [string, string][] => {
      const equals = word.indexOf("=");
      return equals < 0 ? [] : [[word.slice(0, equals).toLowerCase(), word.slice(equals + 1).replace(/^"|"$/g, "")]];
    }),
  );
}

interface Member {
  selector: string;
  url: string;
  given: Map<string, string>;
  line: number;
}

/** Members stand in `<Proxy balancer://NAME>`, or name their balancer themselves. */
function membersIn(lines: readonly Line[]): Member[] {
  let section = "";
  return lines.flatMap(({ words, line }): Member[] => {
    const [keyword = "", ...rest] = words;
    if (is(keyword, "<Proxy")) section = balancerOf(rest[0] ?? "") ?? "";
    else if (is(keyword, "</Proxy>")) section = "";
    else if (is(keyword, "BalancerMember")) {
      const own = balancerOf(rest[0] ?? "");
      const url = rest[own === undefined ? 0 : 1] ?? "";
      return [
        { selector: `${own ?? section}/${url.replace(/^\w+:\/\/|\/.*$/g, "")}`, url, given: parameters(rest), line },
      ];
    }
    return [];
  });
}

function balancerOf(word: string): string | undefined {
  return /^balancer:\/\/([^/>\s]+)/i.exec(word)?.[1];
}

function readMember(
  file: SourceFile,
  { selector, url, given, line }: Member,
  templates: ReadonlyMap<string, Map<string, string>>,
): Found {
  const at = place(file, line);
  const [, scheme = "", host = "", portText, path = ""] =
    /^(\w+):\/\/(\[[^\]]+\]|[^:/\s]+)(?::(\d+))?(\/\S*)?$/.exec(url) ?? [];
  if (host === "")
    throw wrong(file, line, `BalancerMember: expected a URL such as http://10.0.0.5:8080, got ${JSON.stringify(url)}`);
  const name = given.get("hctemplate");
  const template = name === undefined ? undefined : templates.get(name);
  if (name !== undefined && template === undefined)
    throw wrong(file, line, `hctemplate: expected the name of a ProxyHCTemplate, got "${name}"`);
  const settings = new Map([...(template ?? []), ...given]);
  const written = settings.get("hcmethod")?.toUpperCase() ?? "NONE";
  if (written === "NONE") return unchecked(selector, at, `BalancerMember ${url} has no hcmethod`);
  const method = METHODS.find((one) => one === written);
  if (method === undefined) return outOfReach(selector, at, `hcmethod ${written} is not emulated`);
  if (scheme === "ajp" && method !== "TCP") return outOfReach(selector, at, "AJP is not emulated");
  const port = portNumber(portText ?? (scheme === "https" ? "443" : "80"));
  if (port === undefined) throw wrong(file, line, `BalancerMember: expected a port, got "${portText ?? ""}"`);
  const count = (key: string) => wholeOf(file, line, key, settings.get(key), 1);
  const expression = settings.get("hcexpr");
  return foundCheck({
    selector,
    server: `${host}:${port}`,
    check: fromPreset(apacheHcheck, {
      selector,
      origin: at,
      summary: `Apache httpd, hcmethod ${method} of ${selector}`,
      ...wireOf(method, { tls: scheme === "https", path, uri: settings.get("hcuri") ?? "", port }),
      intervalMs: timeOf(file, line, "hcinterval", settings.get("hcinterval"), apacheHcheck.intervalMs),
      timeoutMs: timeOf(
        file,
        line,
        "timeout",
        given.get("connectiontimeout") ?? given.get("timeout"),
        apacheHcheck.timeoutMs,
      ),
      rise: count("hcpasses"),
      fall: count("hcfails"),
      notes:
        expression === undefined
          ? []
          : [notEmulated(at, "hcexpr", `${expression} decides there; here 200 to 399 is good`)],
    }),
  });
}

interface Asked {
  tls: boolean;
  /** Of the member's URL; the check's own comes behind it. */
  path: string;
  uri: string;
  port: number;
}

function wireOf(method: Method, { tls, path, uri, port }: Asked): Pick<Preset, "style" | "connections"> {
  const handshake = tls ? [{ kind: "tls" as const, verify: false }] : [];
  if (method === "TCP") return { style: "fin", connections: () => [connection("full", [], { kind: "fin" })] };
  const asked = method === "OPTIONS" ? "*" : path + (path !== "" && uri !== "" ? "/" : "") + uri;
  return {
    style: "send-expect",
    connections: ({ host }) => {
      const request = httpRequest({ method, path: asked, version: "1.0", headers: [["Host", authority(host, port)]] });
      const answer = method === "GET" ? [{ ...httpStatus(), keep: true }, readToEnd] : [httpStatus()];
      return [connection("full", [...handshake, request, ...answer], { kind: "drain-fin" })];
    },
  };
}

function wholeOf(file: SourceFile, line: number, key: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (!(value >= 1)) throw wrong(file, line, `${key}: expected a whole number from 1, got "${text}"`);
  return value;
}

/** Seconds, or with a unit. */
function timeOf(file: SourceFile, line: number, key: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : milliseconds(text);
  if (!(ms >= 1 && ms <= LONGEST_MS))
    throw wrong(file, line, `${key}: expected a number of seconds, such as 30, got "${text}"`);
  return ms;
}
