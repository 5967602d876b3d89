/** The health check of an HTTP service: a request of Go's net/http, or a gRPC health check. */
import type { Step } from "../../model/extension";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { canonicalHeader, goHttpRequest } from "../../wire/go-http-request";
import { httpAnswer } from "../../wire/http-answer";
import { grpcHealth } from "../../wire/grpc-health";
import { traefik as preset } from "../../checkers/products/traefik";
import type { Data } from "../../source/data";
import { isHeaderName } from "../../source/http-values";
import { portNumber } from "../../source/address";
import { placeOf } from "../../source/documents";
import { itemsOf, refused, textOf, wholeOf, yesOf } from "../../source/fields";
import { fromPreset } from "../from-preset";
import { foundCheck, outOfReach, type Found } from "../found";
import type { Service } from "./traefik-service";
import { at, CADENCE, durationOf, portOf, unreadIn } from "./traefik-keys";
import { handshake } from "./tcp-health-check";

const READ = [
  ...["scheme", "mode", "path", "method", "status", "port", "interval", "unhealthyInterval", "timeout", "hostname"],
  ...["followRedirects", "headers"],
];

const VERSION = "traefik/traefik v3.6.7";

export function readHttp({ selector, balancer, healthCheck, transport }: Service): Found {
  if (healthCheck.kind !== "map") throw refused(healthCheck, "a block");
  const place = placeOf(healthCheck);
  const servers = itemsOf(at(balancer, "servers"));
  const url = urlOf(servers.map((server) => at(server, "url")).find((one) => one !== undefined));
  const scheme = (at(healthCheck, "scheme")?.text ?? url?.scheme ?? "http").toLowerCase();
  if (!["http", "https", "h2c"].includes(scheme))
    throw refused(at(healthCheck, "scheme") ?? healthCheck, "http, https or h2c");
  const mode = at(healthCheck, "mode")?.text ?? "http";
  if (mode !== "http" && mode !== "grpc") throw refused(at(healthCheck, "mode") ?? healthCheck, "http or grpc");
  if (mode === "http" && scheme === "h2c")
    return outOfReach(selector, place, "it speaks HTTP/2 without TLS (h2c), which is not emulated");
  if (mode === "grpc" && scheme === "https")
    return outOfReach(selector, place, "Traefik gives a gRPC check over https no credentials: it cannot succeed");

  const own = portOf(at(healthCheck, "port"));
  const port = own ?? url?.port ?? null;
  const status = at(healthCheck, "status");
  const code = status === undefined ? 0 : wholeOf(status, 0, 999);
  const name = at(transport, "serverName");
  const serverName = name === undefined ? null : textOf(name);
  const unhealthy = at(healthCheck, "unhealthyInterval");
  const timeoutMs = durationOf(at(healthCheck, "timeout"), CADENCE.timeoutMs);
  const request = mode === "http" ? requestOf(healthCheck, port) : null;
  return foundCheck({
    selector,
    server: url?.server ?? null,
    check: {
      ...fromPreset(preset, {
        selector,
        origin: place,
        summary: `Traefik, HTTP health check${mode === "grpc" ? ", gRPC" : scheme === "https" ? ", TLS" : ""}`,
        style: "send-expect",
        connections: ({ host }) => [
          {
            ...connection(
              "full",
              request === null
                ? grpcHealth({ authority: authority(host, port), userAgent: "grpc-go/1.78.0", timeoutMs })
                : [
                    ...(scheme === "https" ? [handshake(serverName, host)] : []),
                    request(host),
                    // It looks at the status alone, and leaves the body.
                    ...httpAnswer(code === 0 ? "[23][0-9][0-9]" : String(code).padStart(3, "0"), 0),
                  ],
              { kind: request === null ? "drain-fin" : "fin" },
            ),
            ...(own !== undefined && own !== url?.port && { port: own }),
          },
        ],
        intervalMs: durationOf(at(healthCheck, "interval"), CADENCE.intervalMs),
        timeoutMs,
        rise: 1,
        fall: 1,
        provenance: [
          {
            from: "source",
            text: `${VERSION}: pkg/healthcheck/healthcheck.go (200 to 399 is good unless a status is given; rise 1, fall 1)`,
          },
        ],
        assumptions: [
          "the first check comes one interval after the start; here at a random moment of it",
          ...(request === null
            ? [
                "the frames are those of grpc-go, but header fields are not Huffman-coded and no PING is sent or answered",
              ]
            : [
                "an answer without a body lets Traefik keep the connection for its next check; here each check has its own",
                ...(yesOf(at(healthCheck, "followRedirects"), true)
                  ? ["redirects count as a success; Traefik follows them"]
                  : []),
              ]),
          ...(scheme === "https"
            ? ["the certificate of the service is not verified here", "HTTP/1.1, also where the service has HTTP/2"]
            : []),
        ],
        notes: unreadIn(healthCheck, READ),
      }),
      ...(unhealthy !== undefined && { downIntervalMs: durationOf(unhealthy, CADENCE.intervalMs) }),
    },
  });
}

function requestOf(healthCheck: Data, port: number | null): (host: string) => Step {
  const methodData = at(healthCheck, "method");
  const pathData = at(healthCheck, "path");
  const hostname = at(healthCheck, "hostname");
  const method = methodData === undefined ? "GET" : methodOf(methodData);
  const path = pathData === undefined ? "/" : textOf(pathData).replace(/#.*$/, "");
  const given = at(healthCheck, "headers");
  if (given !== undefined && given.kind !== "map") throw refused(given, "a block of headers");
  const headers = [...(given?.fields ?? [])].map(([key, value]): [string, string] => {
    if (!isHeaderName(key)) throw refused(value, "a header with a name that can be one");
    return [canonicalHeader(key), value.kind === "empty" ? "" : textOf(value)];
  });
  const agent = headers.find(([key]) => key === "User-Agent")?.[1] ?? "Go-http-client/1.1";
  const others = headers.filter(([key]) => !["Host", "User-Agent", "Content-Length"].includes(key));
  const own = hostname === undefined ? null : textOf(hostname);
  return (host) =>
    goHttpRequest({
      method,
      path: path.startsWith("/") ? path : `/${path}`,
      host: own ?? authority(host, port),
      userAgent: agent,
      headers: others,
      body: "",
      keepsAlive: true,
    });
}

function methodOf(data: Data): string {
  const method = textOf(data).toUpperCase();
  if (!/^[A-Z]{1,20}$/.test(method)) throw refused(data, "the method of a request, such as HEAD");
  return method;
}

/** The scheme, and the port where there is one. */
function urlOf(data: Data | undefined): { server: string; scheme: string; port: number | null } | null {
  if (data === undefined) return null;
  const found = /^(https?|h2c):\/\/(\[[0-9A-Fa-f:.]+\]|[^/:?#[\]@\s]+)(?::(\d{1,5}))?(?:[/?#].*)?$/i.exec(textOf(data));
  const [, scheme = "", host = "", portText] = found ?? [];
  const port = portText === undefined ? null : portNumber(portText);
  if (host === "" || port === undefined) throw refused(data, "the URL of a server, such as http://10.0.0.5:8080");
  return { server: host + (port === null ? "" : `:${port}`), scheme: scheme.toLowerCase(), port };
}
