/**
 * `check` of nginx_upstream_check_module, which Tengine has as well. Times are in milliseconds.
 *
 * yaoweibin/nginx_upstream_check_module@e538034b: ngx_http_upstream_check_module.c. Over HTTP one worker at a time makes a check, on a
 * connection of its own; over TCP each worker holds one and looks at it.
 */
import { nginxUpstreamCheck } from "../../checkers/products/nginx";
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import { httpStatus } from "../../wire/http-status";
import { begins, send, skip } from "../../wire/steps";
import { hexOfText } from "../../wire/bytes";
import { statusCodes } from "../../wire/status-codes";
import { dataOf, type Directive, type Word } from "../../source/directives";
import { refused, wholeOf } from "../../source/fields";
import { place, type SourceFile } from "../../source/place";
import { notEmulated } from "../../source/unsupported";
import { foundCheck, outOfReach, unchecked, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { directiveOf, parameters, portOf, serversOf } from "./nginx-values";

const READ = ["interval", "fall", "rise", "timeout", "default_down", "type", "port"];
const TYPES = ["tcp", "http", "ssl_hello", "mysql", "ajp", "fastcgi"] as const;
const REQUEST = "GET / HTTP/1.0\r\n\r\n";
const MOST_MS = 86_400_000;

/** @param all of the file: `check_shm_size` and its like stand elsewhere */
export function readUpstreamCheck(file: SourceFile, upstream: Directive, all: readonly Directive[]): readonly Found[] {
  const check = directiveOf(upstream.block ?? [], "check");
  if (check === undefined) return [];
  const name = upstream.words[1]?.text ?? "unnamed";
  const at = place(file, check.line);
  const given = parameters(check);
  const type = typeOf(file, given.get("type"));
  if (type === "ajp" || type === "fastcgi")
    return [outOfReach(name, at, `a check of the type ${type} is not emulated`)];
  const number = (key: string, least: number, most: number, otherwise: number) => {
    const word = given.get(key);
    return word === undefined ? otherwise : wholeOf(dataOf(file, word, key), least, most);
  };
  const own = number("port", 0, 65_535, 0);
  const servers = serversOf(upstream);
  if (servers.length === 0) return [unchecked(name, at, `upstream ${name} has no servers`)];
  const tengine = directiveOf(all, "dso") !== undefined;
  const notes = [
    ...[...given].filter(([key]) => !READ.includes(key)).map(([key]) => notEmulated(at, key)),
    ...(type === "tcp" && !tengine
      ? [
          {
            kind: "note" as const,
            text: "Tengine has the same directive, and closes instead of holding: CHECKER=tengine",
          },
        ]
      : []),
  ];
  return servers.map((server) => {
    const address = server.words[1]?.text ?? "";
    const selector = `${name}/${address}`;
    const port = portOf(address);
    if (port === null) return outOfReach(selector, place(file, server.line), "it is a socket of Unix, or has no port");
    const described = {
      selector,
      origin: at,
      summary: `nginx upstream_check, type ${type}, of ${selector}`,
      intervalMs: number("interval", 1, MOST_MS, 30_000),
      timeoutMs: number("timeout", 1, MOST_MS, 1_000),
      rise: number("rise", 1, 1_000, 2),
      fall: number("fall", 1, 1_000, 5),
      initially: given.get("default_down")?.text === "false" ? ("up" as const) : ("down" as const),
      notes,
    };
    return foundCheck({
      selector,
      server: address,
      check: fromPreset(nginxUpstreamCheck, {
        ...described,
        ...wireOf(upstream, type, own === 0 || own === port ? {} : { port: own }),
      }),
    });
  });
}

function typeOf(file: SourceFile, word: Word | undefined): (typeof TYPES)[number] {
  if (word === undefined) return "tcp";
  const type = TYPES.find((one) => one === word.text);
  if (type === undefined) throw refused(dataOf(file, word, "type"), `one of ${TYPES.join(", ")}`);
  return type;
}

type Wire = Partial<Pick<Preset, "style" | "connections" | "nodes" | "spread">>;

function wireOf(upstream: Directive, type: "tcp" | "http" | "ssl_hello" | "mysql", elsewhere: { port?: number }): Wire {
  const one = { nodes: 1, spread: "random" as const };
  switch (type) {
    case "tcp":
      return elsewhere.port === undefined
        ? {}
        : { connections: () => [{ ...connection("full", [{ kind: "hold" }], { kind: "fin" }), ...elsewhere }] };
    case "http": {
      const block = upstream.block ?? [];
      const request = directiveOf(block, "check_http_send")?.words[1]?.text ?? REQUEST;
      const codes = aliveCodes(directiveOf(block, "check_http_expect_alive"));
      return {
        ...one,
        style: "send-expect",
        connections: () => [
          { ...connection("full", [send(hexOfText(request)), httpStatus(codes)], { kind: "drain-fin" }), ...elsewhere },
        ],
      };
    }
    case "ssl_hello":
      return {
        ...one,
        style: "tls-hello",
        connections: () => [
          {
            ...connection("full", [{ kind: "tls-hello" }, { kind: "expect", match: { kind: "any" } }], {
              kind: "drain-fin",
            }),
            ...elsewhere,
          },
        ],
      };
    case "mysql":
      return {
        ...one,
        style: "greeting-wait",
        connections: () => [{ ...connection("full", MYSQL_GREETING, { kind: "drain-fin" }), ...elsewhere }],
      };
  }
}

/** The length of the packet, its number, which is 0, and the version of the protocol, which is 10. */
const MYSQL_GREETING = [skip(3), begins("000a")];

/** `http_2xx http_3xx`, which is what it expects where nothing is said. */
function aliveCodes(directive: Directive | undefined): string {
  const words = directive?.words.slice(1).map(({ text }) => text) ?? ["http_2xx", "http_3xx"];
  const hundreds = words
    .flatMap((word) => /^http_([1-5])xx$/.exec(word)?.[1] ?? [])
    .map((digit) => Number(digit) * 100);
  return statusCodes(hundreds.length === 0 ? [[200, 399]] : hundreds.map((first) => [first, first + 99] as const));
}
