/** `tcp_health_check`: connect, `send`, wait for `receive`. Without `receive` Envoy closes as soon as it is connected. */
import type { Step } from "../../model/extension";
import { send } from "../../wire/steps";
import type { Data } from "../../source/data";
import { refused } from "../../source/fields";
import type { Exchange } from "./handler";
import { expectedSteps, payloadOf } from "./payload";
import { at, has, unreadIn, repeated } from "./proto";

export function readTcpHandler(block: Data): Exchange {
  const sent = at(block, "send");
  const proxy = has(block, "proxy_protocol_config");
  const expected = expectedSteps(repeated(block, "receive"));
  const written = sent === undefined ? "" : payloadOf(sent);
  const unsupported = unreadIn(block, ["send", "receive", "proxy_protocol_config"]);
  if (expected.length === 0) {
    return {
      kind: "exchange",
      summary: "Envoy tcp_health_check without receive",
      style: "fin",
      steps: [],
      reused: false,
      judgesFrom: null,
      assumptions:
        written !== "" || proxy !== undefined
          ? ["without `receive` Envoy closes before it has written `send` or a PROXY header; so nothing is sent here"]
          : [],
      unsupported,
    };
  }
  const isBinary = sent !== undefined && at(sent, "text") === undefined;
  return {
    kind: "exchange",
    summary: "Envoy tcp_health_check",
    style: written === "" ? "greeting-wait" : "send-expect",
    steps: [
      ...(proxy === undefined ? [] : [proxyStep(proxy)]),
      ...(written === "" || isBinary ? [] : [send(written)]),
      ...expected,
    ],
    reused: true,
    judgesFrom: null,
    assumptions: [
      ...(isBinary ? ["Envoy sends a `send` of text alone; one that is binary is not sent"] : []),
      ...(proxy !== undefined && written !== ""
        ? ["Envoy writes the PROXY header and `send` in one segment; here they are two"]
        : []),
    ],
    unsupported,
  };
}

function proxyStep(config: Data): Step {
  switch (at(config, "version")?.text ?? "V1") {
    case "V1":
    case "0":
      return { kind: "proxy", version: 1, command: "proxy" };
    case "V2":
    case "1":
      return { kind: "proxy", version: 2, command: "local" };
    default:
      throw refused(config, "version V1 or V2");
  }
}
