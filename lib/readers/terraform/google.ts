/** `google_compute_health_check`, its regional form, and the older ones for HTTP and HTTPS alone. */
import { gcp } from "../../checkers/products/gcp";
import type { Data } from "../../source/data";
import { field, portOf, secondsOf, wholeOf } from "../../source/fields";
import { foundCheck, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { wrong } from "../../source/place";
import { googleWire, type GoogleKind } from "./google-wire";
import { assumedFor, resourceOutOfReach, blockOf, setting, type Block, type Resource } from "./resource";

const KINDS = ["tcp", "ssl", "http", "https", "http2", "grpc", "grpc_tls"] as const;
type Kind = GoogleKind | "http2";

const threshold = (data: Data) => wholeOf(data, 1, 10);

export function googleHealthCheck(resource: Resource): Found {
  const { address, values } = resource;
  const given = KINDS.filter((kind) => blockOf(values, `${kind}_health_check`).data !== undefined);
  const [kind, ...others] = given;
  if (kind === undefined || others.length > 0)
    throw wrong(
      { name: values.data.file },
      values.line,
      `${address} needs one of ${KINDS.map((one) => `${one}_health_check`).join(", ")}`,
    );
  return readCheck(resource, kind, blockOf(values, `${kind}_health_check`));
}

/** The older resources say all of it at their top. */
export const googleHttpHealthCheck = (resource: Resource): Found => readCheck(resource, "http", resource.values);
export const googleHttpsHealthCheck = (resource: Resource): Found => readCheck(resource, "https", resource.values);

function readCheck(resource: Resource, kind: Kind, block: Block): Found {
  const { address, origin, values } = resource;
  if (kind === "http2")
    return resourceOutOfReach(resource, `a ${kind} check speaks HTTP/2 inside TLS, which is not emulated`);
  const portData = field(block.data, "port");
  const port = portData === undefined ? null : portOf(portData);
  const wire = googleWire(kind, block, port);
  const interval = setting(values, "check_interval_sec", secondsOf, 5_000, "5 s");
  const timeout = setting(values, "timeout_sec", secondsOf, 5_000, "5 s");
  const rise = setting(values, "healthy_threshold", threshold, 2);
  const fall = setting(values, "unhealthy_threshold", threshold, 2);
  return foundCheck({
    selector: address,
    server: port === null ? null : `port ${port}`,
    check: fromPreset(gcp, {
      selector: address,
      origin,
      summary: `Google Cloud, ${kind.toUpperCase()} health check ${address}`,
      style: wire.style,
      connections: ({ host, timeoutMs }) => [wire.connection(host, timeoutMs)],
      intervalMs: interval.value,
      timeoutMs: timeout.value,
      rise: rise.value,
      fall: fall.value,
      assumptions: [...wire.assumptions, ...wire.unknown, ...assumedFor(interval, timeout, rise, fall)],
    }),
  });
}
