/**
 * What ends a check of a service that speaks another protocol, or answers and stays: the checker leaves, long before its timeout, as the real
 * product was seen to. The service never closes by itself.
 */
import { describe, expect, test } from "vitest";
import { closeGapMs, moves } from "../support/capture";
import { canCapture } from "../support/tools";
import { witness } from "../support/witness";
import { acts, hears, says, type Move } from "./acts";
import { captured } from "./captured";

const BANNER: Move[] = [says("220 hello\r\n")];
const ANSWER: Move[] = [
  hears("\r\n\r\n"),
  says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok"),
];

const cases: [title: string, checker: string, script: Move[], end: RegExp][] = [
  ["the kubelet leaves once the announced length is read", "kubelet-http", ANSWER, />FA/],
  ["the kubelet leaves with a line that is no HTTP", "kubelet-http", [hears("\r\n\r\n"), ...BANNER], />FA/],
  ["the kubelet leaves a service that spoke first, with or without a request", "kubelet-http", BANNER, />(FA|RA)/],
  ["keepalived resets what is no TLS", "keepalived-ssl", BANNER, />RA/],
  ["Envoy sends an alert to what is no TLS, and a FIN", "envoy-tls", BANNER, />PA\(7\).* >FA/],
  ["Pgpool-II leaves at a wrong first byte", "pgpool", BANNER, />FA/],
  [
    "dnsdist leaves unread what lies behind the announced length",
    "dnsdist",
    [{ hear: 38 }, { say: "000c" + "7073" + "8580" + "0001000000000000" + "ff" }],
    />RA/,
  ],
];

describe.skipIf(!canCapture)("the end of a check", () => {
  test.concurrent.for(cases)("%s", async ([, checker, script, end], { onTestFinished }) => {
    const service = await witness(acts(script));
    onTestFinished(() => service.stop());
    const { checks, journal } = await captured(service, {
      CHECKER: checker,
      CLIENT: "connect",
      NODES: "1",
      TIMEOUT: "30s",
    });
    expect(journal.checkers[0]!.probes.sent).toBeGreaterThan(0);
    expect(checks.length).toBeGreaterThan(0);
    // A check that waited to its timeout would have had no end within the run.
    for (const check of checks) {
      expect(moves(check)).toMatch(end);
      expect(closeGapMs(check)).toBeLessThan(30_000);
    }
  });
});
