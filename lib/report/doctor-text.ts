/** Writes what this machine can and cannot do, what that means for a run, and its cure. */
import { canRun } from "../judge/machine-checks";
import type { CheckState, MachineCheck, MachineCheckId } from "../model/machine-check";
import { amount, counted, duration, grouped, printable } from "../text/format";
import { painter, titled, wrap, type Emphasis } from "./layout";

/** As `--json` has it. */
export interface DoctorLine extends MachineCheck {
  title: string;
  /** What was found. */
  seen: string;
  /** What it means for a run; empty where all is well. */
  consequence: string;
  /** A command or a setting; empty where there is none. */
  cure: string;
}

interface Words {
  title: string;
  seen: (check: MachineCheck) => string;
  consequence: (check: MachineCheck) => string;
  cure: (check: MachineCheck) => string;
}

const number = ({ figures }: MachineCheck, name: string): number => Number(figures[name] ?? 0);
const told = ({ figures }: MachineCheck, name: string): string => String(figures[name] ?? "");
const because = ({ why }: MachineCheck): string => (why === "" ? "" : `: ${printable(why)}`);
/** One text whatever the figures are. */
const always = (text: string) => () => text;

const LINUX = "Only Linux can do it: run probe-storm in a virtual machine, a container or on the service's host.";

const WORDS: Readonly<Record<MachineCheckId, Words>> = {
  k6: {
    title: "k6",
    seen: (check) => (check.state === "ok" ? printable(told(check, "path")) : printable(check.why)),
    consequence: always("no run can be made"),
    cure: always("npm run setup in a clone, or PROBE_STORM_K6=/path/to/k6"),
  },
  extension: {
    title: "extension",
    seen: (check) => {
      const version = told(check, "extension");
      const own = version === "" ? "k6/x/healthcheck" : `k6/x/healthcheck ${version}`;
      return check.state === "ok"
        ? `${own} in k6 ${told(check, "k6")}`
        : `this k6 has no k6/x/healthcheck that answers${because(check)}`;
    },
    consequence: always("no run can be made"),
    cure: always("npm run setup in a clone builds a k6 that has it; PROBE_STORM_K6 names another one"),
  },
  cores: {
    title: "cores",
    seen: (check) => `${number(check, "cpus")} of ${counted(number(check, "cores"), "core")} may be used`,
    consequence: always("checks and clients come late under load, and then a run is inconclusive"),
    cure: always("a higher CPU limit of the container, or fewer NODES and a lower CLIENT_RATE"),
  },
  clock: {
    title: "clock",
    seen: (check) =>
      `a sleep of 1 ms lasts ${duration(number(check, "p50"))} longer, ${duration(number(check, "max"))} at the worst`,
    consequence: always("resets miss their 1.5 ms after the handshake, and then too few checks are verified"),
    cure: always("an idle machine, or more cores"),
  },
  memory: {
    title: "memory",
    seen: (check) =>
      check.figures.memoryBytes === null
        ? "not told by this system"
        : `${amount(number(check, "memoryBytes"))}, enough for ${grouped(number(check, "nodes"))} nodes and clients at a time`,
    consequence: always("a larger run is refused before its first packet"),
    cure: always("more memory for this machine or container, or fewer NODES"),
  },
  descriptors: {
    title: "descriptors",
    seen: (check) =>
      check.figures.descriptors === null
        ? "not limited, as far as this system tells"
        : `ulimit -n is ${grouped(number(check, "descriptors"))}, enough for ${grouped(number(check, "nodes"))} nodes and clients at a time`,
    consequence: always("a larger run is refused before its first packet"),
    cure: (check) => {
      const { most } = check.figures;
      const raise = `ulimit -n ${number(check, "wanted") * 2}`;
      const own = most === null || Number(most) >= number(check, "wanted") * 2;
      return own ? raise : `${raise} as root, or --ulimit nofile=${number(check, "wanted") * 2} for a container`;
    },
  },
  ports: {
    title: "source ports",
    seen: (check) => {
      if (check.figures.ports === null) return "not told by this system";
      const waiting =
        check.figures.timeWait === null ? "" : `, ${grouped(number(check, "timeWait"))} sockets in TIME-WAIT`;
      return `${grouped(number(check, "ports"))} ports${waiting}: ${number(check, "perSecond")} connections a second may end with a FIN`;
    },
    consequence: always(
      "more than that to another host runs out of ports; on loopback they are free again after a second",
    ),
    cure: always('sysctl -w net.ipv4.ip_local_port_range="1024 65535", or more SOURCES'),
  },
  "half-open": {
    title: "half-open checks",
    seen: (check) =>
      check.state === "ok" ? "a handshake was reset instead of acknowledged" : `not possible${because(check)}`,
    consequence: always("half-open checks cannot be made, such as those of haproxy and octavia; all others can"),
    cure: always(LINUX),
  },
  "accept-queue": {
    title: "accept queue",
    seen: (check) =>
      check.state === "ok"
        ? "read through sock_diag, of any user's service in this network namespace"
        : `cannot be read${because(check)}`,
    consequence: always("a queue that fills up is not seen, and clients that only connect prove nothing"),
    cure: always(
      "the service's own host and network namespace, on Linux; where seccomp forbids it, a profile that allows NETLINK_SOCK_DIAG",
    ),
  },
  processes: {
    title: "processes",
    seen: (check) => {
      const [visible, readable] = [number(check, "visible"), number(check, "readable")];
      if (check.state === "missing") return "only Linux shows them";
      if (visible === 0)
        return check.state === "ok" ? "no other user has one here" : "those of other users are not shown";
      return `the open files of ${readable} of ${visible} ${visible === 1 ? "process" : "processes"} of other users can be read`;
    },
    consequence: always("another user's service shows only its sockets: no leaks, threads, memory or log noise"),
    cure: (check) => (check.state === "missing" ? LINUX : "run as the service's user, or as root"),
  },
  capture: {
    title: "capture",
    seen: (check) => {
      if (check.state === "missing") return `packets cannot be captured${because(check)}`;
      return check.state === "ok" ? "packet sockets and tcpdump are there" : "packet sockets are there, tcpdump is not";
    },
    consequence: always("a run proves its checks without it; only you cannot look at the packets"),
    cure: (check) =>
      check.state === "limited" ? "apt-get install tcpdump" : "root, or CAP_NET_RAW (docker run --cap-add NET_RAW)",
  },
  backlog: {
    title: "backlog",
    seen: (check) => `net.core.somaxconn is ${grouped(number(check, "somaxconn"))}`,
    consequence: (check) =>
      `services here have a shorter accept queue than they ask for, the embedded one asks for ${number(check, "wanted")}`,
    cure: always("sysctl -w net.core.somaxconn=4096"),
  },
  "syn-retries": {
    title: "SYN retries",
    seen: (check) => `net.ipv4.tcp_syn_retries is ${number(check, "synRetries")}`,
    consequence: always("clients give up before their CLIENT_TIMEOUT, where a SYN is dropped"),
    cure: always("sysctl -w net.ipv4.tcp_syn_retries=6"),
  },
  network: {
    title: "network",
    seen: (check) =>
      check.state === "ok"
        ? `${counted(number(check, "interfaces"), "interface")} beside loopback`
        : "only loopback is up",
    consequence: always("only services in this network namespace can be tested"),
    cure: always("the host's network for the container (docker run --network host), or that of the service"),
  },
  ipv6: {
    title: "IPv6",
    seen: (check) => (check.state === "ok" ? "loopback has it" : `not here${because(check)}`),
    consequence: always("services on IPv6 addresses cannot be tested"),
    cure: always("sysctl -w net.ipv6.conf.all.disable_ipv6=0"),
  },
  target: {
    title: "target",
    seen: (check) =>
      check.state === "ok"
        ? `${printable(told(check, "address"))} opened a connection in ${duration(number(check, "connectMs"))}`
        : `${printable(told(check, "given"))} cannot be reached${because(check)}`,
    consequence: always("a run would end as inconclusive, with no client of its baseline in"),
    cure: always("start the service, mend its name, or open the way to it; then look again"),
  },
  "target-address": {
    title: "target's address",
    seen: (check) => (check.state === "ok" ? "private or local" : `${printable(told(check, "address"))} is public`),
    consequence: always("a run is refused"),
    cure: always("ALLOW_PUBLIC=1, if the service is yours"),
  },
  "target-place": {
    title: "target's place",
    seen: (check) =>
      check.state === "ok"
        ? "on this host, in this network namespace"
        : "on another host, or in another network namespace",
    consequence: always("its accept queue, leaks and log are not seen; what clients get is"),
    cure: always("run on the service's own host (for a container: in its network and process namespaces)"),
  },
  "target-process": {
    title: "target's process",
    seen: (check) => (check.state === "ok" ? "can be looked into" : `cannot be looked into${because(check)}`),
    consequence: always("no leaks, threads, memory or log noise are seen, only its sockets"),
    cure: always("run as the service's user, or as root"),
  },
};

