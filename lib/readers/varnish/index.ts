/**
 * Varnish's VCL: the probe of each backend, its own, one by name, or the one that is called default.
 *
 * varnishcache/varnish-cache@27d2ce15: doc/sphinx/reference/vcl-probe.rst, bin/varnishd/cache/cache_backend_probe.c
 */
import type { Preset } from "../../model/checker";
import { varnish as preset } from "../../checkers/products/varnish";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { hexOfText } from "../../wire/bytes";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { readToEnd } from "../../wire/read-to-end";
import { send } from "../../wire/steps";
import { LONGEST_MS, milliseconds } from "../../text/duration";
import { portNumber } from "../../source/address";
import { dataOf, directives, type Directive, type Language, type Word } from "../../source/directives";
import { refused, wholeOf } from "../../source/fields";
import { place, wrong, type SourceFile } from "../../source/place";
import { notEmulated, unsupported } from "../../source/unsupported";
import { topBlocks } from "../../source/top-keys";
import { byItself, foundCheck, outOfReach, partition, unchecked, type Found } from "../found";
import { fromPreset } from "../from-preset";
import type { ConfigurationReader } from "../reader-types";

/** VCL has no escapes in its strings. */
const VCL: Language = { c: true, escapes: null };
const READ = [".url", ".request", ".expected_response", ".interval", ".timeout", ".window", ".threshold", ".initial"];
const MOST_WINDOW = 64;

export const varnish: ConfigurationReader = {
  format: "Varnish VCL",
  product: "Varnish",
  files: "Varnish's VCL: the probes of its backends",
  selector: "the backend",
  recognises: ({ text }) =>
    /^[ \t]*vcl[ \t]+4\.[01][ \t]*;/m.test(text) ||
    (["backend", "probe"].some((word) => topBlocks(text).has(word)) &&
      /^[ \t]*\.(?:host|url|request|path)[ \t]*=/m.test(text)),
  read(file) {
    const all = directives(file, VCL);
    const named = (keyword: string) => all.filter(({ words, block }) => words[0]?.text === keyword && block !== null);
    const probes = new Map(named("probe").map((probe) => [probe.words[1]?.text ?? "", probe]));
    const found = named("backend").flatMap((backend) => {
      const name = backend.words[1]?.text ?? "unnamed";
      return byItself(name, place(file, backend.line), () => [readBackend(file, backend, name, probes)]);
    });
    return partition(
      found.length > 0 ? found : [unchecked("", place(file, 1), "it has no backend, which a probe belongs to")],
    );
  },
};

function readBackend(
  file: SourceFile,
  backend: Directive,
  name: string,
  probes: ReadonlyMap<string, Directive>,
): Found {
  const fields = fieldsOf(backend);
  const own = fields.get(".probe");
  const at = place(file, (own ?? backend).line);
  const probe = own === undefined ? probes.get("default") : probeOf(file, own, probes);
  if (probe === undefined) return unchecked(name, at, `backend ${name} has no .probe`);
  const host = fields.get(".host")?.words[2]?.text;
  if (host === undefined) return outOfReach(name, at, "it is a socket of Unix, or has no .host");
  const port = fields.get(".port")?.words[2]?.text ?? "80";
  const proxy = fields.get(".proxy_header");
  const { check, notes } = readProbe(file, probe, fields.get(".host_header")?.words[2]?.text ?? host);
  return foundCheck({
    selector: name,
    server: authority(host, portNumber(port) ?? null),
    // What the preset says of its own request is not so here.
    check: fromPreset(
      { ...preset, assumptions: [] },
      {
        selector: name,
        origin: place(file, probe.line),
        summary: `Varnish, probe of backend ${name}`,
        ...check,
        notes: [
          ...notes,
          ...(proxy === undefined
            ? []
            : [notEmulated(place(file, proxy.line), ".proxy_header", "Varnish sends a PROXY header first")]),
        ],
      },
    ),
  });
}

/** `.probe = name;`, or the probe itself in braces. */
function probeOf(
  file: SourceFile,
  { words, block, line }: Directive,
  probes: ReadonlyMap<string, Directive>,
): Directive {
  if (block !== null) return { words, block, line };
  const name = words[2]?.text ?? "";
  const probe = probes.get(name);
  if (probe === undefined) throw wrong(file, line, `.probe: expected the name of a probe, got "${name}"`);
  return probe;
}

function fieldsOf({ block }: Directive): Map<string, Directive> {
  return new Map((block ?? []).map((one) => [one.words[0]?.text ?? "", one]));
}

type Probe = Pick<Preset, "connections" | "intervalMs" | "timeoutMs" | "rise" | "fall" | "initially">;

function readProbe(
  file: SourceFile,
  probe: Directive,
  host: string,
): { check: Probe; notes: ReturnType<typeof notEmulated>[] } {
  const fields = fieldsOf(probe);
  const value = (name: string): Word | undefined => fields.get(name)?.words[2];
  const whole = (name: string, least: number, most: number, otherwise: number) => {
    const word = value(name);
    return word === undefined ? otherwise : wholeOf(dataOf(file, word, name), least, most);
  };
  const window = whole(".window", 1, MOST_WINDOW, 8);
  const threshold = whole(".threshold", 0, window, 3);
  const initial = whole(".initial", 0, window, Math.max(0, threshold - 1));
  const code = whole(".expected_response", 100, 999, 200);
  const lines = fields
    .get(".request")
    ?.words.slice(2)
    .map(({ text }) => text);
  const request =
    lines === undefined
      ? httpRequest({
          path: value(".url")?.text ?? "/",
          headers: [
            ["Host", host],
            ["Connection", "close"],
          ],
        })
      : send(hexOfText([...lines, "", ""].join("\r\n")));
  const at = place(file, probe.line);
  const unread = (probe.block ?? []).filter(({ words }) => !READ.includes(words[0]?.text ?? ""));
  return {
    check: {
      connections: () => [
        connection("full", [request, { ...httpStatus(String(code)), keep: true }, readToEnd], { kind: "drain-fin" }),
      ],
      intervalMs: timeOf(file, value(".interval"), ".interval", preset.intervalMs),
      timeoutMs: timeOf(file, value(".timeout"), ".timeout", preset.timeoutMs),
      rise: Math.max(1, threshold),
      fall: Math.max(1, window - threshold + 1),
      initially: initial >= threshold ? "up-unproven" : "down-unproven",
    },
    notes: [
      unsupported(
        at,
        `the window is told in counts: ${threshold} good probes of the last ${window} are rise ${Math.max(1, threshold)} and fall ${Math.max(1, window - threshold + 1)}`,
        ".window",
      ),
      ...unread.map(({ words, line }) => notEmulated(place(file, line), words[0]?.text ?? "")),
    ],
  };
}

/** `5s`, `0.5s`, `300ms`. */
function timeOf(file: SourceFile, word: Word | undefined, name: string, otherwise: number): number {
  if (word === undefined) return otherwise;
  const ms = milliseconds(word.text);
  if (!(ms >= 1 && ms <= LONGEST_MS)) throw refused(dataOf(file, word, name), "a duration such as 5s or 300ms");
  return ms;
}
