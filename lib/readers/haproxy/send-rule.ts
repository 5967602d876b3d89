/** `tcp-check send …` and `http-check send`. */
import { refusalLine } from "../../text/refusal-line";
import { textWithheld } from "../../text/secret";
import { SyntaxFault, type Arguments } from "./arguments";
import { isHex } from "./hex";
import type { Format, ParsedRequest } from "./parsed-rule";
import { noHex, noKeyword } from "./not-accepted";

export function readSend(keyword: string, words: Arguments): { text: string; binary: boolean; format: boolean } {
  const binary = keyword.startsWith("send-binary");
  const format = keyword.endsWith("-lf");
  const text = words.value(keyword, binary ? "pairs of hex digits" : "text");
  if (binary && !format && text !== "" && !isHex(text)) throw new SyntaxFault(noHex(keyword, text));
  while (words.more) {
    const other = words.next();
    if (other !== "comment") throw new SyntaxFault(noKeyword(keyword, other, ["comment"], "comment"));
    words.value(other);
  }
  return { text, binary, format };
}

export function readHttpSend(words: Arguments): ParsedRequest {
  const request: ParsedRequest = { fromOption: false, headers: [] };
  const headers: [string, string][] = [];
  while (words.more) {
    const keyword = words.next();
    switch (keyword) {
      case "meth":
        request.method = words.value(keyword);
        break;
      case "uri":
      case "uri-lf":
        request.uri = formatOf(keyword, words);
        break;
      case "ver":
        request.version = words.value(keyword);
        break;
      case "hdr": {
        const name = words.value(keyword, "a name and a value");
        const value = words.value(keyword, "a name and a value");
        if (name.toLowerCase() === "host" && headers.some(([other]) => other.toLowerCase() === "host"))
          throw new SyntaxFault("hdr Host is given twice");
        headers.push([name, value]);
        break;
      }
      case "body":
      case "body-lf":
        request.body = formatOf(keyword, words);
        break;
      case "comment":
        words.value(keyword);
        break;
      default:
        throw new SyntaxFault(
          noKeyword("send", keyword, ["meth", "uri", "uri-lf", "ver", "hdr", "body", "body-lf", "comment"]),
        );
    }
  }
  return { ...request, headers };
}

function formatOf(keyword: string, words: Arguments): Format {
  return { text: words.value(keyword), format: keyword.endsWith("-lf") };
}

/** `option httpchk [METHOD] [URI] [VERSION] [HOST]`, the host since 3.1; headers and a body may hide behind the version, as was done before 2.2. */
export function readHttpchk(words: Arguments): ParsedRequest {
  const parts: string[] = [];
  while (words.more) parts.push(words.next());
  if (parts.length > 4) throw new SyntaxFault("httpchk takes a method, a URI, a version and a host, and no more");
  const [method, uri] = parts.length === 1 ? [undefined, parts[0]] : [parts[0], parts[1]];
  const [head = "", ...rest] = (parts[2] ?? "").split("\r\n\r\n");
  const [version, ...lines] = head.split("\r\n");
  const host = parts[3] === undefined ? [] : [["Host", parts[3]] as const];
  const headers = [...host, ...lines.filter((line) => line !== "").map((line) => headerOf(line))];
  const body = rest.join("\r\n\r\n");
  return {
    fromOption: true,
    ...(method !== undefined && { method }),
    ...(uri !== undefined && { uri: { text: uri, format: false } }),
    ...(version !== "" && version !== undefined && { version }),
    headers,
    ...(body !== "" && { body: { text: body, format: false } }),
  };
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(":");
  if (colon < 1)
    throw new SyntaxFault(refusalLine("httpchk", { words: textWithheld(line) }, "a header such as Host: name"));
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "")];
}
