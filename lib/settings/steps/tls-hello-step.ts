/** `tls-hello`, `tls-hello: { sni: mail.lan }`: a ClientHello and nothing more. */
import { fieldsOf, readField } from "../../source/data";
import { hostName } from "../../source/host-name";
import type { StepReader } from "./step-reader";

export const tlsHello: StepReader = {
  accepts: "tls-hello or tls-hello: { sni: mail.lan }",
  alone: true,
  read({ value, outside, host }) {
    if (value.kind === "empty") return { kind: "tls-hello", serverName: host };
    return { kind: "tls-hello", serverName: readField(hostName, fieldsOf(value, ["sni"]), "sni", outside) ?? host };
  },
};
