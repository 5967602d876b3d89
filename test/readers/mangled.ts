/** Files as slips, editors and half-written templates leave them: a reader gives what it found, or one line with a place. */
import fc from "fast-check";
import { buildChecker } from "../../lib/checkers/build-checker";
import type { ConfigurationReader } from "../../lib/readers/reader-types";
import { Refusal } from "../../lib/text/refusal";

const NAME = "/srv/conf/mangled";
const PLACE = /^\/srv\/conf\/mangled:\d+: \S[^\n]*$/;

/** Pieces that mean something to one reader or another. */
const TOKENS = [
  ...['"', "'", "{", "}", "[", "]", ",", ":", "=", "\n", "\\", "#", "//", "/*", "<<EOF\n", "-", "&a", "*a", "\t", "\0"],
  ...["null", "true", "0", "-1", "1e99", "99999999999999999999", '"\\ud800"', '""', "ü", "\ud800", "${x}", "/", "%"],
];

const token = fc.oneof(fc.constantFrom(...TOKENS), fc.string({ maxLength: 6 }));

const cut = fc.record({ at: fc.nat(), length: fc.nat({ max: 40 }), put: fc.array(token, { maxLength: 3 }) });

/** Cuts a few pieces out of a sample, and puts others in. */
export function mangled(samples: readonly string[]): fc.Arbitrary<string> {
  return fc.tuple(fc.constantFrom(...samples), fc.array(cut, { minLength: 1, maxLength: 4 })).map(([sample, cuts]) =>
    cuts.reduce((text, { at, length, put }) => {
      const from = at % (text.length + 1);
      return text.slice(0, from) + put.join("") + text.slice(from + length);
    }, sample),
  );
}

/** Valid JSON with other values, other kinds of values or none in some of its places. */
export function replaced(samples: readonly string[]): fc.Arbitrary<string> {
  const other = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(0, -1, 65_536, "", " ", "\n", "\ud800", "x,y#z"),
  );
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.option(other)), { minLength: 1, maxLength: 3 }))
    .map(([sample, changes]) => {
      const data = JSON.parse(sample) as unknown;
      for (const [index, value] of changes) {
        const places = placesIn(data);
        if (places.length > 0) places[index % places.length]!(value);
      }
      return JSON.stringify(data, null, index2(changes.length));
    });
}

const index2 = (count: number): number => (count % 2) * 2;

function placesIn(data: unknown): ((value: unknown) => void)[] {
  if (typeof data !== "object" || data === null) return [];
  const record = data as Record<string, unknown>;
  return Object.keys(record).flatMap((key) => [
    (value: unknown) => {
      record[key] = value;
    },
    ...placesIn(record[key]),
  ]);
}

/** @returns what it came to: `read`, or `refused` */
export function staysCalm(importer: ConfigurationReader, text: string): "read" | "refused" {
  const file = { name: NAME, text };
  importer.recognises(file);
  try {
    const { checks, outOfReach } = importer.read(file);
    for (const { check } of checks) JSON.stringify(buildChecker({ kind: "preset", preset: check }, { host: "::1" }));
    for (const { place } of outOfReach) if (!place.startsWith(`${NAME}:`)) throw new Error(`no place: ${place}`);
    return "read";
  } catch (error) {
    if (error instanceof Refusal && PLACE.test(error.message)) return "refused";
    throw error;
  }
}

/** Runs of each property; some hundred thousand have been made with a higher number. */
export const RUNS = Number(process.env["FUZZ_RUNS"] ?? 400);
