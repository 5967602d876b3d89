/**
 * A `defaults`, `backend` or `listen` section as far as its checks go: which kind of check, which rules, which servers.
 *
 * A ruleset is inherited as a whole: one rule of its own, or `option httpchk`, and a backend has none of its defaults' rules any more
 * (src/tcpcheck.c, proxy_parse_tcpcheck, proxy_parse_httpcheck).
 */
import { ldapCheck } from "../../wire/haproxy/ldap-check";
import { mysqlCheck } from "../../wire/haproxy/mysql-check";
import { pgsqlCheck } from "../../wire/haproxy/pgsql-check";
import { redisCheck } from "../../wire/haproxy/redis-check";
import type { Rule } from "../../wire/haproxy/rules";
import { smtpCheck } from "../../wire/haproxy/smtpchk";
import { spopCheck } from "../../wire/haproxy/spop-check";
import { sslHelloCheck } from "../../wire/haproxy/ssl-hello-chk";
import { nearest } from "../../text/refusal";
import { wrong, type SourceFile } from "../../source/place";
import { argumentsOf, Wrong, type Arguments } from "./arguments";
import { readConnect } from "./connect-rule";
import { readExpect } from "./expect-rule";
import { addHttpRule } from "./http-rules";
import type { LineNote } from "./notes";
import type { ParsedRule } from "./parsed-rule";
import type { Line, Section } from "./sections";
import { readHttpchk, readHttpSend, readSend } from "./send-rule";
import { DEFAULT_SERVER, readServer, type ServerSettings } from "./server";
import { timeOf } from "./time";
import type { Word } from "./words";

export interface Server {
  name: string;
  address: string;
  line: number;
  settings: ServerSettings;
  /** One of a `server-template`: each has an address of its own behind the name that they share. */
  ofTemplate?: true;
}

export interface Proxy {
  kind: string;
  name: string;
  line: number;
  /** `check` is the plain one. */
  type: string;
  /** Of the option; of the section where there is none. */
  typeLine: number;
  rules: readonly ParsedRule[];
  /** Rules of this section itself, used or not. */
  tcpRules: ParsedRule[] | null;
  httpRules: ParsedRule[] | null;
  timeoutCheckMs?: number | undefined;
  timeoutConnectMs?: number | undefined;
  disabled: boolean;
  disableOn404: boolean;
  sendState: number | null;
  defaultServer: ServerSettings;
  servers: Server[];
  notes: LineNote[];
}

export function emptyProxy(kind: string, name: string, line: number): Proxy {
  return {
    kind,
    name,
    line,
    type: "check",
    typeLine: line,
    rules: [],
    tcpRules: null,
    httpRules: null,
    disabled: false,
    disableOn404: false,
    sendState: null,
    defaultServer: DEFAULT_SERVER,
    servers: [],
    notes: [],
  };
}

/** More servers of one `server-template` are all the same. */
const MOST_OF_A_TEMPLATE = 64;

export function readProxy(file: SourceFile, section: Section, name: string, defaults: Proxy | null): Proxy {
  const base = defaults ?? emptyProxy("defaults", "", section.line);
  const proxy: Proxy = { ...base, kind: section.kind, name, line: section.line, tcpRules: null, httpRules: null };
  proxy.servers = [];
  proxy.notes = [...base.notes];
  for (const line of section.lines) {
    try {
      readLine(proxy, line);
    } catch (error) {
      if (error instanceof Wrong) throw wrong(file, line.line, error.message);
      throw error;
    }
  }
  if (proxy.httpRules !== null && proxy.type !== "httpchk")
    unused(proxy, proxy.httpRules, "http-check", "option httpchk");
  if (proxy.tcpRules !== null && proxy.type !== "tcp-check")
    unused(proxy, proxy.tcpRules, "tcp-check", "option tcp-check");
  return proxy;
}

function unused(proxy: Proxy, rules: readonly ParsedRule[], what: string, option: string): void {
  const first = rules.find((rule) => rule.kind !== "send-http" || !rule.request.fromOption);
  if (first !== undefined)
    proxy.notes.push({ line: first.line, text: `HAProxy does not use \`${what}\` rules without \`${option}\`` });
}

function readLine(proxy: Proxy, { line, words }: Line): void {
  const keyword = words[0]!.text;
  const rest = words.slice(1);
  switch (keyword) {
    case "option":
      return readOption(proxy, argumentsOf(rest, line));
    case "no":
    case "default":
      if (rest[0]?.text === "option" && OPTIONS.includes(rest[1]?.text ?? ""))
        throw new Wrong(`option ${rest[1]!.text} cannot be taken back with ${JSON.stringify(keyword)}`);
      return;
    case "tcp-check":
      return readTcpCheck(proxy, argumentsOf(rest, line));
    case "http-check":
      return readHttpCheck(proxy, argumentsOf(rest, line));
    case "timeout":
      return readTimeout(proxy, argumentsOf(rest, line));
    case "external-check":
      return;
    case "disabled":
      proxy.disabled = true;
      return;
    case "enabled":
      proxy.disabled = false;
      return;
    case "default-server":
      proxy.defaultServer = settingsOf(proxy.defaultServer, rest, line);
      return;
    case "server":
      return readServerLine(proxy, rest, line);
    case "server-template":
      return readTemplate(proxy, rest, line);
    default:
      refuseSlip(keyword, KEYWORDS);
  }
}

