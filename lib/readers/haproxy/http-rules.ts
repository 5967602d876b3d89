/**
 * The order of `http-check` rules, and where the request of `option httpchk` goes among them (src/tcpcheck.c, tcpcheck_add_http_rule and
 * check_proxy_tcpcheck).
 */
import { SyntaxFault } from "./arguments";
import type { ParsedRequest, ParsedRule } from "./parsed-rule";

type HttpSend = Extract<ParsedRule, { kind: "send-http" }>;

/** Rules that do something on the wire. */
const acts = (rule: ParsedRule) => !["comment", "set-var", "unset-var"].includes(rule.kind);
/** The request of `option httpchk`, if this is it. */
const optionsOwn = (rule: ParsedRule | undefined): HttpSend | null =>
  rule?.kind === "send-http" && rule.request.fromOption ? rule : null;

/** Adds it in its place. @throws SyntaxFault where it does not fit behind the one before */
export function addHttpRule(rules: ParsedRule[], rule: ParsedRule): void {
  const acting = rules.filter(acts);
  const option = optionsOwn(rule);
  if (option !== null) {
    const first = acting[0]?.kind === "connect" ? acting[1] : acting[0];
    if (first?.kind !== "send-http") rules.unshift(option);
    else if (optionsOwn(first) !== null) rules.splice(rules.indexOf(first), 1, option);
    else rules.splice(rules.indexOf(first), 1, { ...first, request: overridden(first.request, option.request) });
    return;
  }
  const last = acting[acting.length - 1];
  if (acts(rule) && last !== undefined && optionsOwn(last) === null) {
    const missing =
      rule.kind === "send-http" && last.kind !== "connect"
        ? "connect"
        : rule.kind === "expect" && last.kind !== "send-http" && last.kind !== "expect"
          ? "send"
          : rule.kind === "connect" && last.kind !== "expect"
            ? "expect"
            : undefined;
    if (missing !== undefined) throw new SyntaxFault(`http-check: ${missing} has to come before ${nameOf(rule)}`);
  }
  const first = optionsOwn(acting[0]);
  if (rule.kind === "send-http" && first !== null) {
    rules.splice(rules.indexOf(first), 1);
    const request = { ...overridden(first.request, rule.request), fromOption: false };
    rules.push({ ...rule, notes: [...first.notes, ...rule.notes], request });
    return;
  }
  rules.push(rule);
}

const nameOf = (rule: ParsedRule) => (rule.kind === "send-http" ? "send" : rule.kind);

function overridden(old: ParsedRequest, by: ParsedRequest): ParsedRequest {
  return { ...old, ...by, fromOption: old.fromOption, headers: by.headers.length > 0 ? by.headers : old.headers };
}

/** The option's request goes behind the first connect, when it is still the first rule. */
export function inWireOrder(rules: readonly ParsedRule[]): ParsedRule[] {
  const acting = rules.filter(acts);
  const [first, second] = [optionsOwn(acting[0]), acting[1]];
  if (first === null || second?.kind !== "connect") return [...rules];
  const others = rules.filter((rule) => rule !== first);
  others.splice(others.indexOf(second) + 1, 0, first);
  return others;
}
