/**
 * What would turn an unsafe check into one that this very run has seen to be safe: the lines of the product's configuration, where it has
 * such a setting. Nothing is recommended that was not measured here.
 */
import type { Checker, Connection } from "../model/checker";
import { callsItDown, changeSentence } from "../report/comparison-words";
import type { Arm } from "./arms";
import type { ArmJournal, Change } from "../model/comparison";
import { neverAccepted } from "./harshness";
import { wireLine } from "./wire-line";

/** Ways to ask that products can be configured for. */
type Way = "half-open" | "fin" | "reads the greeting" | "reads the greeting and resets";

interface Setting {
  product: string;
  /** Whose check it is: by the preset's name, or by the words that its opinion is told in. */
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

export function changes(planned: readonly Arm[], arms: readonly ArmJournal[]): Change[] {
  const seen = (name: string) => arms.find((arm) => arm.name === name)!;
  // In the order in which they were run: the gentlest first.
  const safe = planned.filter(({ name }) => seen(name).verdict === "held" && !callsItDown(seen(name)));
  return planned
    .filter(({ name }) => ["degraded", "wedged"].includes(seen(name).verdict))
    .flatMap((arm) => changeOf(arm, seen(arm.name), safe) ?? []);
}

/** The gentlest safe one that the product can be told to be; else the gentlest at all. */
function changeOf(arm: Arm, { wire }: ArmJournal, safe: readonly Arm[]): Change | null {
  const [gentlest] = safe;
  if (gentlest === undefined) return null;
  const setting = SETTINGS.find(({ of }) => arm.plan.checkers.every(of));
  const into = safe.find((one) => linesFor(setting, one).length > 0) ?? gentlest;
  const lines = linesFor(setting, into);
  const cure = `${into.name} (${wireLine(into.plan.checkers)}) is: ${how(lines, setting, into)}.`;
  const change = { arm: arm.name, wire, into: into.name, cure, lines };
  return { ...change, text: changeSentence([change]) };
}

function how(lines: readonly string[], setting: Setting | undefined, into: Arm): string {
  if (setting !== undefined && lines.length > 0) return `in ${setting.product} these lines make it so`;
  return into.plan.checkers.every(({ preset, style, name }) => preset === null && name !== style)
    ? "take over that configuration"
    : "a check that does so would be safe here";
}

function linesFor(setting: Setting | undefined, { plan }: Arm): string[] {
  const way = wayOf(plan.checkers);
  return way === null ? [] : (setting?.lines[way] ?? []);
}

/** null: none of them, or something else as well. */
function wayOf(checkers: readonly Pick<Checker, "connections">[]): Way | null {
  const ways = checkers.flatMap(({ connections }) => connections.map(wayOfOne));
  return ways.every((way) => way === ways[0]) ? ways[0]! : null;
}

function wayOfOne(connection: Connection): Way | null {
  const { steps, ending } = connection;
  if (neverAccepted(connection)) return steps.length === 0 ? "half-open" : null;
  const resets = ending.kind === "rst" || ending.kind === "drain-rst";
  if (steps.length === 0) return resets ? null : "fin";
  const [only, ...others] = steps;
  const reads = others.length === 0 && only!.kind === "expect" && !only!.peek && !only!.not;
  if (!reads) return null;
  return resets ? "reads the greeting and resets" : "reads the greeting";
}
