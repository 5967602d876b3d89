/** The kinds of Consul's checks, each by the key that makes a check one. */
import type { Data } from "../../source/data";
import { wrong, type SourceFile } from "../../source/place";
import type { ReadWire } from "./check-wire";
import { grpcWire } from "./grpc-wire";
import { h2PingWire } from "./h2-ping-wire";
import { httpWire } from "./http-wire";
import type { Fields } from "./consul-keys";
import { tcpWire } from "./tcp-wire";

interface Kind {
  makes: { kind: "wire"; read: ReadWire } | { kind: "out-of-reach"; why: string };
  /** Whether another kind in the same check is a mistake: a program may be run inside of a container. */
  alone: boolean;
}

const wire = (read: ReadWire): Kind => ({ makes: { kind: "wire", read }, alone: true });
const outOfReach = (why: string, { alone }: { alone: boolean }): Kind => ({
  makes: { kind: "out-of-reach", why },
  alone,
});

const SCRIPT = outOfReach("a script check: a program on Consul's own host", { alone: false });
const DOCKER = "docker_container_id";

/** Where a check has several of these keys, the first decides its kind, except for Docker. */
const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["tcp", wire(tcpWire)],
  ["http", wire(httpWire)],
  ["grpc", wire(grpcWire)],
  ["h2ping", wire(h2PingWire)],
  ["udp", outOfReach("a UDP check, and this is about TCP", { alone: true })],
  ["ttl", outOfReach("a TTL check: the service reports by itself", { alone: true })],
  ["args", SCRIPT],
  ["script_args", SCRIPT],
  ["script", SCRIPT],
  [DOCKER, outOfReach("a Docker check: a program inside of a container", { alone: false })],
  ["os_service", outOfReach("asks the operating system, not the service", { alone: true })],
  ["alias_service", outOfReach("an alias of another service's checks", { alone: false })],
  ["alias_node", outOfReach("an alias of another node's checks", { alone: false })],
]);

/** What a check without a name is called; of its kinds those that have no program. */
export function kindName(fields: Fields): string {
  return kindsIn(fields).find(({ alone }) => alone)?.key ?? "check";
}

export interface KindOfCheck {
  key: string;
  makes: Kind["makes"];
  /** The value that stands behind the key. */
  value: Data;
}

/** @throws Refusal where the check has none, or several that do not go together */
export function kindOf(file: SourceFile, { line }: Data, fields: Fields): KindOfCheck {
  const kinds = kindsIn(fields);
  const [first] = kinds;
  if (first === undefined)
    throw wrong(
      file,
      line,
      "a check needs one of tcp, http, grpc, h2ping, udp, ttl, args, os_service or alias_service",
    );
  const exclusive = kinds.filter(({ alone }) => alone).map(({ key }) => key);
  if (exclusive.length > 1)
    throw wrong(file, line, `${exclusive.join(" and ")} in one check: Consul makes only one of them`);
  return kinds.find(({ key }) => key === DOCKER) ?? first;
}

function kindsIn(fields: Fields): (KindOfCheck & Kind)[] {
  return [...KINDS].flatMap(([key, kind]) => {
    const value = fields.get(key);
    return value === undefined ? [] : [{ key, value, ...kind }];
  });
}
