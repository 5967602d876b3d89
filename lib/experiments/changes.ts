/**
 * What would turn an unsafe check into one that this very run has seen to be safe: the lines of the product's configuration, where it has
 * such a setting. Nothing is recommended that was not measured here.
 */
import type { Checker, Connection } from "../model/checker";
import { callsItDown } from "../judge/calls-it-down";
import type { Cure } from "../model/conclusion";
import { neverAccepted } from "../wire/never-accepted";
import type { Arm, ArmOver } from "./arms";
import { endsWithReset } from "../wire/ends-with-reset";

/** Ways to ask that products can be configured for. */
type Way = "half-open" | "fin" | "reads the greeting" | "reads the greeting and resets";

interface Setting {
  product: string;
  /** The product of the check, by the preset's name or by the words that its opinion is told in. */
  of(checker: Pick<Checker, "preset" | "vocabulary">): boolean;
  lines: Partial<Record<Way, string[]>>;
}

const presetOf =
  (...names: string[]) =>
  ({ preset }: Pick<Checker, "preset">) =>
    names.includes(preset ?? "");

const SETTINGS: readonly Setting[] = [
  {
    // Seen on the wire of the real one: test/captures/haproxy/.
    product: "HAProxy",
    of: ({ vocabulary, preset }) => vocabulary === "haproxy" && preset !== "octavia",
    lines: {
      "half-open": ["# without option tcp-check, option httpchk, … and their rules", "default-server check"],
      fin: ["option tcp-check", "tcp-check connect linger"],
      "reads the greeting": ["option tcp-check", "tcp-check connect linger", "tcp-check expect rstring ."],
      "reads the greeting and resets": ["option tcp-check", "tcp-check expect rstring ."],
    },
  },
  {
    // NetScaler's documentation, close-monitor-connection.
    product: "NetScaler",
    of: presetOf("netscaler", "netscaler-reset"),
    lines: { fin: ["set lb parameter -monitorConnectionClose FIN"] },
  },
  {
    // https://community.f5.com/kb/technicalarticles/monitoring-tcp-applications-01/277023
    product: "F5 BIG-IP",
    of: presetOf("f5-tcp", "f5-half-open"),
    lines: {
      "half-open": ["tmsh modify ltm pool POOL monitor /Common/tcp_half_open"],
      fin: ["tmsh modify ltm pool POOL monitor /Common/tcp"],
    },
  },
  {
    // https://nginx.org/en/docs/stream/ngx_stream_upstream_hc_module.html
    product: "NGINX Plus",
    of: presetOf("nginx-plus"),
    lines: { "reads the greeting": ['match greets { expect ~ "."; }', "health_check match=greets;"] },
  },
];

/** @param arms from the gentlest to the harshest: the order in which they were run */
export function changes(arms: readonly ArmOver[]): Cure[] {
  const safe = arms.filter(({ journal }) => journal.verdict === "held" && !callsItDown(journal));
  return arms
    .filter(({ journal: { verdict } }) => verdict === "degraded" || verdict === "wedged")
    .flatMap((unsafe) => cureOf(unsafe, safe) ?? []);
}

/** The gentlest safe one that the product can be told to be; else the gentlest at all. */
function cureOf({ arm, journal }: ArmOver, safe: readonly ArmOver[]): Cure | null {
  const [gentlest] = safe;
  if (gentlest === undefined) return null;
  const setting = SETTINGS.find(({ of }) => arm.plan.checkers.every(of));
  const into = safe.find((one) => linesFor(setting, one.arm).length > 0) ?? gentlest;
  return { arm: journal, into: into.journal, means: meansOf(setting, into.arm) };
}

function meansOf(setting: Setting | undefined, into: Arm): Cure["means"] {
  const lines = linesFor(setting, into);
  if (setting !== undefined && lines.length > 0) return { kind: "lines", product: setting.product, lines };
  return into.plan.checkers.every(({ preset, style, name }) => preset === null && name !== style)
    ? { kind: "configuration" }
    : { kind: "other-check" };
}

function linesFor(setting: Setting | undefined, { plan }: Arm): string[] {
  const way = wayOf(plan.checkers);
  return way === null ? [] : (setting?.lines[way] ?? []);
}

/** null: none of them, or something else as well. */
function wayOf(checkers: readonly Pick<Checker, "connections">[]): Way | null {
  const [first = null, ...others] = checkers.flatMap(({ connections }) => connections.map(wayOfOne));
  return others.every((way) => way === first) ? first : null;
}

function wayOfOne(connection: Connection): Way | null {
  const { steps, ending } = connection;
  if (neverAccepted(connection)) return steps.length === 0 ? "half-open" : null;
  const resets = endsWithReset(ending);
  const [only, ...others] = steps;
  if (only === undefined) return resets ? null : "fin";
  const reads = others.length === 0 && only.kind === "expect" && !only.peek && !only.not;
  if (!reads) return null;
  return resets ? "reads the greeting and resets" : "reads the greeting";
}
