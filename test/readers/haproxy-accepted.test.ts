/** Nothing in a configuration takes the checks of other servers away: neither what is none of a check's business, nor a line that is wrong. */
import { describe, expect, test } from "vitest";
import { haproxy } from "../../lib/readers/haproxy/index";
import { acceptedFiles } from "./haproxy-accepted";

const read = (text: string) => haproxy.read({ name: "lb.cfg", text });

describe("the checks of a file are found beside", () => {
  test.each(acceptedFiles)("$title", ({ text, checks, outOfReach = [] }) => {
    const found = read(text);
    expect(found.checks.map(({ selector }) => selector)).toEqual(checks);
    const reasons = found.outOfReach.map(({ selector, place, why }) => `${selector} ${place} ${why}`);
    expect(reasons).toEqual(outOfReach.map((reason) => expect.stringContaining(reason) as string));
  });
});

test("port 0 sends the checks to the server's own port again", () => {
  const text = "backend b\n default-server port 9000\n server s 10.1.0.1:8080 check port 0\n";
  const [found] = read(text).checks;
  const [connection] = found?.check.connections?.({ host: "h", intervalMs: 1, timeoutMs: 1 }) ?? [];
  expect(connection?.port).toBeUndefined();
});

test("a server takes its settings from another one", () => {
  const text = `backend base
  default-server check inter 5s
  server one 10.1.0.1:8080 rise 7
backend pool
  server two 10.1.0.2:8080 from srv:base/one fall 4
  server three 10.1.0.3:8080 from be:base
  server four 10.1.0.4:8080 from none
  server five 10.1.0.5:8080 from be:nowhere
`;
  const { checks, outOfReach, unchecked = [] } = read(text);
  expect(checks.map(({ selector, check }) => [selector, check.intervalMs, check.rise, check.fall])).toEqual([
    ["base/one", 5_000, 7, 3],
    ["pool/two", 5_000, 7, 4],
    ["pool/three", 5_000, 2, 3],
  ]);
  expect(unchecked.map(({ selector }) => selector)).toEqual(["pool/four"]);
  expect(outOfReach).toEqual([
    expect.objectContaining({ selector: "pool/five", why: expect.stringContaining("from: expected none, be:BACKEND") }),
  ]);
});

describe("a condition", () => {
  const chosen = (condition: string) => {
    const text = `backend b
.if ${condition}
  option httpchk GET /a
.else
  option httpchk GET /b
.endif
  server s 10.1.0.1:8080 check
`;
    const [found] = read(text).checks;
    const [step] = found?.check.connections?.({ host: "h", intervalMs: 1, timeoutMs: 1 })[0].steps ?? [];
    const sent = step?.kind === "send" ? Buffer.from("hex" in step ? step.hex : "", "hex").toString() : "";
    return [sent.slice(0, 6), found?.check.notes?.map(({ text: note }) => note)];
  };

  test.each([
    ["1", "GET /a", []],
    ["!1 || false", "GET /b", []],
    ["feature(QUIC)", "GET /a", ["`.if feature(QUIC)` is taken to hold"]],
    ["!feature(QUIC)", "GET /b", ["`.if !feature(QUIC)` is taken not to hold"]],
    ["!feature(QUIC) || (true && 1)", "GET /a", ["`.if !feature(QUIC) || (true && 1)` is taken to hold"]],
    ["!(feature(A) && feature(B))", "GET /b", ["`.if !(feature(A) && feature(B))` is taken not to hold"]],
  ])("`%s`: %s", (condition, request, notes) => {
    expect(chosen(condition)).toEqual([request, notes]);
  });

  test("that touches no check is not spoken of", () => {
    const text = `global
.if feature(QUIC)
  nbthread 2
.endif
backend b
  server s 10.1.0.1:8080 check
`;
    expect(read(text).checks[0]?.check.notes).toEqual([]);
  });
});
