/** `proxy: v1`, `proxy: { version: 2, command: local }`: a PROXY protocol header. */
import { fieldsOf, readAs, readField, refuse } from "../../source/data";
import { oneOf, type Syntax } from "../../source/syntax";
import type { StepReader } from "./step-reader";

const version: Syntax<1 | 2> = {
  accepts: "v1 or v2",
  read: (text, name, outside) => (oneOf("v1", "v2").read(text.replace(/^(?=\d)/, "v"), name, outside) === "v1" ? 1 : 2),
};

export const proxy: StepReader = {
  accepts: "proxy: v1, proxy: v2 or proxy: { version: v2, command: local }",
  read({ value, outside }) {
    if (value.kind !== "map") return { kind: "proxy", version: readAs(version, value, outside), command: "proxy" };
    const fields = fieldsOf(value, ["version", "command"]);
    const written = fields.get("version");
    if (written === undefined) throw refuse(value, "a version, v1 or v2", { why: "it is missing" });
    return {
      kind: "proxy",
      version: readAs(version, written, outside),
      command: readField(oneOf("proxy", "local"), fields, "command", outside) ?? "proxy",
    };
  },
};
