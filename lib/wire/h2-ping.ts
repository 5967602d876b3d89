/**
 * An HTTP/2 PING as Go's own client sends it: preface, SETTINGS and a window; the acknowledgement of the service's SETTINGS; PING; and,
 * once it is answered, GOAWAY. Captured from golang.org/x/net/http2.
 */
import type { Step } from "../model/extension";
import { be } from "./bytes";
import { frame, goAway, PREFACE, serverSettings, setting } from "./http2";
import { send } from "./steps";

const SETTINGS = [setting(2, 0), setting(4, 4_194_304), setting(5, 16_384), setting(6, 10_485_760)].join("");
/** Any eight bytes; Go's are random. */
const OPAQUE = "70726f626573746d";

export const h2Ping: Step[] = [
  send(PREFACE, frame("settings", "none", 0, SETTINGS), frame("windowUpdate", "none", 0, be(2 ** 30, 4))),
  ...serverSettings,
  send(frame("settings", "ack", 0)),
  send(frame("ping", "none", 0, OPAQUE)),
  { kind: "expect", match: { kind: "contains", hex: frame("ping", "ack", 0, OPAQUE) } },
  send(goAway()),
];
