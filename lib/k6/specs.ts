/** From a planned checker or client to the spec of its exchange. */
import type { ExchangeSpec } from "../../xk6/healthcheck";
import type { Wire } from "../checker";
import type { ClientConfig } from "../config";
import type { PlannedChecker } from "../plan/plan";

export function checkerSpec(checker: PlannedChecker, node: number, address: string): ExchangeSpec {
  return {
    ...checker.wire,
    target: address,
    role: "checker",
    name: checker.name,
    style: checker.style,
    timeoutMs: checker.timeoutMs,
    ...source(checker.sources[node % checker.sources.length]),
  };
}

export function clientSpec(client: ClientConfig, wire: Wire, address: string, name: string): ExchangeSpec {
  return { ...wire, target: address, role: "client", name, timeoutMs: client.timeoutMs, ...source(client.source) };
}

function source(address: string | null | undefined): { source?: string } {
  return address ? { source: address } : {};
}