const STATES: Readonly<Record<CheckState, { word: string; colour: Emphasis }>> = {
  ok: { word: "ok", colour: "green" },
  limited: { word: "limited", colour: "yellow" },
  missing: { word: "not possible", colour: "red" },
};

export function doctorLines(checks: readonly MachineCheck[]): DoctorLine[] {
  return checks.map((check) => {
    const { title, seen, consequence, cure } = WORDS[check.id];
    const ill = check.state !== "ok";
    return {
      ...check,
      title,
      seen: seen(check),
      consequence: ill ? consequence(check) : "",
      cure: ill ? cure(check) : "",
    };
  });
}

const WIDTH = 100;
const COLUMN = 32;

/** @param options.colour emphasis by SGR escapes; without it the text is the same */
export function doctorText(checks: readonly MachineCheck[], { colour }: { colour: boolean }): string {
  const paint = painter(colour);
  const indent = " ".repeat(COLUMN);
  const lines = doctorLines(checks).flatMap(({ title, state, seen, consequence, cure }) => {
    const { word, colour: of } = STATES[state];
    const lead = `${title.padEnd(18)}${word.padEnd(COLUMN - 18)}`;
    const painted = `${title.padEnd(18)}${paint(of, word)}${" ".repeat(COLUMN - 18 - word.length)}`;
    return [
      ...titled(lead, painted, seen, WIDTH),
      ...(consequence === "" ? [] : wrap(consequence, WIDTH, `${indent}so: `)),
      ...(cure === "" ? [] : wrap(cure, WIDTH, `${indent}cure: `)),
    ];
  });
  return `\n${[...lines, "", ...wrap(conclusion(checks), WIDTH)].join("\n")}\n\n`;
}

function conclusion(checks: readonly MachineCheck[]): string {
  if (!canRun(checks)) {
    const stopping = checks.filter(({ needed, state }) => needed && state === "missing");
    return `No storm can be run: ${stopping.map(({ id }) => WORDS[id].title).join(", ")}.`;
  }
  const less = checks.filter(({ state }) => state !== "ok").length;
  return less === 0
    ? "A storm can be run, and sees all that there is."
    : `A storm can be run; ${counted(less, "line")} above ${less === 1 ? "says" : "say"} what it cannot see or do.`;
}
