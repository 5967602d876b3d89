/** keepalived TCP_CHECK before 2.1: SO_LINGER{1,0}, so that the close is an RST as soon as it is connected. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { KEEPALIVED_DIRECTORS, KEEPALIVED_SHARED, keepalivedTimes } from "./keepalived";

export const keepalivedPre21: Preset = {
  ...KEEPALIVED_SHARED,
  name: "keepalived-pre-2-1",
  summary: "keepalived TCP_CHECK (IPVS) before 2.1",
  style: "rst",
  fastIntervalMs: 1_000,
  evidence: [
    {
      from: "source",
      text: "acassen/keepalived up to 2.0: core/layer4.c socket_bind_connect sets SO_LINGER{1,0}; 2.2.7 sets {1,5}",
      url: "https://github.com/acassen/keepalived/blob/v2.0.0/keepalived/core/layer4.c",
    },
    {
      from: "third-party",
      text: "real servers that log an RST for each check",
      url: "https://github.com/acassen/keepalived/issues/2560",
    },
    keepalivedTimes("1 s"),
  ],
  assumptions: assumed(
    "keepalived-pre-2-1",
    KEEPALIVED_DIRECTORS,
    "2.0 is known to reset and 2.2.7 to close; between them 2.1 is taken for the first that closes",
  ),
};
