/** What each client says, in full. */
import { expect, test } from "vitest";
import { clientWire, type ClientWireOptions } from "../../lib/clients/index";
import type { ClientKind } from "../../lib/model/config";
import type { Step } from "../../lib/model/extension";

const base: ClientWireOptions = {
  host: "shop.example",
  tls: "off",
  serverName: "",
  send: "",
  expect: null,
  user: null,
  password: null,
};
const hex = (text: string) => Buffer.from(text).toString("hex");
const tls = (serverName: string, verify: boolean): Step => ({ kind: "tls", serverName, verify });
const get = (host: string): Step[] => [
  {
    kind: "send",
    hex: hex(`GET / HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: probe-storm\r\nAccept: */*\r\nConnection: close\r\n\r\n`),
  },
  { kind: "expect", match: { kind: "literal", hex: hex("HTTP/1.") } },
  {
    kind: "expect",
    match: { kind: "regex", pattern: "^[01] ([1-3][0-9][0-9]|4([13-9][0-9]|0[0-79]|2[0-8]))" },
    minBytes: 5,
  },
];

const table: [kind: ClientKind, options: Partial<ClientWireOptions>, steps: Step[]][] = [
  ["connect", {}, []],
  ["connect", { tls: "on" }, [tls("shop.example", true)]],
  ["tls", {}, [tls("shop.example", true)]],
  ["tls", { tls: "insecure" }, [tls("shop.example", false)]],
  ["tls", { tls: "on", serverName: "mail.example" }, [tls("mail.example", true)]],
  ["tls", { tls: "on", host: "[::1]" }, [tls("::1", true)]],
  ["http", {}, get("shop.example")],
  ["http", { host: "::1" }, get("[::1]")],
  ["http", { host: "[::1]" }, get("[::1]")],
  ["http", { host: "127.0.0.1" }, get("127.0.0.1")],
  ["http", { port: 80 }, get("shop.example")],
  ["http", { port: 8080 }, get("shop.example:8080")],
  ["http", { port: 443 }, get("shop.example:443")],
  ["https", { port: 443 }, [tls("shop.example", true), ...get("shop.example")]],
  ["https", { host: "::1", port: 80 }, [tls("::1", true), ...get("[::1]:80")]],
  ["http", { tls: "on", serverName: "sni.example" }, [tls("sni.example", true), ...get("shop.example")]],
  ["https", {}, [tls("shop.example", true), ...get("shop.example")]],
  ["https", { tls: "insecure" }, [tls("shop.example", false), ...get("shop.example")]],
  ["send-expect", {}, [{ kind: "expect", match: { kind: "any" } }]],
  [
    "send-expect",
    { send: hex("PING\r\n"), expect: { kind: "literal", hex: hex("+PONG") }, tls: "insecure" },
    [
      tls("shop.example", false),
      { kind: "send", hex: hex("PING\r\n") },
      { kind: "expect", match: { kind: "literal", hex: hex("+PONG") } },
    ],
  ],
];

test.each(table)("CLIENT=%s with %o does its steps, and leaves by a half-close", (kind, options, steps) => {
  expect(clientWire(kind, { ...base, ...options })).toEqual({
    handshake: "full",
    steps,
    ending: { kind: "half-close", withinMs: 1000 },
    prove: {},
  });
});

test.each(["auto", "greeting", "steps"] as const)(
  "CLIENT=%s has no steps of its own: the first contact, or the file, decides",
  (kind) => {
    expect(clientWire(kind, base)).toBeNull();
  },
);

test.each([
  ["HTTP/1.1 200 OK", true],
  ["HTTP/1.0 404 Not Found", true],
  ["HTTP/1.1 101 Switching Protocols", true],
  ["HTTP/1.1 302 Found", true],
  ["HTTP/1.1 400 Bad Request", true],
  ["HTTP/1.1 407 Proxy Authentication Required", true],
  ["HTTP/1.1 408 Request Timeout", false],
  ["HTTP/1.1 409 Conflict", true],
  ["HTTP/1.1 418 I'm a teapot", true],
  ["HTTP/1.1 428 Precondition Required", true],
  ["HTTP/1.1 429 Too Many Requests", false],
  ["HTTP/1.1 431 Request Header Fields Too Large", true],
  ["HTTP/1.1 499", true],
  ["HTTP/1.1 500 Internal Server Error", false],
  ["HTTP/1.1 503 Service Unavailable", false],
  ["HTTP/1.1 2000", true],
  ["HTTP/2 200", false],
  ["SSH-2.0-OpenSSH_9.2", false],
])("CLIENT=http: whether the answer %s counts as accepted: %s", (answer, accepted) => {
  const [, literal, regex] = clientWire("http", base)!.steps as Extract<Step, { kind: "expect" }>[];
  const prefix = Buffer.from((literal!.match as { hex: string }).hex, "hex").toString();
  const { pattern } = regex!.match as { pattern: string };
  expect(answer.startsWith(prefix) && new RegExp(pattern).test(answer.slice(prefix.length))).toBe(accepted);
});
