/**
 * A `defaults`, `backend` or `listen` section as far as its checks go: which kind of check, which rules, which servers.
 *
 * A ruleset is inherited as a whole: one rule of its own, or `option httpchk`, and a backend has none of its defaults' rules any more
 * (src/tcpcheck.c, proxy_parse_tcpcheck, proxy_parse_httpcheck).
 */
import { argumentsOf, SyntaxFault, type Arguments } from "./arguments";
import { OPTIONS, readOption } from "./check-option";
import { readHttpCheck, readTcpCheck } from "./check-rules";
import { refuseSlip } from "./misspelt";
import type { ParsedRule } from "./parsed-rule";
import type { Proxies, Proxy } from "./proxy-settings";
import type { Line, Section } from "./sections";
import { defaultsOf, readServerLine, readTemplate } from "./server-line";
import { timeOf } from "./time";
import { notAccepted } from "./not-accepted";

/**
 * A line that HAProxy refuses is the section's fault, and that of all that inherit it; a `server` line is the fault of its server alone.
 *
 * @param base the section whose settings it inherits
 * @param above the sections that a server may take its settings `from`
 */
export function readProxy(section: Section, name: string, base: Proxy, above: Proxies): Proxy {
  const proxy: Proxy = {
    ...base,
    kind: section.kind,
    name,
    line: section.line,
    tcpRules: null,
    httpRules: null,
    servers: [],
    notes: [...base.notes],
    fault: base.fault ?? section.fault ?? null,
  };
  for (const line of section.lines) {
    try {
      readLine(proxy, line, above);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      proxy.fault ??= { line: line.line, reason: error.message };
    }
  }
  noteUnused(proxy, proxy.httpRules, "http-check", "httpchk");
  noteUnused(proxy, proxy.tcpRules, "tcp-check", "tcp-check");
  noteLostRequest(proxy, base);
  return proxy;
}

function noteUnused(proxy: Proxy, rules: readonly ParsedRule[] | null, keyword: string, type: string): void {
  if (proxy.type === type) return;
  const first = rules?.find((rule) => rule.kind !== "send-http" || !rule.request.fromOption);
  if (first !== undefined)
    proxy.notes.push({
      line: first.line,
      text: `HAProxy does not use \`${keyword}\` rules without \`option ${type}\``,
      mistake: true,
    });
}

/** One rule of its own, and the rules that a backend inherits are gone, the request of the option among them. */
function noteLostRequest(proxy: Proxy, base: Proxy): void {
  if (proxy.type !== "httpchk" || base.type !== "httpchk" || proxy.rules === base.rules) return;
  const [first] = proxy.rules;
  if (first === undefined || proxy.rules.some(({ kind }) => kind === "send-http")) return;
  proxy.notes.push({
    line: first.line,
    text: "its own `http-check` rules replace all that it inherits, the request too: HAProxy sends nothing and waits for an answer",
    mistake: true,
  });
}

/** Other keywords are none of a check's business, but one that is nearly a check's is a slip. */
const KEYWORDS = ["option", "tcp-check", "http-check", "default-server", "server", "server-template", "external-check"];

function readLine(proxy: Proxy, { line, keyword, words }: Line, above: Proxies): void {
  switch (keyword) {
    // Of a `healthcheck` section.
    case "type":
      if (proxy.kind === "healthcheck") readOption(proxy, argumentsOf(words, line), "type");
      return;
    case "option":
      return readOption(proxy, argumentsOf(words, line));
    case "no":
    case "default": {
      const [what, option] = words;
      if (what?.text === "option" && option !== undefined && OPTIONS.has(option.text))
        throw new SyntaxFault(`option ${option.text} cannot be taken back with ${JSON.stringify(keyword)}`);
      return;
    }
    case "tcp-check":
      return readTcpCheck(proxy, argumentsOf(words, line));
    case "http-check":
      return readHttpCheck(proxy, argumentsOf(words, line));
    case "timeout":
      return readTimeout(proxy, argumentsOf(words, line));
    case "external-check":
      return;
    case "disabled":
      proxy.disabled = true;
      return;
    case "enabled":
      proxy.disabled = false;
      return;
    case "default-server":
      proxy.defaultServer = defaultsOf(proxy, words, line, above);
      return;
    case "server":
      return readServerLine(proxy, words, line, above);
    case "server-template":
      return readTemplate(proxy, words, line, above);
    default:
      refuseSlip(keyword, KEYWORDS);
  }
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
  if (!time.ok) throw new SyntaxFault(notAccepted(`timeout ${which}`, text, time.reason));
  // 0 is none.
  const ms = time.value > 0 ? time.value : undefined;
  if (which === "check") proxy.timeoutCheckMs = ms;
  else proxy.timeoutConnectMs = ms;
}
