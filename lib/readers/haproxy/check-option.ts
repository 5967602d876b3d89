/** `option tcp-check`, `option httpchk`, `option redis-check` and so on: the kind of a section's checks. */
import { ldapCheck } from "../../wire/haproxy/ldap-check";
import { mysqlCheck } from "../../wire/haproxy/mysql-check";
import { pgsqlCheck } from "../../wire/haproxy/pgsql-check";
import { redisCheck } from "../../wire/haproxy/redis-check";
import type { Rule } from "../../wire/haproxy/rules";
import { smtpCheck } from "../../wire/haproxy/smtpchk";
import { spopCheck } from "../../wire/haproxy/spop-check";
import { sslHelloCheck } from "../../wire/haproxy/ssl-hello-chk";
import { SyntaxFault, type Arguments } from "./arguments";
import { addHttpRule } from "./http-rules";
import { refuseSlip } from "./misspelt";
import type { ParsedRule } from "./parsed-rule";
import type { Proxy } from "./proxy-settings";
import { readHttpchk } from "./send-rule";
import { noKeyword, nothingMore } from "./not-accepted";

/** @returns the rules of a section that has this option */
type ReadOption = (proxy: Proxy, words: Arguments) => readonly ParsedRule[];

const ready =
  (read: (words: Arguments) => readonly Rule[]): ReadOption =>
  (_, words) => [{ kind: "ready", rules: read(words), line: words.line, notes: words.notes }];

export const OPTIONS: ReadonlyMap<string, ReadOption> = new Map<string, ReadOption>([
  // Inherited rules stay, until one of its own comes.
  ["tcp-check", (proxy) => (proxy.type === "tcp-check" ? proxy.rules : (proxy.tcpRules ??= []))],
  ["httpchk", httpchk],
  ["ssl-hello-chk", ready(sslHello)],
  ["smtpchk", ready(smtpchk)],
  ["mysql-check", ready(mysql)],
  ["pgsql-check", ready(pgsql)],
  ["redis-check", ready(() => redisCheck)],
  ["ldap-check", ready(() => ldapCheck)],
  ["spop-check", ready(() => spopCheck)],
  ["external-check", ready(() => [])],
]);

/** @param keyword `type` in a `healthcheck` section */
export function readOption(proxy: Proxy, words: Arguments, keyword: "option" | "type" = "option"): void {
  const name = words.value(keyword, "a name");
  const read = OPTIONS.get(name);
  if (read === undefined) {
    refuseSlip(name, OPTIONS.keys(), `${keyword} `);
    return;
  }
  const rules = read(proxy, words);
  if (words.more) throw new SyntaxFault(nothingMore(`${keyword} ${name}`, words.next()));
  proxy.rules = rules;
  proxy.type = name;
  proxy.typeLine = words.line;
}

function httpchk(proxy: Proxy, words: Arguments): readonly ParsedRule[] {
  const request = readHttpchk(words);
  const rules = (proxy.httpRules ??= []);
  addHttpRule(rules, { kind: "send-http", request, line: words.line, notes: words.notes });
  return rules;
}

function sslHello({ notes, line }: Arguments): readonly Rule[] {
  notes.push({ line, text: "the time in the ClientHello, four bytes, is zero here; HAProxy puts its clock there" });
  return sslHelloCheck;
}

/** `smtpchk [HELO|EHLO DOMAIN]` */
function smtpchk(words: Arguments): readonly Rule[] {
  const hello = words.more ? words.next() : "";
  const domain = words.more ? words.next() : "";
  return smtpCheck((hello === "EHLO" || hello === "HELO") && domain !== "" ? `${hello} ${domain}` : undefined);
}

/** `pgsql-check user NAME` */
function pgsql(words: Arguments): readonly Rule[] {
  if (!words.more || words.next() !== "user")
    throw new SyntaxFault("option pgsql-check needs user and a name behind it");
  return pgsqlCheck(words.value("user", "a name"));
}

/** `mysql-check [user NAME [pre-41|post-41|post-80]]` */
function mysql(words: Arguments): readonly Rule[] {
  if (!words.more) return mysqlCheck();
  const keyword = words.next();
  if (keyword !== "user") throw new SyntaxFault(noKeyword("option mysql-check", keyword, ["user"], "user"));
  const user = words.value("user", "a name");
  if (!words.more) return mysqlCheck({ user });
  const protocol = words.next();
  if (protocol !== "pre-41" && protocol !== "post-41" && protocol !== "post-80") {
    const known = ["pre-41", "post-41", "post-80"];
    throw new SyntaxFault(noKeyword("option mysql-check user", protocol, known, "pre-41, post-41 or post-80"));
  }
  return mysqlCheck({ user, protocol });
}
