/**
 * One call of grpc.health.v1.Health/Check as grpc-go makes it, frame by frame: preface and SETTINGS; once the server's SETTINGS have come,
 * their acknowledgement, HEADERS and DATA; once the answer has come, GOAWAY. Each of them is a write of its own.
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 *
 * The header fields are those of grpc-go in its order; their coding is not: they are spelled out here, where it uses Huffman codes. The
 * PING and WINDOW_UPDATE by which it measures the path are left out, and so is the acknowledgement of the server's PING.
 */
import type { Step } from "../model/extension";
import { byteCount, hexOfText, lengthPrefixed, varint } from "./bytes";
import { frame, goAway, header, PREFACE, serverSettings } from "./http2";
import { finds, is, send } from "./steps";

export interface GrpcHealth {
  /** `host:port`, or whatever the checker names. */
  authority: string;
  /** Inside TLS: `:scheme` is https. The handshake itself is another step. */
  secure?: boolean;
  /** Empty: the server as a whole. */
  service?: string;
  userAgent: string;
  /** The time limit of the call, where the server is told of it. */
  timeoutMs?: number;
  /** Patterns (RE2): when the answer is complete, and when it is good. Left out: SERVING is, and a call that was turned down is not. */
  answer?: { complete: string; good: string };
}

/** The DATA frame with a HealthCheckResponse of two bytes, and SERVING (1) in it. */
export const ANSWER = "\\x00\\x00\\x07\\x00.\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x02\\x08";
/** A call that was turned down: HEADERS that end headers and stream at once, or RST_STREAM. */
const TURNED_DOWN = "\\x01\\x05\\x00\\x00\\x00\\x01|\\x00\\x00\\x04\\x03\\x00\\x00\\x00\\x00\\x01";

const SERVING = { complete: `(?s)(?:${ANSWER}.|${TURNED_DOWN})`, good: `(?s)${ANSWER}\\x01` };

export function grpcHealth({ service = "", answer = SERVING, ...call }: GrpcHealth): Step[] {
  const request = requestFor(service);
  return [
    send(PREFACE),
    send(frame("settings", "none", 0)),
    ...serverSettings,
    send(frame("settings", "ack", 0)),
    send(frame("headers", "endHeaders", 1, headers(call))),
    // A message: not compressed, and its length.
    send(frame("data", "endStream", 1, `00${lengthPrefixed(request, 4)}`)),
    { ...finds(answer.complete), keep: true },
    is(answer.good, 1),
    send(goAway("client transport shutdown")),
  ];
}

/** A HealthCheckRequest: nothing, or the service's name as field 1, with its length as a varint. */
function requestFor(service: string): string {
  const name = hexOfText(service);
  return name === "" ? "" : `0a${varint(byteCount(name))}${name}`;
}

function headers({ authority, secure = false, userAgent, timeoutMs }: GrpcHealth): string {
  return [
    "83", // :method POST, an entry of HPACK's static table
    secure ? "87" : "86", // :scheme https or http
    header(":path", "/grpc.health.v1.Health/Check"),
    header(":authority", authority),
    header("content-type", "application/grpc"),
    header("user-agent", userAgent),
    header("te", "trailers"),
    ...(timeoutMs === undefined ? [] : [header("grpc-timeout", `${Math.round(timeoutMs * 1000)}u`)]),
  ].join("");
}
