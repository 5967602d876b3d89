/** A proxy's rules as they run: variables filled in, the request in its place, what HAProxy adds by itself added. */
import { ANY_GOOD_STATUS, httpAnswer, onAnswer } from "../../wire/haproxy/http-expect";
import { httpSend } from "../../wire/haproxy/httpchk-request";
import type { Rule } from "../../wire/haproxy/rules";
import { hexOfBytes, latin1 } from "../../wire/bytes";
import { isHex } from "./hex";
import { inWireOrder } from "./http-rules";
import { constantOf, formatted, type Variables } from "./log-format";
import type { LineNote } from "./notes";
import type { Format, ParsedRequest, ParsedRule } from "./parsed-rule";
import type { Proxy } from "./proxy-settings";
import { INVALID_IS_SOCKERR, type Version } from "./version";

export interface Resolved {
  rules: Rule[];
  notes: LineNote[];
  /** The Host of the first request; left out: it has none. */
  host?: string;
}

type ParsedExpect = Extract<ParsedRule, { kind: "expect" }>;

/** @param names of the server and its backend, as formats call them */
export function resolved(proxy: Proxy, version: Version, names: Variables): Resolved {
  const http = proxy.type === "httpchk";
  const notes: LineNote[] = [];
  const rules: Rule[] = [];
  const variables = new Map(names);
  let answer: ParsedExpect[] = [];
  /** The request was a HEAD. */
  let bodiless = false;
  let host: string | undefined;
  const invalid = version >= INVALID_IS_SOCKERR ? "SOCKERR" : undefined;
  const answerEnds = () => {
    const about = { bodiless, passes404: proxy.disableOn404 };
    if (http && answer.length > 0) rules.push(httpAnswer(answer[0]?.expect.late, invalid));
    rules.push(...answer.map(({ expect }) => (http ? onAnswer(expect, about) : expect)));
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
    } else if (rule.kind === "send-http") {
      rules.push(requestOf(rule.request, fill));
      bodiless = rule.request.method === "HEAD";
      host ??= fill(rule.request.headers.find(([name]) => name.toLowerCase() === "host")?.[1] ?? "");
      if (isWebsocket(rule.request)) notes.push({ line, text: WEBSOCKET });
    }
  }
  answerEnds();
  if (http && rules[rules.length - 1]?.kind === "send")
    rules.push(httpAnswer(undefined, invalid), onAnswer(ANY_GOOD_STATUS, { bodiless, passes404: proxy.disableOn404 }));
  if (http && proxy.sendState !== null)
    notes.push({ line: proxy.sendState, text: "`http-check send-state` is not emulated: that header is not sent" });
  return { rules, notes, ...(host && { host }) };
}

const WEBSOCKET = "the key of the websocket is the same each time, and the answer to it is not verified";

function isWebsocket({ headers }: ParsedRequest): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === "upgrade" && value.toLowerCase() === "websocket");
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

/** HAProxy goes back to a negated rule as long as a later one waits for more; here each rule is judged once. */
function noteChain(rules: readonly ParsedExpect[], notes: LineNote[]): void {
  rules.slice(0, -1).forEach(({ expect, line }) => {
    if (expect.not && expect.minBytes !== undefined)
      notes.push({ line, text: "a negated rule is not judged again while a later one waits for more" });
  });
}
