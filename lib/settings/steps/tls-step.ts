/** `tls`, `tls: insecure` (no verification), `tls: { sni: mail.lan, verify: true, alpn: [h2], within: 2s }` */
import { fieldsOf, itemsOf, readAs, readField, refuse, textOf, type Data } from "../../source/data";
import { hostName } from "../../source/host-name";
import { yesOrNo } from "../../source/syntax";
import { within, type StepReader } from "./step-reader";

const ACCEPTS = "verify, insecure, or { sni: NAME, verify: true, alpn: [h2], within: 2s }";

export const tls: StepReader = {
  accepts: "tls, tls: insecure or tls: { sni: mail.lan, verify: true, alpn: [h2], within: 2s }",
  alone: true,
  read({ value, outside, host }) {
    if (value.kind === "empty") return { kind: "tls", serverName: host, verify: true };
    if (value.kind !== "map") {
      const word = textOf(value, ACCEPTS);
      if (word !== "verify" && word !== "insecure") throw refuse(value, ACCEPTS, { known: ["verify", "insecure"] });
      return { kind: "tls", serverName: host, verify: word === "verify" };
    }
    const fields = fieldsOf(value, ["sni", "verify", "alpn", "within"]);
    const alpn = fields.get("alpn");
    const withinMs = readField(within, fields, "within", outside);
    return {
      kind: "tls",
      serverName: readField(hostName, fields, "sni", outside) ?? host,
      verify: readField(yesOrNo, fields, "verify", outside) ?? true,
      ...(alpn !== undefined && { alpn: protocols(alpn) }),
      ...(withinMs !== undefined && { withinMs }),
    };

    function protocols(data: Data): string[] {
      const accepts = "a list of protocol names of 1 to 255 characters, such as [h2, http/1.1]";
      return itemsOf(data, accepts).map((item) =>
        readAs(
          {
            accepts,
            read(text) {
              if (text === "" || text.length > 255) throw refuse(item, accepts);
              return text;
            },
          },
          item,
          outside,
        ),
      );
    }
  },
};
