/**
 * An HTTP/2 PING as Go's own client sends it: preface, SETTINGS and a window; the acknowledgement of the service's SETTINGS; PING; and,
 * once it is answered, GOAWAY. Captured from golang.org/x/net/http2.
 */
import type { Step } from "../model/extension";
import { frame, number, PREFACE, setting } from "./http2-frames";

const SETTINGS = [setting(2, 0), setting(4, 4_194_304), setting(5, 16_384), setting(6, 10_485_760)].join("");
/** Any eight bytes; Go's are random. */
const OPAQUE = "70726f626573746d";

export const h2Ping: Step[] = [
  {
    kind: "send",
    hex: PREFACE + frame("settings", "none", 0, SETTINGS) + frame("windowUpdate", "none", 0, number(2 ** 30, 4)),
  },
  // The service's SETTINGS, as long as they may be.
  { kind: "expect", match: { kind: "length", bytes: 3 } },
  { kind: "expect", match: { kind: "literal", hex: "040000000000" } },
  { kind: "send", hex: frame("settings", "ack", 0) },
  { kind: "send", hex: frame("ping", "none", 0, OPAQUE) },
  { kind: "expect", match: { kind: "contains", hex: frame("ping", "ack", 0, OPAQUE) } },
  { kind: "send", hex: frame("goAway", "none", 0, number(1, 4) + number(0, 4)) },
];
