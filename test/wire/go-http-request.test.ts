/** Requests as net/http of Go 1.25 wrote them to a socket, captured for the same requests. */
import { expect, test } from "vitest";
import { hexOfText } from "../../lib/wire/bytes";
import { goHttpRequest, type GoRequest } from "../../lib/wire/go-http-request";

const base: GoRequest = {
  method: "GET",
  path: "/x",
  host: "a:1",
  userAgent: "me",
  headers: [["Accept", "b"]],
  body: "",
};

test.each<[what: string, request: Partial<GoRequest>, lines: string[], body: string]>([
  [
    "GET has these headers in this order",
    {},
    ["GET /x HTTP/1.1", "Host: a:1", "User-Agent: me", "Accept: b", "Accept-Encoding: gzip"],
    "",
  ],
  [
    "HEAD asks for no compression",
    { method: "HEAD" },
    ["HEAD /x HTTP/1.1", "Host: a:1", "User-Agent: me", "Accept: b"],
    "",
  ],
  [
    "an empty PATCH has a length",
    { method: "PATCH" },
    ["PATCH /x HTTP/1.1", "Host: a:1", "User-Agent: me", "Content-Length: 0", "Accept: b", "Accept-Encoding: gzip"],
    "",
  ],
  [
    "an empty DELETE has no length",
    { method: "DELETE" },
    ["DELETE /x HTTP/1.1", "Host: a:1", "User-Agent: me", "Accept: b", "Accept-Encoding: gzip"],
    "",
  ],
  [
    "its length counts bytes, not characters, and its headers stand by name, capitals first",
    {
      method: "POST",
      body: "ü",
      headers: [
        ["x-lower", "q"],
        ["X-B", "1"],
        ["X-B", "2"],
        ["Accept-Encoding", "identity"],
      ],
    },
    [
      "POST /x HTTP/1.1",
      "Host: a:1",
      "User-Agent: me",
      "Content-Length: 2",
      "Accept-Encoding: identity",
      "X-B: 1",
      "X-B: 2",
      "x-lower: q",
    ],
    "ü",
  ],
])("a request of Go: %s", (_, request, lines, body) => {
  const text = [...lines, "Connection: close", "", body].join("\r\n");
  expect(goHttpRequest({ ...base, ...request })).toEqual({ kind: "send", ifSilent: true, hex: hexOfText(text) });
});
