/**
 * The health check of gRPC for the whole server: https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 *
 * The server may code its headers as it likes: its status comes in the first header block that names it, so it is always spelled out,
 * plainly or in Huffman code.
 */
import { authority } from "../wire/authority";
import { ANSWER, grpcHealth } from "../wire/grpc-health";
import type { Protocol } from "../wire/protocol-client";

const SERVING = `${ANSWER}\\x01`;

/**
 * grpc-status as a name, plain or in Huffman code (9a cac8b2 1234 da8f, where RE2 takes c8b2 and da8f for a character each), and the values
 * of a call that the server has turned down but answered: 7 permission denied, 12 unimplemented, 16 unauthenticated.
 */
const STATUS = "(grpc-status|[^\\x00-\\x7f]{2}\\x{232}\\x124\\x{68f})";
const DENIED = `${STATUS}(\\x017|\\x0212|\\x0216|[^\\x00-\\x7f](w|\\x08[^\\x00-\\x7f]|\\x0b[^\\x00-\\x7f]))`;

export const grpc: Protocol = {
  summary: "calls grpc.health.v1.Health/Check over HTTP/2, then GOAWAY",
  ports: [{ port: 50051 }, { port: 9090, shared: true }, { port: 443, tls: true, shared: true }],
  accepts: "SERVING; or a call turned down as unimplemented, unauthenticated or permission denied",
  refusals: ["NOT_SERVING", "UNAVAILABLE (14)", "an answer that is not HTTP/2", "no h2 in the TLS handshake"],
  alpn: ["h2"],
  steps: ({ host, port, tls }) =>
    grpcHealth({
      authority: authority(host, port),
      secure: tls !== null,
      userAgent: "probe-storm",
      // Behind the answer comes its status, or nothing but the end: then it is another one.
      answer: { complete: `(?s)(${ANSWER}.|${STATUS}.{2})`, good: `(?s)(${SERVING}|${DENIED})` },
    }),
};
