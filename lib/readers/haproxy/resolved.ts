/** A proxy's rules as they run: variables filled in, the request in its place, what HAProxy adds by itself added. */
import { ANY_GOOD_STATUS, HTTP_ANSWER, HTTP_HEADERS_END, httpStatus } from "../../wire/haproxy/http-expect";
import { httpSend } from "../../wire/haproxy/httpchk-request";
import type { Expect, Rule } from "../../wire/haproxy/rules";
import { hexOfBytes, latin1 } from "../../wire/bytes";
import { isHex } from "./hex";
import { inWireOrder } from "./http-rules";
import { constantOf, formatted } from "./log-format";
import type { LineNote } from "./notes";
import type { Format, ParsedRequest, ParsedRule } from "./parsed-rule";
import type { Proxy } from "./proxy-settings";

export interface Resolved {
  rules: Rule[];
  notes: LineNote[];
}

type ParsedExpect = Extract<ParsedRule, { kind: "expect" }>;

export function resolved(proxy: Proxy): Resolved {
  const http = proxy.type === "httpchk";
  const notes: LineNote[] = [];
  const rules: Rule[] = [];
  const variables = new Map<string, string>();
  let answer: ParsedExpect[] = [];
  const answerEnds = () => {
    if (http) rules.push(...httpAnswer(answer, proxy, notes));
    else rules.push(...answer.map(({ expect }) => expect));
    if (!http) noteChain(answer, notes);
    answer = [];
  };

  for (const rule of http ? inWireOrder(proxy.rules) : proxy.rules) {
    notes.push(...rule.notes);
    if (rule.kind === "expect") {
      answer.push(rule);
      continue;
    }
    if (["connect", "send", "send-http", "ready"].includes(rule.kind)) answerEnds();
    const { line } = rule;
    const fill = (format: string) => {
      const { text, unknown } = formatted(format, variables);
      if (unknown.length > 0)
        notes.push({ line, text: `${unknown.join(", ")} is not known here: nothing stands in its place` });
      return text;
    };
    if (rule.kind === "connect") rules.push(rule.connect);
    else if (rule.kind === "ready") rules.push(...rule.rules);
    else if (rule.kind === "unset-var") variables.delete(rule.name);
    else if (rule.kind === "set-var") {
      const value = rule.expression ? constantOf(rule.format, variables) : fill(rule.format);
      if (value === undefined) variables.delete(rule.name);
      else variables.set(rule.name, value);
    } else if (rule.kind === "send") {
      const text = rule.format ? fill(rule.text) : rule.text;
      const bytes = !rule.binary ? text : isHex(text) ? latin1(text) : null;
      if (bytes === null) notes.push({ line, text: "what is sent comes to no pairs of hex digits: it is left out" });
      // Nothing to send is no send, but the answer so far is over.
      else if (bytes !== "") rules.push({ kind: "send", hex: hexOfBytes(bytes) });
    } else if (rule.kind === "send-http") rules.push(requestOf(rule.request, fill));
  }
  answerEnds();
  if (http && rules[rules.length - 1]?.kind === "send") rules.push(...HTTP_ANSWER, good(ANY_GOOD_STATUS, proxy));
  if (http && proxy.sendState !== null)
    notes.push({ line: proxy.sendState, text: "`http-check send-state` is not emulated: that header is not sent" });
  return { rules, notes };
}

function requestOf(request: ParsedRequest, fill: (format: string) => string): Rule {
  const { method, uri, version, headers, body } = request;
  const plain = (value: Format) => (value.format ? fill(value.text) : value.text);
  const given = headers.map(([name, value]) => [name, fill(value)] as const);
  return httpSend({
    ...(method !== undefined && { method }),
    ...(uri !== undefined && { uri: plain(uri) || "/" }),
    ...(version !== undefined && { version }),
    // A header that comes to nothing is left out.
    headers: given.filter(([, value]) => value !== ""),
    ...(body !== undefined && { body: plain(body) }),
  });
}

/** All rules on one answer: those on its head first, as its body is all that is looked at from then on. */
function httpAnswer(rules: readonly ParsedExpect[], proxy: Proxy, notes: LineNote[]): Rule[] {
  if (rules.length === 0) return [];
  const head = rules.filter(({ part }) => part !== "body");
  const body = rules.filter(({ part }) => part === "body");
  const [firstOnBody] = body;
  if (firstOnBody !== undefined) {
    const late = head.find((rule) => rules.indexOf(rule) > rules.indexOf(firstOnBody));
    if (late !== undefined) notes.push({ line: late.line, text: "this rule is judged before those on the body" });
    notes.push({ line: firstOnBody.line, text: "the body ends with the connection here, not with its length" });
  }
  for (const { part, line } of rules)
    if (proxy.disableOn404 && part !== "status")
      notes.push({ line, text: "`http-check disable-on-404`: a 404 does not pass this rule here" });
  return [
    ...HTTP_ANSWER,
    ...head.map(({ expect }) => good(expect, proxy)),
    ...(body.length > 0 ? [HTTP_HEADERS_END, ...body.map(({ expect }) => expect)] : []),
  ];
}

const STATUS = /^\^HTTP\/\[0-9\]\\\.\[0-9\] \(\?:(.*)\)\[ \\r\\n\]$/;

/** `disable-on-404`: a 404 passes whatever the rule says. */
function good(expect: Expect, { disableOn404 }: Proxy): Expect {
  const codes = expect.match.kind === "regex" ? STATUS.exec(expect.match.pattern)?.[1] : undefined;
  if (!disableOn404 || codes === undefined) return expect;
  const regex = new RegExp(`^(?:${codes})$`);
  const matching = Array.from({ length: 900 }, (_, i) => 100 + i).filter(
    (code) => regex.test(String(code)) !== (expect.not ?? false),
  );
  const plain = { ...expect, match: httpStatus(new Set([...matching, 404])).match };
  delete plain.not;
  return plain;
}

/** HAProxy goes back to a negated rule as long as a later one waits for more; here each rule is judged once. */
function noteChain(rules: readonly ParsedExpect[], notes: LineNote[]): void {
  rules.slice(0, -1).forEach(({ expect, line }) => {
    if (expect.not && expect.minBytes !== undefined)
      notes.push({ line, text: "a negated rule is not judged again while a later one waits for more" });
  });
}
