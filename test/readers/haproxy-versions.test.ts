/** HAProxy newer than 2.6: what its keywords mean, and what HAPROXY or the keywords themselves change. By its manual and source. */
import { describe, expect, test } from "vitest";
import { latin1 } from "../../lib/wire/bytes";
import type { Step } from "../../lib/model/extension";
import { haproxy } from "../../lib/readers/haproxy/index";

function connectionOf(text: string, version?: string) {
  const { checks, outOfReach } = haproxy.read(
    { name: "lb.cfg", text },
    { ...(version !== undefined && { haproxy: version }) },
  );
  const [found] = checks;
  const [connection] = found?.check.connections?.({ host: "h", intervalMs: 1, timeoutMs: 1 }) ?? [];
  return { found, connection, outOfReach };
}

function sent(steps: readonly unknown[] = []): string {
  return (steps as Step[])
    .flatMap((step) => (step.kind === "send" && "hex" in step ? [latin1(step.hex)] : []))
    .join("|");
}

const HTTPS = `backend b
  mode http
  option httpchk GET / HTTP/1.1
  http-check send hdr Host web.example:8443
  server s 10.1.0.1:8443 ssl verify none check
`;

const nameOf = (text: string, version?: string) => {
  const tls = connectionOf(text, version).connection?.steps.find(({ kind }) => kind === "tls");
  return tls?.kind === "tls" ? tls.serverName : "no TLS";
};

describe("the server name of TLS", () => {
  test("is that of the request's Host from 3.3 on, without the port", () => {
    expect(nameOf(HTTPS)).toBeUndefined();
    expect(nameOf(HTTPS, "3.2")).toBeUndefined();
    expect(nameOf(HTTPS, "3.3")).toBe("web.example");
  });

  test.each([
    ["no-check-sni-auto", HTTPS.replace("check\n", "check no-check-sni-auto\n"), undefined],
    ["check-sni", HTTPS.replace("check\n", "check check-sni other.example\n"), "other.example"],
    [
      "a rule that connects",
      HTTPS.replace("  http-check send", "  http-check connect default\n  http-check send"),
      undefined,
    ],
    ["a check of TCP", HTTPS.replace(/ {2}option.*\n.*\n/, "  option tcp-check\n"), undefined],
  ])("is not, with %s", (_, text, name) => {
    expect(nameOf(text, "3.3")).toBe(name);
  });

  test("is told by a keyword of 3.3 without being asked for", () => {
    expect(nameOf(HTTPS.replace("check\n", "check check-sni-auto\n"))).toBe("web.example");
  });
});

test("ALPN chooses HTTP/2 from 3.3 on, and before it is offered alone", () => {
  const text = HTTPS.replace("verify none", "verify none alpn h2,http/1.1");
  expect(sent(connectionOf(text, "3.2").connection?.steps)).toMatch(/^GET \/ HTTP\/1\.1\r\n/);
  expect(sent(connectionOf(text, "3.3").connection?.steps)).toMatch(/^PRI \* HTTP\/2\.0\r\n/);
  expect(sent(connectionOf(text.replace("alpn", "proto h1 alpn"), "3.3").connection?.steps)).toMatch(/^GET /);
});

test("what a service may choose of ALPN is told", () => {
  const text = HTTPS.replace("verify none", "verify none alpn h2,http/1.1");
  const notesOf = (all: string, version: string) =>
    connectionOf(all, version).found?.check.notes?.map(({ kind, text: note }) => `${kind}: ${note.slice(0, 20)}`);
  expect(notesOf(text, "2.6")).toEqual(["mistake: the check offers h2,"]);
  expect(notesOf(text, "3.3")).toEqual(["unsupported: of ALPN the service "]);
  expect(notesOf(text.replace("alpn", "proto h2 alpn"), "2.6")).toEqual([]);
  expect(notesOf(HTTPS, "2.6")).toEqual([]);
});

test("what is no HTTP is an error of the socket from 3.2 on", () => {
  const wordsOf = (version: string) => connectionOf(HTTPS, version).connection?.statuses?.wrong;
  expect(wordsOf("3.1")).toEqual({ 3: "L7STS" });
  expect(wordsOf("3.2")).toEqual({ 2: "SOCKERR", 3: "L7STS" });
});

test("option httpchk takes a host for its fourth word", () => {
  const text = "backend b\n option httpchk GET /up HTTP/1.1 web.example\n server s 10.1.0.1:80 check\n";
  expect(sent(connectionOf(text).connection?.steps)).toBe(
    "GET /up HTTP/1.1\r\nhost: web.example\r\nconnection: close\r\n\r\n",
  );
});

test("mysql-check post-80 names the plugin of its password", () => {
  const text = "backend b\n option mysql-check user probe post-80\n server s 10.1.0.1:3306 check\n";
  const login = `\x3d\0\0\x01\0\x82\x08\0\0\x80\0\x01\x21${"\0".repeat(23)}probe\0\0mysql_native_password\0`;
  expect(sent(connectionOf(text).connection?.steps)).toBe(`${login}\x01\0\0\0\x01`);
});

describe("a healthcheck section", () => {
  const text = `healthcheck ready
  type httpchk GET /ready
  http-check expect status 204
backend b
  option redis-check
  server s 10.1.0.1:80 check healthcheck ready inter 3s
  server t 10.1.0.2:80 check
  server u 10.1.0.3:80 check healthcheck other
`;

  test("is the check of the servers that name it, and of no others", () => {
    const { checks, outOfReach } = haproxy.read({ name: "lb.cfg", text });
    const requests = checks.map(({ selector, check }) => [
      selector,
      sent(check.connections?.({ host: "h", intervalMs: 1, timeoutMs: 1 })[0].steps).slice(0, 10),
      check.intervalMs,
    ]);
    expect(requests).toEqual([
      ["b/s", "GET /ready", 3_000],
      ["b/t", "*1\r\n$4\r\nPI", 2_000],
    ]);
    expect(outOfReach).toEqual([
      { selector: "b/u", place: "lb.cfg:8", why: 'there is no healthcheck section "other"' },
    ]);
  });

  test("that is wrong takes its own servers away", () => {
    const { checks, outOfReach } = haproxy.read({ name: "lb.cfg", text: text.replace("status 204", "stats 204") });
    expect(checks.map(({ selector }) => selector)).toEqual(["b/t"]);
    expect(outOfReach.map(({ selector, place }) => [selector, place])).toEqual([
      ["b/s", "lb.cfg:3"],
      ["b/u", "lb.cfg:8"],
    ]);
  });
});

test.each([
  ["none", "up-unproven"],
  ["up", "up-unproven"],
  ["fully-up", "up"],
  ["down", "down-unproven"],
  ["fully-down", "down"],
])("init-state %s: %s", (state, initially) => {
  const text = `backend b\n server s 10.1.0.1:80 check init-state ${state}\n`;
  expect(connectionOf(text).found?.check.initially).toBe(initially);
});

test("tune.bufsize bounds what a check looks at", () => {
  const text = "global\n tune.bufsize 32768\nbackend b\n option redis-check\n server s 10.1.0.1:80 check\n";
  const most = (all: string) =>
    connectionOf(all).connection?.steps.flatMap((step) => (step.kind === "expect" ? [step.maxBytes] : []));
  expect(most(text)).toEqual([32_768]);
  expect(most(text.replace("32768", "x"))).toEqual([16_384]);
});
