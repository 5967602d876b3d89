/** Payloads that a check sends or expects: `text` is hex, `binary` is base64. */
import type { Expect } from "../../wire/steps";
import type { Data } from "../../source/data";
import { refused, textOf } from "../../source/fields";
import { at } from "./proto";

/** As hex. */
export function payloadOf(data: Data): string {
  const text = at(data, "text");
  if (text !== undefined) {
    const hex = textOf(text).toLowerCase();
    if (!/^(?:[0-9a-f]{2})+$/.test(hex))
      throw refused(text, "pairs of hex digits: Envoy's text is hex, such as 50494e47 for PING");
    return hex;
  }
  const binary = at(data, "binary");
  if (binary === undefined) throw refused(data, "a payload with text (hex) or binary (base64)");
  return hexOfBase64(binary);
}

/** @param payloads `receive`: each has to come, one behind the other */
export function expectedSteps(payloads: readonly Data[]): Expect[] {
  return payloads.map((one): Expect => ({ kind: "expect", match: { kind: "contains", hex: payloadOf(one) } }));
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function hexOfBase64(data: Data): string {
  const text = textOf(data).replace(/=+$/, "").replace(/-/g, "+").replace(/_/g, "/");
  const digits = [...text].map((char) => BASE64.indexOf(char));
  if (text === "" || digits.includes(-1) || text.length % 4 === 1) throw refused(data, "base64");
  const bits = digits.map((six) => six.toString(2).padStart(6, "0")).join("");
  const bytes = bits.match(/.{8}/g) ?? [];
  return bytes.map((byte) => parseInt(byte, 2).toString(16).padStart(2, "0")).join("");
}