/** Other keywords are none of a check's business, but one that is nearly a check's is a slip. */
const KEYWORDS = ["option", "tcp-check", "http-check", "default-server", "server", "server-template", "external-check"];
const OPTIONS = [
  ...["tcp-check", "httpchk", "ssl-hello-chk", "smtpchk", "mysql-check", "pgsql-check", "redis-check", "ldap-check"],
  ...["spop-check", "external-check"],
];

function refuseSlip(keyword: string, known: readonly string[], what = ""): void {
  if (!/che?c?k|server/.test(keyword) || OTHERS.includes(keyword)) return;
  const near = nearest(keyword, known);
  throw new Wrong(`unknown ${what}${JSON.stringify(keyword)}${near === undefined ? "" : `; did you mean ${near}?`}`);
}
const OTHERS = [
  "log-health-checks",
  "checkcache",
  "http-server-close",
  "prefer-last-server",
  "load-server-state-from-file",
];

function readOption(proxy: Proxy, words: Arguments): void {
  const name = words.value("option", "a name");
  const use = (rules: readonly Rule[]) => {
    if (words.more) throw new Wrong(`option ${name} takes no ${JSON.stringify(words.peek())}`);
    proxy.rules = [{ kind: "ready", rules, line: words.line, notes: words.notes }];
    proxy.type = name;
    proxy.typeLine = words.line;
  };
  switch (name) {
    case "tcp-check":
      if (words.more) throw new Wrong(`option tcp-check takes no ${JSON.stringify(words.peek())}`);
      // Inherited rules stay, until one of its own comes.
      if (proxy.type !== "tcp-check") proxy.rules = proxy.tcpRules ??= [];
      proxy.type = name;
      proxy.typeLine = words.line;
      return;
    case "httpchk": {
      const request = readHttpchk(words);
      proxy.httpRules ??= [];
      addHttpRule(proxy.httpRules, { kind: "send-http", request, line: words.line, notes: words.notes });
      proxy.rules = proxy.httpRules;
      proxy.type = name;
      proxy.typeLine = words.line;
      return;
    }
    case "redis-check":
      return use(redisCheck);
    case "ssl-hello-chk":
      return use(sslHelloCheck);
    case "ldap-check":
      return use(ldapCheck);
    case "spop-check":
      return use(spopCheck);
    case "smtpchk": {
      const [hello, domain] = [words.more ? words.next() : "", words.more ? words.next() : ""];
      return use(smtpCheck((hello === "EHLO" || hello === "HELO") && domain !== "" ? `${hello} ${domain}` : undefined));
    }
    case "pgsql-check":
      if (!words.more || words.next() !== "user") throw new Wrong("option pgsql-check needs user and a name behind it");
      return use(pgsqlCheck(words.value("user", "a name")));
    case "mysql-check": {
      if (!words.more) return use(mysqlCheck());
      const user = words.next();
      if (user !== "user") throw new Wrong(`option mysql-check: accepted is user, not ${JSON.stringify(user)}`);
      const login = { user: words.value("user", "a name") };
      if (!words.more) return use(mysqlCheck(login));
      const protocol = words.next();
      if (protocol !== "pre-41" && protocol !== "post-41")
        throw new Wrong(`option mysql-check user: accepted are pre-41 and post-41, not ${JSON.stringify(protocol)}`);
      return use(mysqlCheck({ ...login, protocol }));
    }
    case "external-check":
      return use([]);
    default:
      refuseSlip(name, OPTIONS, "option ");
  }
}

function readTcpCheck(proxy: Proxy, words: Arguments): void {
  const rules = (proxy.tcpRules ??= []);
  const keyword = words.value("tcp-check", "a rule");
  rules.push(readRule(keyword, words, rules, false));
  if (proxy.type === "tcp-check") proxy.rules = rules;
}

function readHttpCheck(proxy: Proxy, words: Arguments): void {
  const keyword = words.value("http-check", "a rule");
  if (keyword === "disable-on-404" || keyword === "send-state") {
    if (words.more) throw new Wrong(`http-check ${keyword} takes no ${JSON.stringify(words.peek())}`);
    if (keyword === "disable-on-404") proxy.disableOn404 = true;
    else proxy.sendState = words.line;
    return;
  }
  const rules = (proxy.httpRules ??= []);
  const rule = readRule(keyword, words, rules, true);
  if (proxy.type !== "httpchk") {
    rules.push(rule);
    return;
  }
  addHttpRule(rules, rule);
  proxy.rules = rules;
}

