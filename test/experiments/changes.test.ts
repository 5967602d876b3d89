/** What is recommended: only what this run has seen to be safe, in the lines of the product that asked. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hasTool } from "../support/tools";
import { armOf, compared, WEDGED } from "./arms";

const changesOf = (...arms: ReturnType<typeof armOf>[]) => compared(arms).changes;

const LINGER = ["option tcp-check", "tcp-check connect linger"];

test("HAProxy is given the lines of a FIN where a FIN was seen to be safe", () => {
  expect(changesOf(armOf("fin"), armOf("haproxy-proxy", WEDGED))).toEqual([
    {
      arm: "haproxy-proxy",
      wire: "handshake, PROXY header, RST",
      into: "fin",
      cure: "fin (handshake, FIN) is: in HAProxy these lines make it so.",
      lines: LINGER,
      text: "haproxy-proxy (handshake, PROXY header, RST) is not safe; fin (handshake, FIN) is: in HAProxy these lines make it so.",
    },
  ]);
});

test("HAProxy is given the lines of its own FIN where that was seen to be safe", () => {
  expect(changesOf(armOf("haproxy-linger"), armOf("haproxy-http", WEDGED))).toMatchObject([
    { into: "haproxy-linger", lines: LINGER },
  ]);
});

test("HAProxy is told to read the greeting where that was seen to be safe", () => {
  expect(changesOf(armOf("greeting-wait"), armOf("haproxy-proxy", WEDGED))).toMatchObject([
    { into: "greeting-wait", lines: [...LINGER, "tcp-check expect rstring ."] },
  ]);
});

test("HAProxy ends in its own way where reading the greeting and then a reset was seen to be safe", () => {
  const { connections } = armOf("greeting-wait").arm.plan.checkers[0]!;
  const resetting = connections.map((one) => ({ ...one, ending: { kind: "rst" as const } }));
  const fresh = armOf(
    "haproxy-smtp",
    {},
    { name: "app-web2", preset: null, connections: resetting as typeof connections },
  );
  const old = armOf("haproxy-http", WEDGED);
  const lines = ["option tcp-check", "tcp-check expect rstring ."];
  expect(changesOf(fresh, old)).toMatchObject([{ into: "app-web2", lines }]);
});

test("a check out of a configuration file is HAProxy's as well", () => {
  const old = armOf("haproxy-http", WEDGED, { name: "app-web1", preset: null });
  const arm = { ...old.arm, name: "old.cfg#app/web1" };
  const file = { ...old, arm, journal: { ...old.journal, name: arm.name } };
  expect(changesOf(armOf("fin"), file)).toMatchObject([{ arm: "old.cfg#app/web1", into: "fin", lines: LINGER }]);
});

test("the gentlest check that the product can be told is advised, though a gentler one is safe as well", () => {
  expect(changesOf(armOf("half-open"), armOf("fin"), armOf("netscaler-reset", WEDGED))).toMatchObject([
    { into: "fin", lines: ["set lb parameter -monitorConnectionClose FIN"] },
  ]);
});

test("the gentlest check is advised where the product has no line for it, and no line is made up", () => {
  const [change] = changesOf(armOf("half-open"), armOf("fin"), armOf("alibaba-clb", WEDGED));
  expect(change).toMatchObject({ into: "half-open", lines: [] });
  expect(change!.text).toContain("a check that does so would be safe here");
});

test("no change is advised where nothing was seen to be safe, or nothing to be unsafe", () => {
  expect(changesOf(armOf("fin", WEDGED), armOf("rst", WEDGED))).toEqual([]);
  expect(changesOf(armOf("fin"), armOf("haproxy"))).toEqual([]);
});

test("a check that called the healthy service DOWN is never advised", () => {
  const useless = armOf("tls-handshake", { opinions: [[11, "tls-handshake", 0, false]] });
  expect(useless.journal.verdict).toBe("held");
  expect(changesOf(useless, armOf("fin"), armOf("rst", WEDGED))).toMatchObject([{ into: "fin" }]);
  expect(changesOf(useless, armOf("rst", WEDGED))).toEqual([]);
});

test("a request, a pause or a second connection is no plain FIN", () => {
  const [{ arm }] = [armOf("fin")];
  const [fin] = arm.plan.checkers[0]!.connections;
  const asks = armOf("fin", {}, { connections: [{ ...fin!, steps: [{ kind: "send", hex: "00" }] }] });
  const both = armOf("fin", {}, { connections: [fin!, { ...fin!, steps: [{ kind: "send", hex: "00" }] }] });
  for (const safe of [asks, both])
    expect(changesOf(safe, armOf("haproxy-proxy", WEDGED))).toMatchObject([{ lines: [] }]);
});

test.skipIf(!hasTool("haproxy")).each(["half-open", "fin", "greeting-wait"])(
  "HAProxy takes the lines as they are: %s",
  (safe) => {
    const [change] = changesOf(armOf(safe), armOf("haproxy-http", WEDGED));
    expect(change!.lines.length).toBeGreaterThan(1);
    const folder = mkdtempSync(join(tmpdir(), "probe-storm-change-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "haproxy.cfg");
    const timeouts = ["connect", "client", "server"].map((what) => `  timeout ${what} 1s`);
    const body = [
      ...timeouts,
      "  bind 127.0.0.1:4000",
      ...change!.lines.map((line) => `  ${line}`),
      "  server web1 127.0.0.1:4001 check",
    ];
    writeFileSync(file, ["listen app", ...body, ""].join("\n"));
    execFileSync("haproxy", ["-c", "-f", file], { stdio: "pipe" });
  },
);
