/** `send: "EHLO probe\r\n"` or `send: { hex: 0d0a }`. YAML itself knows the escapes, in double quotes. */
import { fieldsOf } from "../../source/data";
import { hexBytes, literalText } from "./literal";
import type { StepReader } from "./step-reader";

export const send: StepReader = {
  accepts: 'send: "EHLO probe\\r\\n" or send: { hex: 0d0a }',
  read({ value }) {
    if (value.kind !== "map") return { kind: "send", hex: literalText(value) };
    const hex = fieldsOf(value, ["hex"]).get("hex");
    return { kind: "send", hex: hexBytes(hex ?? value) };
  },
};
