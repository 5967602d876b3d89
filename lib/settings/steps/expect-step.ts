/** `expect: any`, or `expect: { text | regex | hex | bytes: …, within: 2s, peek: true }`; within and peek may stand beside it. */
import type { Match } from "../../model/extension";
import { fieldsOf, readAs, readField, refuse, textOf, type Data } from "../../source/data";
import { integer, yesOrNo, type Outside } from "../../source/syntax";
import { patternFault } from "../bytes-setting";
import { hexBytes, literalText } from "./literal";
import { within, type StepReader } from "./step-reader";

const ACCEPTS = "any, or one of text, regex, hex and bytes, such as { regex: '^220 ', within: 2s }";
const KINDS = ["text", "regex", "hex", "bytes"];
/** What an exchange is ready to keep of an answer. */
const MOST_BYTES = 1024 * 1024;

export const expect: StepReader = {
  accepts: "expect: any or expect: { text: …, regex: …, hex: … or bytes: …, within: 2s, peek: true }",
  beside: ["within", "peek"],
  read({ value, beside, outside }) {
    const { match, inside } = expectation(value, outside);
    const options = new Map(beside);
    for (const [key, data] of inside) {
      if (options.has(key))
        throw refuse(data, "each key once", { why: `${key} is given inside of expect and beside it` });
      options.set(key, data);
    }
    const withinMs = readField(within, options, "within", outside);
    const peek = readField(yesOrNo, options, "peek", outside);
    return { kind: "expect", match, ...(withinMs !== undefined && { withinMs }), ...(peek === true && { peek }) };
  },
};

function expectation(value: Data, outside: Outside): { match: Match; inside: Map<string, Data> } {
  if (value.kind !== "map") {
    if (textOf(value, ACCEPTS) !== "any") throw refuse(value, ACCEPTS);
    return { match: { kind: "any" }, inside: new Map() };
  }
  const fields = fieldsOf(value, [...KINDS, "within", "peek"]);
  const kinds = KINDS.filter((kind) => fields.has(kind));
  if (kinds.length > 1) throw refuse(value, ACCEPTS, { why: `${kinds.join(" and ")} are given together` });
  const inside = new Map([...fields].filter(([key]) => !KINDS.includes(key)));
  const [kind = ""] = kinds;
  const data = fields.get(kind);
  return { match: data === undefined ? { kind: "any" } : matchOf(kind, data, outside), inside };
}

function matchOf(kind: string, data: Data, outside: Outside): Match {
  if (kind === "text") return { kind: "literal", hex: literalText(data) };
  if (kind === "hex") return { kind: "literal", hex: hexBytes(data) };
  if (kind === "bytes") return { kind: "length", bytes: readAs(integer(1, MOST_BYTES), data, outside) };
  const pattern = textOf(data, "a pattern in RE2 syntax");
  const wrong = patternFault(pattern, outside);
  if (wrong !== "") throw refuse(data, "a pattern in RE2 syntax", { why: wrong });
  return { kind: "regex", pattern };
}
