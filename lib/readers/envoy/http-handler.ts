/** `http_health_check`: one request, one answer, on a connection that stays. */
import type { Step } from "../../model/extension";
import { httpRequest } from "../../wire/http-request";
import { httpAnswer } from "../../wire/http-answer";
import { statusCodes } from "../../wire/status-codes";
import { beginsWith } from "../../wire/steps";
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { refused, textOf, wholeOf } from "../../source/fields";
import { isHeaderName, type CodeRange } from "../../source/http-values";
import { notEmulated, unsupported } from "../../source/unsupported";
import type { ClusterFacts, Exchange, OutOfReach } from "./handler";
import { expectedSteps } from "./payload";
import { at, unreadIn, repeated } from "./proto";

const KEYS = [
  ...["codec_client_type", "path", "host", "method", "expected_statuses", "retriable_statuses"],
  ...["request_headers_to_add", "request_headers_to_remove", "receive", "send", "response_buffer_size"],
];

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"];

export function readHttpHandler(block: Data, { hostname }: ClusterFacts): Exchange | OutOfReach {
  const codec = at(block, "codec_client_type");
  if (codec !== undefined && codec.text !== "HTTP1" && codec.text !== "0")
    return { kind: "out-of-reach", why: `it speaks ${codec.text} (line ${codec.line}), which is not emulated` };
  const path = at(block, "path");
  if (path === undefined) throw refused(block, "an http_health_check with a path");
  const host = at(block, "host");
  const method = at(block, "method");
  const ranges = repeated(block, "expected_statuses").map(statusRange);
  const removed = repeated(block, "request_headers_to_remove").map((one) => textOf(one).toLowerCase());
  const added = repeated(block, "request_headers_to_add").map(headerOf);
  const headers: (readonly [name: string, value: string])[] = [
    ["host", host === undefined ? hostname : textOf(host)],
    ...(removed.includes("user-agent") ? [] : [["user-agent", "Envoy/HC"] as const]),
    ...added,
  ];
  // The whole answer is there by then.
  const body = expectedSteps(repeated(block, "receive")).map((step): Step => ({ ...step, minBytes: 1 }));
  const send = at(block, "send");
  const retriable = at(block, "retriable_statuses");
  const steps = [
    httpRequest({ ...(method && { method: methodOf(method) }), path: textOf(path), headers }),
    ...statusSteps(statusCodes(ranges.length > 0 ? ranges : [[200, 200]]), method?.text !== "HEAD"),
    ...body,
  ];
  return {
    kind: "exchange",
    summary: "Envoy http_health_check",
    style: "send-expect",
    steps,
    reused: true,
    judgesFrom: steps.length - 1 - body.length,
    assumptions: [],
    unsupported: [
      ...(retriable === undefined
        ? []
        : [notEmulated(placeOf(retriable), "retriable_statuses", "they too make the host unhealthy at once")]),
      ...(send === undefined ? [] : [notEmulated(placeOf(send), "send", "the request has no body")]),
      ...added
        .filter(([, value]) => /%[A-Z_]+/.test(value))
        .map(([name]) => unsupported(placeOf(block), `the variables in the header \`${name}\` are not replaced`, name)),
      ...unreadIn(block, KEYS),
    ],
  };
}

/**
 * The whole answer, and then its status. The first byte ends what cannot be HTTP (Balsa's parser), and so does a whole line; the
 * connection stays open behind an answer.
 */
function statusSteps(codes: string, body: boolean): Step[] {
  const [answer, status] = httpAnswer(codes, body ? undefined : 0);
  return [{ ...beginsWith("H"), keep: true }, answer, status];
}

/** Envoy's `end` is the first code that is not in the range. */
function statusRange(data: Data): CodeRange {
  const start = at(data, "start");
  const end = at(data, "end");
  if (start === undefined || end === undefined) throw refused(data, "a range with start and end");
  const first = wholeOf(start, 100, 599);
  const afterLast = wholeOf(end, 101, 600);
  if (afterLast <= first) throw refused(data, "a range whose end is above its start");
  return [first, afterLast - 1];
}

function headerOf(data: Data): [name: string, value: string] {
  const header = at(data, "header");
  const key = at(header, "key");
  const value = at(header, "value");
  if (key === undefined || !isHeaderName(textOf(key))) throw refused(data, "a header with key and value");
  return [textOf(key).toLowerCase(), value === undefined ? "" : textOf(value)];
}

function methodOf(data: Data): string {
  const method = textOf(data);
  if (method === "METHOD_UNSPECIFIED") return "GET";
  if (!METHODS.includes(method)) throw refused(data, `one of ${METHODS.join(", ")}`);
  return method;
}
