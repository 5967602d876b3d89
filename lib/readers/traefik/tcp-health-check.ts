/** The health check of a TCP service: connect, `send`, `expect`, close; inside TLS where the server has it. */
import type { Step } from "../../model/extension";
import { byteCount, hexOfText } from "../../wire/bytes";
import { connection } from "../../wire/connection";
import { ipAddress } from "../../source/address";
import { traefik as preset } from "../../checkers/products/traefik";
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { anyTextOf, itemsOf, refused, textOf, yesOf } from "../../source/fields";
import { unsupported } from "../../source/unsupported";
import { fromPreset } from "../from-preset";
import { foundCheck, type Found } from "../found";
import type { Service } from "./traefik-service";
import { at, CADENCE, durationOf, portOf, unreadIn } from "./traefik-keys";

export function readTcp({ selector, balancer, healthCheck, transport }: Service): Found {
  if (healthCheck.kind !== "map" && healthCheck.kind !== "empty") throw refused(healthCheck, "a block");
  const place = placeOf(healthCheck);
  const servers = itemsOf(at(balancer, "servers"));
  const encrypted = servers.map((server) => yesOf(at(server, "tls"), false));
  const tls = encrypted[0] === true;
  const name = at(transport, "tls", "serverName");
  const serverName = name === undefined ? null : textOf(name);
  const send = bytesOf(at(healthCheck, "send"));
  const expect = bytesOf(at(healthCheck, "expect"));
  const port = portOf(at(healthCheck, "port"));
  const intervalMs = durationOf(at(healthCheck, "interval"), CADENCE.intervalMs);
  const unhealthy = at(healthCheck, "unhealthyInterval");
  const proxy = at(balancer, "proxyProtocol") ?? at(transport, "proxyProtocol");
  const steps: Step[] = [
    ...(send === "" ? [] : [{ kind: "send", hex: send } as const]),
    ...(expect === "" ? [] : [exactly(expect)]),
  ];
  const plain = steps.length === 0 && !tls && port === undefined;
  return foundCheck({
    selector,
    server: servers.map((server) => at(server, "address")).find((one) => one !== undefined)?.text ?? null,
    check: {
      ...fromPreset(preset, {
        selector,
        origin: place,
        summary: `Traefik, TCP health check${send + expect === "" ? "" : " with send or expect"}${tls ? ", TLS" : ""}`,
        style:
          tls && steps.length === 0
            ? "tls-handshake"
            : expect === ""
              ? send === ""
                ? "fin"
                : "send-expect"
              : send === ""
                ? "greeting-wait"
                : "send-expect",
        ...(!plain && {
          connections: ({ host }) => [
            {
              ...connection("full", [...(tls ? [handshake(serverName, host)] : []), ...steps], {
                kind: tls && expect === "" ? "drain-fin" : "fin",
              }),
              ...(port !== undefined && { port }),
            },
          ],
        }),
        intervalMs,
        timeoutMs: durationOf(at(healthCheck, "timeout"), CADENCE.timeoutMs),
        rise: 1,
        fall: 1,
        assumptions: [
          "the first check comes one interval after the start; here at a random moment of it",
          ...(tls
            ? [
                "the certificate of the service is not verified here; Traefik gives the TLS handshake no deadline, here the timeout bounds it",
              ]
            : []),
          ...(proxy === undefined ? [] : ["Traefik's checks carry no PROXY header, although its connections do"]),
        ],
        notes: [
          ...(encrypted.some((one) => one !== tls)
            ? [unsupported(placeOf(balancer), "`tls` of the first server is taken for all of them", "tls")]
            : []),
          ...unreadIn(healthCheck, ["send", "expect", "port", "interval", "unhealthyInterval", "timeout"]),
        ],
      }),
      ...(unhealthy !== undefined && { downIntervalMs: durationOf(unhealthy, CADENCE.intervalMs) }),
    },
  });
}

/** It reads as many bytes as `expect` has. Where more have come, they stay unread, and its close is an RST. */
function exactly(hex: string): Step {
  return { kind: "expect", match: { kind: "literal", hex }, maxBytes: byteCount(hex) };
}

/** Text in any characters, line ends as well. */
function bytesOf(data: Data | undefined): string {
  if (data === undefined) return "";
  const hex = hexOfText(anyTextOf(data));
  if (hex.length / 2 > 65_535) throw refused(data, "a text of at most 65535 bytes");
  return hex;
}

export function handshake(serverName: string | null, host: string): Step {
  const name = serverName ?? (ipAddress(host) !== null ? null : host);
  return { kind: "tls", verify: false, ...(name !== null && { serverName: name }) };
}
