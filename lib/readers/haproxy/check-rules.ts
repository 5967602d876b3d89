/** The rules of `tcp-check` and `http-check`. */
import { nearest } from "../../text/refusal";
import { SyntaxFault, type Arguments } from "./arguments";
import { readConnect } from "./connect-rule";
import { readExpect } from "./expect-rule";
import { addHttpRule } from "./http-rules";
import type { ParsedRule } from "./parsed-rule";
import type { Proxy } from "./proxy-settings";
import { readHttpSend, readSend } from "./send-rule";
import { noKeyword, nothingMore } from "./not-accepted";

const SENDS = ["send", "send-lf", "send-binary", "send-binary-lf"];
const BOTH = ["connect", "expect", "comment", "set-var(NAME)", "unset-var(NAME)"];
/** What a refusal names. */
const ACCEPTED = { tcp: [...BOTH, ...SENDS], http: [...BOTH, "send", "disable-on-404", "send-state"] };

export function readTcpCheck(proxy: Proxy, words: Arguments): void {
  const rules = (proxy.tcpRules ??= []);
  const keyword = words.value("tcp-check", "a rule");
  rules.push(readRule(keyword, words, rules, false));
  if (proxy.type === "tcp-check") proxy.rules = rules;
}

export function readHttpCheck(proxy: Proxy, words: Arguments): void {
  const keyword = words.value("http-check", "a rule");
  if (keyword === "disable-on-404" || keyword === "send-state") {
    if (words.more) throw new SyntaxFault(nothingMore(`http-check ${keyword}`, words.next()));
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

/** @param before the rules that stand above it */
function readRule(keyword: string, words: Arguments, before: readonly ParsedRule[], http: boolean): ParsedRule {
  const { line, notes } = words;
  const [, action, name = ""] = /^(set-var-fmt|set-var|unset-var)\(([^(),]*)(?:,[^()]*)?\)$/.exec(keyword) ?? [];
  if (action === "unset-var") return { kind: "unset-var", name, line, notes };
  if (action !== undefined) {
    const format = [words.value(action)];
    while (words.more) format.push(words.next());
    return { kind: "set-var", name, format: format.join(" "), expression: action === "set-var", line, notes };
  }
  if (keyword === "comment") {
    words.value(keyword);
    return { kind: "comment", line, notes };
  }
  if (keyword === "connect") {
    const first = before.find(usesConnection);
    if (first !== undefined && first.kind !== "connect")
      throw new SyntaxFault("where there is a connect rule the first rule has to be one");
    return { kind: "connect", connect: readConnect(words), line, notes };
  }
  if (keyword === "expect") return { kind: "expect", ...readExpect(words, http), line, notes };
  if (http && keyword === "send") return { kind: "send-http", request: readHttpSend(words), line, notes };
  if (!http && SENDS.includes(keyword)) return { kind: "send", ...readSend(keyword, words), line, notes };
  const accepted = ACCEPTED[http ? "http" : "tcp"];
  const near = nearest(keyword, accepted);
  throw new SyntaxFault(
    noKeyword(http ? "http-check" : "tcp-check", keyword, accepted) +
      (near === undefined ? "" : `; did you mean ${near}?`),
  );
}

/** Rules that use the connection; a `connect` opens one. The request of `option httpchk` is put behind it. */
function usesConnection(rule: ParsedRule): boolean {
  if (rule.kind === "send-http") return !rule.request.fromOption;
  return rule.kind === "connect" || rule.kind === "send" || rule.kind === "expect";
}
