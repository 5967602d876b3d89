/** From a planned checker or client to the spec of its exchange. */
import type { ExchangeSpec } from "../model/extension";
import type { Checker, Wire } from "../model/checker";
import type { ClientConfig } from "../model/config";
import { mapAll, type NonEmpty } from "../model/non-empty";
import { seriesName } from "../measures/checks";
import type { Start } from "../model/evidence";

/** One for each connection of its check. */
export function checkerSpecs(
  checker: Checker,
  node: number,
  { address, hosts }: Pick<Start, "address" | "hosts">,
): NonEmpty<ExchangeSpec> {
  return mapAll(checker.connections, (connection, index) => {
    const { port, host, handshake, steps, ending, failedEnding, prove, connectTimeoutMs, timeoutMs, nagle } =
      connection;
    return {
      handshake,
      steps,
      ending,
      ...(failedEnding !== undefined && { failedEnding }),
      prove,
      target: connectionAddress(host, port, address, hosts),
      role: "checker",
      name: seriesName(checker.name, index),
      style: checker.style,
      timeoutMs: timeoutMs ?? checker.timeoutMs,
      ...(connectTimeoutMs !== undefined && { connectTimeoutMs }),
      ...(nagle && { nagle }),
      ...source(checker.sources[node % checker.sources.length]),
    };
  });
}

/** `ip:port`: the target's own, or what the check names instead of its port or host. */
function connectionAddress(
  host: string | undefined,
  port: number | undefined,
  target: string,
  hosts: Start["hosts"],
): string {
  if (host === undefined && port === undefined) return target;
  const colon = target.lastIndexOf(":");
  const ip = host === undefined ? target.slice(0, colon) : hosts[host];
  if (ip === undefined) throw new Error(`${host} was not resolved`);
  return `${ip}:${port ?? target.slice(colon + 1)}`;
}

export function clientSpec(client: ClientConfig, wire: Wire, address: string, name: string): ExchangeSpec {
  const steps = wire.steps;
  return {
    ...wire,
    steps,
    target: address,
    role: "client",
    name,
    timeoutMs: client.timeoutMs,
    ...source(client.source),
  };
}

function source(address: string | null | undefined): { source?: string } {
  return address ? { source: address } : {};
}
