/** The transport socket of a cluster: with TLS, its checks are made inside of it. */
import type { Step } from "../../model/extension";
import type { Note } from "../../model/note";
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { textOf } from "../../source/fields";
import { envoyHandshake } from "../../wire/tls-handshakes";
import { notEmulated, unsupported } from "../../source/unsupported";
import { at, repeated } from "./proto";

export interface Transport {
  /** The TLS handshake; empty: the cluster speaks plain TCP. */
  steps: Step[];
  assumptions: string[];
  unsupported: Note[];
}

export function transportOf(cluster: Data, check: Data): Transport {
  const socket = at(cluster, "transport_socket");
  const name = at(socket, "name")?.text ?? "";
  const config = at(socket, "typed_config");
  const type = at(config, "@type")?.text ?? "";
  const matches = at(cluster, "transport_socket_matches");
  const unread = matches === undefined ? [] : [notEmulated(placeOf(matches), "transport_socket_matches")];
  if (socket === undefined || /raw_buffer/.test(name)) return { steps: [], assumptions: [], unsupported: unread };
  if (!/UpstreamTlsContext/.test(type) && !/tls$/.test(name)) {
    const note = unsupported(
      placeOf(socket),
      `the transport socket \`${name || type}\` is not emulated`,
      "transport_socket",
    );
    return { steps: [], assumptions: [], unsupported: [...unread, note] };
  }
  const certificates = at(config, "common_tls_context", "tls_certificates");
  return {
    steps: [handshake(config, check)],
    assumptions: [
      "the certificate of the service is not verified here",
      ...(speaksTls13(config) ? ["the ClientHello is Go's: BoringSSL's is known with TLS 1.2 at the most"] : []),
    ],
    unsupported: [
      ...unread,
      ...(certificates === undefined
        ? []
        : [notEmulated(placeOf(certificates), "tls_certificates", "no client certificate is sent")]),
    ],
  };
}

function handshake(config: Data | undefined, check: Data): Step {
  const serverName = at(config, "sni");
  const own = repeated(check, "tls_options", "alpn_protocols");
  const protocols = own.length > 0 ? own : repeated(config, "common_tls_context", "alpn_protocols");
  const alpn = protocols.map((one) => textOf(one));
  return {
    ...(speaksTls13(config) ? ({ kind: "tls", verify: false } as const) : envoyHandshake),
    ...(serverName !== undefined && { serverName: textOf(serverName) }),
    ...(alpn.length > 0 && { alpn }),
  };
}

/** The default of a client, TLS_AUTO, is TLS 1.2. */
function speaksTls13(config: Data | undefined): boolean {
  const highest = at(config, "common_tls_context", "tls_params", "tls_maximum_protocol_version");
  return highest?.text === "TLSv1_3" || highest?.text === "4";
}
