/** Bytes inside a CONFIG file's steps. */
import { hexOfText } from "../../wire/bytes";
import { isWellFormed } from "../../text/well-formed";
import { plainHex } from "../bytes-setting";
import { refuse, textOf, type Data } from "../../source/data";

/** Text as YAML has unescaped it. A backslash that YAML left alone is a slip: it would go over the wire as such. */
export function literalText(data: Data): string {
  const accepts = 'text, in double quotes where it has escapes such as "\\r\\n"';
  const text = textOf(data, accepts);
  if (data.kind === "scalar" && data.raw && text.includes("\\")) {
    throw refuse(data, `${accepts}, or hex`, { why: "outside of double quotes the backslash is a backslash" });
  }
  if (!isWellFormed(text)) throw refuse(data, "text in valid Unicode, or hex");
  return hexOfText(text);
}

export function hexBytes(data: Data): string {
  const accepts = "pairs of hex digits, such as 0d0a";
  const hex = plainHex(textOf(data, accepts));
  if (hex === null) throw refuse(data, accepts);
  return hex;
}
