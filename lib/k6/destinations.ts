/** Where checks go and where they come from, looked up and refused before the first packet. For `setup`. */
import { Exchange, resolve, serve } from "k6/x/healthcheck";
import { bindError } from "k6/x/healthcheck/runtime";
import type { Checker } from "../model/checker";
import type { StormConfig } from "../model/config";
import type { Start } from "../model/evidence";
import type { Server } from "../model/extension";
import { errorLine } from "../text/error-line";
import { refusalLine } from "../text/refusal-line";
import { authority } from "../wire/authority";
import { refuseRun } from "./exit-code";
import { checkerSpecs } from "./specs";

export const POSSIBLE = "an exchange that this platform can make";

type Limits = Pick<StormConfig["limits"], "allowPublic">;
type IsPublic = (ip: string) => boolean;

/** The user's target, or an embedded server that starts now. */
export function targetOf(
  { target, embedded, limits }: Pick<StormConfig, "target" | "embedded" | "limits">,
  isPublicAddress: IsPublic,
): { server: Server | null; address: string } {
  if (target !== null) {
    return { server: null, address: allowedAddress("TARGET", target.text, limits, isPublicAddress) };
  }
  const server = serve(embedded);
  return { server, address: server.address };
}

/** Hosts that checks go to instead of the target (HAProxy's `addr`), pinned to one address each, as the target is. */
export function otherHosts(
  checkers: readonly Checker[],
  target: string,
  limits: Limits,
  isPublicAddress: IsPublic,
): Start["hosts"] {
  const port = Number(target.slice(target.lastIndexOf(":") + 1));
  const named = checkers.flatMap(({ name, connections }) => connections.map(({ host }) => ({ name, host })));
  const hosts: Start["hosts"] = {};
  for (const { name, host } of named) {
    if (host === undefined || Object.prototype.hasOwnProperty.call(hosts, host)) continue;
    const address = allowedAddress(`CHECKER ${name}`, authority(host, port), limits, isPublicAddress);
    hosts[host] = address.slice(0, address.lastIndexOf(":"));
  }
  return hosts;
}

function allowedAddress(setting: string, text: string, { allowPublic }: Limits, isPublicAddress: IsPublic): string {
  let address: string;
  try {
    address = resolve(text);
  } catch (error) {
    return refuseRun(refusalLine(setting, text, "an address, or a name that has one", { why: errorLine(error) }));
  }
  const ip = address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  if (isPublicAddress(ip) && !allowPublic) {
    refuseRun(
      refusalLine(setting, text, "a private address", {
        why: `${ip} is public; set ALLOW_PUBLIC=1 if the service is yours to test`,
      }),
    );
  }
  return address;
}

/** Builds its exchanges once, so that what cannot be said on this platform is refused. @param index among those of the run */
export function refuseUnspeakableChecker(
  checker: Checker,
  index: number,
  start: Pick<Start, "address" | "hosts">,
): void {
  try {
    for (const spec of checkerSpecs(checker, 0, start)) new Exchange(spec);
  } catch (error) {
    refuseRun(refusalLine("CHECKER", checker.name, POSSIBLE, { why: `${errorLine(error)} (checkers[${index}])` }));
  }
}

/** Nothing can be sent from an address that is not this host's; every check would fail, for a reason of ours. */
export function refuseForeignSources(given: Readonly<Record<"SOURCES" | "CLIENT_SOURCE", readonly string[]>>): void {
  for (const [setting, addresses] of Object.entries(given)) {
    for (const address of new Set(addresses)) {
      const trouble = bindError(address);
      if (trouble !== null) refuseRun(refusalLine(setting, address, "addresses of this host", { why: trouble }));
    }
  }
}
