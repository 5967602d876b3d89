/** `httpGet`: one request, and the head of its answer. */
import type { Step } from "../../model/extension";
import { KUBELET_BODY } from "../../checkers/products/kubernetes";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpAnswer } from "../../wire/http-answer";
import { kubernetesHttpGet } from "../../wire/kubernetes-http-get";
import { ipAddress } from "../../source/address";
import type { Data } from "../../source/data";
import { field, itemsOf, refused, textOf, wordOf } from "../../source/fields";
import { isHeaderName } from "../../source/http-values";
import {
  namedPort,
  otherHost,
  SOURCE,
  unreadIn,
  USER_AGENT,
  VERSION_UNKNOWN,
  type Container,
  type Handler,
} from "./probe-handler";

export function httpGet(block: Data, container: Container): Handler {
  const port = namedPort(block, container);
  const schemeData = field(block, "scheme");
  const https = schemeData !== undefined && wordOf(schemeData, ["HTTP", "HTTPS"]) === "HTTPS";
  const hostData = field(block, "host");
  const namedHost = hostData === undefined ? null : textOf(hostData);
  const pathData = field(block, "path");
  const path = pathData === undefined ? "" : textOf(pathData);
  const headers = itemsOf(field(block, "httpHeaders")).map((header) => headerIn(header));
  return {
    summary: https ? "httpGet (HTTPS)" : "httpGet",
    style: "send-expect",
    connections: ({ host }) => [
      connection(
        "full",
        [
          ...(https ? [tls(namedHost)] : []),
          kubernetesHttpGet({ path, host: authority(namedHost ?? host, port), userAgent: USER_AGENT, headers }),
          ...httpAnswer("[23][0-9][0-9]", KUBELET_BODY),
        ],
        { kind: "fin" },
      ),
    ],
    port,
    provenance: [
      { from: "source", text: `${SOURCE}: pkg/probe/http/request.go, http.go DoHTTPProbe (200 to 399 is good)` },
      {
        from: "capture",
        text: "GET, Host, User-Agent, the other headers by name, Connection: close; FIN when the answer is complete",
      },
    ],
    assumptions: [
      ...otherHost(block),
      `redirects to the same host count as a success; the kubelet follows them`,
      ...(https ? [`the kubelet speaks HTTP/2 with a service that has it; here it is HTTP/1.1`] : []),
      VERSION_UNKNOWN,
    ],
    unsupported: unreadIn(block, ["host", "port", "path", "scheme", "httpHeaders"]),
  };
}

/** Any certificate will do. Go names no address in SNI, and the pod has nothing else. */
function tls(host: string | null): Step {
  return {
    kind: "tls",
    verify: false,
    alpn: ["http/1.1"],
    ...(host !== null && ipAddress(host) === null && { serverName: host }),
  };
}

function headerIn(header: Data): [name: string, value: string] {
  const name = field(header, "name");
  if (name === undefined) throw refused(header, "a header with name and value");
  if (!isHeaderName(textOf(name))) throw refused(name, "the name of a header");
  const value = field(header, "value");
  return [name.text, value === undefined ? "" : textOf(value)];
}
