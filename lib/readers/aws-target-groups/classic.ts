/** The health check of a Classic Load Balancer: `TCP:25`, `SSL:443`, `HTTP:80/health`, `HTTPS:443/health`. */
import type { Step } from "../../model/extension";
import type { Connection, Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpRequest } from "../../wire/http-request";
import { httpAnswer } from "../../wire/http-answer";
import { opensslHandshake } from "../../wire/tls-handshakes";
import type { Data } from "../../source/data";
import { awsClb } from "../../checkers/products/aws";
import { portOf, refused, textOf } from "../../source/fields";
import { fromPreset } from "../from-preset";

export interface ClassicCheck {
  selector: string;
  origin: string;
  target: Target;
  /** The instances' ports, of all listeners. */
  ports: readonly number[];
  intervalMs: number;
  timeoutMs: number;
  healthy: number;
  unhealthy: number;
}

export interface Target {
  protocol: "TCP" | "SSL" | "HTTP" | "HTTPS";
  port: number;
  /** Empty for TCP and SSL. */
  path: string;
}

export function targetOf(data: Data): Target {
  const accepts = "a target such as TCP:25, SSL:443, HTTP:80/path or HTTPS:443/path";
  const [, protocol = "", port = "", path = ""] =
    /^(TCP|SSL|HTTP|HTTPS):(\d{1,5})(\/\S*)?$/i.exec(textOf(data, accepts)) ?? [];
  const speaksHttp = /^http/i.test(protocol);
  if (protocol === "" || speaksHttp !== (path !== "")) throw refused(data, accepts);
  return { protocol: protocol.toUpperCase() as Target["protocol"], port: portOf({ ...data, text: port }), path };
}

export function classicHealthCheck(check: ClassicCheck): Preset {
  const { selector, origin, target, ports } = check;
  const port = ports.length > 0 && !ports.includes(target.port) ? { port: target.port } : {};
  const http = target.path !== "";
  const tls = target.protocol === "SSL" || target.protocol === "HTTPS";
  return fromPreset(awsClb, {
    selector,
    origin,
    summary: `AWS Classic Load Balancer, ${target.protocol} health check of ${selector}`,
    style: http ? "send-expect" : tls ? "tls-handshake" : "fin",
    connections: ({ host }) => [{ ...classicConnection(target, host), ...port }],
    intervalMs: check.intervalMs,
    timeoutMs: check.timeoutMs,
    rise: check.healthy,
    fall: check.unhealthy,
    assumptions: [
      ...(http ? ["the request's headers are not published; those that services have logged are assumed"] : []),
      ...(http || tls ? ["how such a check ends is not published; a FIN is assumed"] : []),
      ...(tls
        ? ["what is offered in TLS is not published; no host name and OpenSSL's former defaults are assumed"]
        : []),
    ],
  });
}

function classicConnection({ protocol, path, port }: Target, host: string): Connection {
  const tls = protocol === "SSL" || protocol === "HTTPS";
  const asks: Step[] = [
    httpRequest({
      path,
      headers: [
        ["Host", authority(host, port)],
        ["User-Agent", "ELB-HealthChecker/1.0"],
        ["Accept", "*/*"],
        ["Connection", "keep-alive"],
      ],
    }),
    ...httpAnswer("200"),
  ];
  const steps = [...(tls ? [opensslHandshake] : []), ...(path === "" ? [] : asks)];
  return connection("full", steps, { kind: steps.length === 0 ? "fin" : "drain-fin" });
}
