/**
 * `health_check` of NGINX Plus, in a location that passes to an upstream, or in a server of `stream`. What its `match` cannot be told by
 * one look at an answer is named.
 *
 * https://nginx.org/en/docs/http/ngx_http_upstream_hc_module.html, ../stream/ngx_stream_upstream_hc_module.html
 */
import type { Preset } from "../../model/checker";
import type { Step } from "../../model/extension";
import type { Note } from "../../model/note";
import { nginxPlus } from "../../checkers/products/nginx";
import { connection } from "../../wire/connection";
import { hexOfText } from "../../wire/bytes";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { begins, send } from "../../wire/steps";
import { statusCodes } from "../../wire/status-codes";
import { dataOf, everywhere, type Directive } from "../../source/directives";
import { refused, wholeOf } from "../../source/fields";
import { place, wrong, type SourceFile } from "../../source/place";
import { notEmulated, unsupported } from "../../source/unsupported";
import { foundCheck, outOfReach, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { patternStep } from "../pattern-step";
import { parameters, portOf, serversOf, timeOf, valueOf } from "./nginx-values";

const READ = ["interval", "fails", "passes", "uri", "match", "port", "mandatory", "persistent", "keepalive_time"];
const HTTP_TIMEOUT_MS = 60_000;
const PLUS = "NGINX Plus is closed: that it checks on a connection of its own, and ends it by a FIN, is assumed";

/** @param around the blocks that it stands in, the outermost first */
export function readHealthCheck(
  file: SourceFile,
  check: Directive,
  around: readonly Directive[],
  upstreams: readonly Directive[],
  all: readonly Directive[],
): Found {
  const at = place(file, check.line);
  const stream = around.some(({ words }) => words[0]?.text === "stream");
  const inner = [...around].reverse().map(({ block }) => block ?? []);
  const setting = (name: string) => inner.map((block) => valueOf(block, name)).find((value) => value !== undefined);
  const [, scheme = "", name = ""] =
    /^(?:(\w+):\/\/)?([^/\s]+)/.exec(setting("proxy_pass") ?? setting("grpc_pass") ?? "") ?? [];
  if (name === "") throw wrong(file, check.line, "health_check: expected a proxy_pass beside it, got none");
  const given = parameters(check);
  if (given.get("type")?.text === "grpc") return outOfReach(name, at, "a gRPC check of NGINX Plus is not emulated");
  if (given.has("udp")) return outOfReach(name, at, "a check over UDP is out of reach");
  const count = (key: string) => {
    const word = given.get(key);
    return word === undefined ? 1 : wholeOf(dataOf(file, word, key), 1, 1_000_000);
  };
  const own = given.get("port");
  const upstream = upstreams.find(({ words }) => words[1]?.text === name);
  const server = upstream === undefined ? name : (serversOf(upstream)[0]?.words[1]?.text ?? name);
  const port = own === undefined ? {} : portUnlike(wholeOf(dataOf(file, own, "port"), 1, 65_535), portOf(server));
  const match = given.get("match")?.text;
  const rules = match === undefined ? [] : (matchNamed(all, match, file, check).block ?? []);
  const path = given.get("uri")?.text ?? "/";
  const tls = scheme === "https" || setting("proxy_ssl") === "on";
  const read = stream ? streamSteps(file, rules) : httpSteps(file, rules, { path, host: name });
  const steps: Step[] = [...(tls ? [{ kind: "tls" as const, verify: false }] : []), ...read.steps];
  const timeoutMs = stream
    ? timeOf(file, wordOf(setting("health_check_timeout"), check), "health_check_timeout", nginxPlus.timeoutMs)
    : timeOf(file, wordOf(setting("proxy_read_timeout"), check), "proxy_read_timeout", HTTP_TIMEOUT_MS);
  const jitter = given.get("jitter");
  return foundCheck({
    selector: name,
    server,
    check: fromPreset(nginxPlus, {
      selector: name,
      origin: at,
      summary: `NGINX Plus, health_check of ${name}${stream ? ", stream" : ""}${tls ? ", TLS" : ""}`,
      style: styleOf(steps),
      connections: () => [
        { ...connection("full", steps, { kind: steps.length === 0 ? "fin" : "drain-fin" }), ...port },
      ],
      intervalMs: timeOf(file, given.get("interval"), "interval", nginxPlus.intervalMs),
      timeoutMs,
      rise: count("passes"),
      fall: count("fails"),
      initially: given.has("mandatory") ? "down" : "up",
      assumptions: steps.length === 0 ? [] : [PLUS],
      notes: [
        ...(jitter === undefined ? [] : [notEmulated(at, "jitter", "the interval is always the same")]),
        ...[...given]
          .filter(([key]) => ![...READ, "jitter", "type"].includes(key))
          .map(([key]) => notEmulated(at, key)),
        ...read.notes,
      ],
    }),
  });
}

function portUnlike(port: number, traffic: number | null): { port?: number } {
  return port === traffic ? {} : { port };
}

function wordOf(text: string | undefined, { line }: Directive) {
  return text === undefined ? undefined : { text, quoted: false, line };
}

function styleOf(steps: readonly Step[]): Preset["style"] {
  if (steps.some(({ kind }) => kind === "send")) return "send-expect";
  if (steps.some(({ kind }) => kind === "expect")) return "greeting-wait";
  return steps.length === 0 ? "fin" : "tls-handshake";
}

function matchNamed(all: readonly Directive[], name: string, file: SourceFile, check: Directive): Directive {
  const found = everywhere(all, "match").find(({ directive }) => directive.words[1]?.text === name);
  if (found === undefined) throw wrong(file, check.line, `match: expected the name of a match block, got "${name}"`);
  return found.directive;
}

interface Asked {
  steps: Step[];
  notes: Note[];
}

/** `send "PING\r\n"; expect ~ "PONG";` */
function streamSteps(file: SourceFile, rules: readonly Directive[]): Asked {
  const steps: Step[] = [];
  const notes: Note[] = [];
  for (const { words, line } of rules) {
    const [keyword, first, second] = words.map(({ text }) => text);
    if (keyword === "send" && first !== undefined) steps.push(send(hexOf(first)));
    else if (keyword === "expect" && first === "~" && second !== undefined) {
      const found = patternStep(file, line, "expect ~", second);
      steps.push(...found.steps);
      notes.push(...found.notes);
    } else if (keyword === "expect" && first !== undefined) steps.push(begins(hexOf(first)));
    else throw wrong(file, line, `match: expected send or expect, got "${keyword ?? ""}"`);
  }
  return { steps, notes };
}

/** `\x0d` stands for a byte. */
function hexOf(text: string): string {
  return text
    .split(/\\x([0-9a-fA-F]{2})/)
    .map((part, index) => (index % 2 === 1 ? part : hexOfText(part)))
    .join("");
}

/** 200 to 399 is good unless `status` says otherwise. */
function httpSteps(
  file: SourceFile,
  rules: readonly Directive[],
  { path, host }: { path: string; host: string },
): Asked {
  const notes: Note[] = [];
  let codes = statusCodes([[200, 399]]);
  const body: Step[] = [];
  for (const { words, line } of rules) {
    const [keyword = "", ...texts] = words.map(({ text }) => text);
    if (keyword === "status" && texts[0] !== "!")
      codes = statusCodes(
        texts.map((text, index) => range(file, { text, quoted: false, line: words[index]?.line ?? line })),
      );
    else if (keyword === "body" && texts[0] === "~" && texts[1] !== undefined) {
      const found = patternStep(file, line, "body ~", texts[1]);
      body.push(...found.steps);
      notes.push(...found.notes);
    } else notes.push(unsupported(place(file, line), `\`${keyword} ${texts.join(" ")}\` is not looked at`, keyword));
  }
  const request = httpRequest({
    version: "1.0",
    path,
    headers: [
      ["Host", host],
      ["Connection", "close"],
    ],
  });
  return { steps: [request, httpStatus(codes), ...body], notes };
}

function range(file: SourceFile, word: { text: string; quoted: boolean; line: number }): readonly [number, number] {
  const [, first = "", last = first] = /^([1-5]\d\d)(?:-([1-5]\d\d))?$/.exec(word.text) ?? [];
  if (first === "" || Number(last) < Number(first))
    throw refused(dataOf(file, word, "status"), "codes such as 200 or 200-399");
  return [Number(first), Number(last)];
}