const SENDS = ["send", "send-lf", "send-binary", "send-binary-lf"];

function readRule(keyword: string, words: Arguments, before: readonly ParsedRule[], http: boolean): ParsedRule {
  const { line, notes } = words;
  const variable = /^(set-var-fmt|set-var|unset-var)\(([^(),]*)(?:,[^()]*)?\)$/.exec(keyword);
  if (variable !== null) {
    const [, action, name] = variable;
    if (action === "unset-var") return { kind: "unset-var", name: name!, line, notes };
    const format = [words.value(action!)];
    while (words.more) format.push(words.next());
    return { kind: "set-var", name: name!, format: format.join(" "), expression: action === "set-var", line, notes };
  }
  if (keyword === "comment") {
    words.value(keyword);
    return { kind: "comment", line, notes };
  }
  if (keyword === "connect") {
    const early = before.find(
      (rule) => rule.kind === "connect" || rule.kind === "send" || rule.kind === "expect" || isExplicitSend(rule),
    );
    if (early !== undefined && early.kind !== "connect")
      throw new Wrong("where there is a connect rule the first rule has to be one");
    return { kind: "connect", connect: readConnect(words), line, notes };
  }
  if (keyword === "expect") return { kind: "expect", ...readExpect(words, http), line, notes };
  if (http && keyword === "send") return { kind: "send-http", request: readHttpSend(words), line, notes };
  if (!http && SENDS.includes(keyword)) return { kind: "send", ...readSend(keyword, words), line, notes };
  const known = ["connect", "expect", "comment", "set-var(NAME)", "unset-var(NAME)"];
  const accepted = http ? [...known, "send", "disable-on-404", "send-state"] : [...known, ...SENDS];
  const near = nearest(keyword, accepted);
  throw new Wrong(
    `${http ? "http-check" : "tcp-check"}: accepted are ${accepted.join(", ")}, not ${JSON.stringify(keyword)}` +
      (near === undefined ? "" : `; did you mean ${near}?`),
  );
}

function isExplicitSend(rule: ParsedRule): boolean {
  return rule.kind === "send-http" && !rule.request.fromOption;
}

function readTimeout(proxy: Proxy, words: Arguments): void {
  const which = words.value("timeout", "a name");
  if (which !== "check" && which !== "connect") return;
  const text = words.value(`timeout ${which}`, "a time");
  if (text === "") {
    proxy.notes.push(...words.notes);
    return;
  }
  const time = timeOf(text);
  if ("wrong" in time) throw new Wrong(`timeout ${which} ${JSON.stringify(text)}: ${time.wrong}`);
  // 0 is none.
  const ms = time.ms > 0 ? time.ms : undefined;
  if (which === "check") proxy.timeoutCheckMs = ms;
  else proxy.timeoutConnectMs = ms;
}

function settingsOf(base: ServerSettings, words: readonly Word[], line: number): ServerSettings {
  const read = readServer(base, words, line);
  if ("wrong" in read) throw new Wrong(read.wrong);
  return read.settings;
}

const NAME = /^[A-Za-z0-9_.:-]+$/;

function readServerLine(proxy: Proxy, words: readonly Word[], line: number): void {
  const [name, address, ...rest] = words;
  if (name === undefined || address === undefined) throw new Wrong("server needs a name and an address");
  if (!NAME.test(name.text))
    throw new Wrong(`the server's name ${JSON.stringify(name.text)}: accepted are letters, digits and . : _ -`);
  const settings = settingsOf(proxy.defaultServer, rest, line);
  if (settings.check && settings.track !== undefined) throw new Wrong("check and track do not go together");
  proxy.servers.push({ name: name.text, address: address.text, line, settings });
}

function readTemplate(proxy: Proxy, words: readonly Word[], line: number): void {
  const [prefix, range, address, ...rest] = words;
  if (prefix === undefined || range === undefined || address === undefined)
    throw new Wrong("server-template needs a prefix, a number or range, and an address");
  const numbers = /^([0-9]{1,6})(?:-([0-9]{1,6}))?$/.exec(range.text);
  const [first, last] =
    numbers === null
      ? [1, 0]
      : numbers[2] === undefined
        ? [1, Number(numbers[1])]
        : [Number(numbers[1]), Number(numbers[2])];
  if (!NAME.test(prefix.text) || last < first || first < 1)
    throw new Wrong(`server-template ${JSON.stringify(range.text)}: accepted is a number, or a range such as 1-5`);
  const settings = settingsOf(proxy.defaultServer, rest, line);
  for (let number = first; number <= Math.min(last, first + MOST_OF_A_TEMPLATE - 1); number++)
    proxy.servers.push({ name: `${prefix.text}${number}`, address: address.text, line, settings, ofTemplate: true });
  if (last - first >= MOST_OF_A_TEMPLATE)
    proxy.notes.push({
      line,
      text: `of its ${last - first + 1} servers the first ${MOST_OF_A_TEMPLATE} can be chosen; they are all alike`,
    });
}
