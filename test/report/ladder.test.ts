/** The ladders of connections, as captures show them; test/captures/styles.test.ts and presets.test.ts hold them against real ones. */
import { expect, test } from "vitest";
import { envoyHandshake } from "../../lib/wire/tls-handshakes";
import { ladder, rungLine, rungText, type Spoken } from "../../lib/report/ladder";
import { readToEnd } from "../../lib/wire/read-to-end";
import { styles } from "../../lib/checkers/styles/index";
import type { Step } from "../../lib/model/extension";

const HANDSHAKE = ["→ SYN", "← SYN/ACK", "→ ACK"];
const CLOSE = ["→ FIN/ACK", "← FIN/ACK", "→ ACK"];
const GREETED = ["← greeting", "→ ACK"];
const ANSWERED = ["→ request", "← answer", "→ ACK"];

const ofStyles: Record<string, string[]> = {
  rst: [...HANDSHAKE, "→ RST/ACK"],
  "half-open": ["→ SYN", "← SYN/ACK", "→ RST/ACK"],
  fin: [...HANDSHAKE, ...CLOSE],
  "delayed-close": [...HANDSHAKE, "(10 ms)", "→ RST/ACK"],
  "greeting-wait": [...HANDSHAKE, ...GREETED, ...CLOSE],
  "greeting-unread": [...HANDSHAKE, ...GREETED, "→ RST/ACK"],
  "send-expect": [...HANDSHAKE, ...ANSWERED, ...CLOSE],
  "send-rst": [...HANDSHAKE, "→ request", "→ RST/ACK"],
  hold: [...HANDSHAKE, "(to the end of the phase)", ...CLOSE],
  "tls-hello": [...HANDSHAKE, "→ ClientHello", "← answer", "→ ACK", "→ RST/ACK"],
  "tls-handshake": [...HANDSHAKE, "⇄ TLS handshake", "→ close_notify", "→ FIN/ACK"],
  "proxy-header": [...HANDSHAKE, "→ PROXY header", ...CLOSE],
};

test.each([...styles.values()])("$name", ({ name, wire }) => {
  expect(ladder(wire({ timeoutMs: 1_000 })).map(rungText)).toEqual(ofStyles[name]);
});

const ping: Step = { kind: "send", hex: "50494e470d0a" };
const any: Step = { kind: "expect", match: { kind: "any" } };
const tls: Step = { kind: "tls", verify: false };
const full = (steps: Step[], kind: Spoken["ending"]["kind"]): Spoken => ({
  handshake: "full",
  steps,
  ending: { kind },
});
const withheld = (steps: Step[], kind: Spoken["ending"]["kind"]): Spoken => ({
  ...full(steps, kind),
  handshake: "half-open",
});

const others: [what: string, spoken: Spoken, lines: string[]][] = [
  ["a FIN carries the ACK withheld", withheld([], "fin"), ["→ SYN", "← SYN/ACK", ...CLOSE]],
  ["data carries it", withheld([ping, any], "drain-rst"), ["→ SYN", "← SYN/ACK", ...ANSWERED, "→ RST/ACK"]],
  ["several looks at one answer", full([ping, any, any], "drain-fin"), [...HANDSHAKE, ...ANSWERED, ...CLOSE]],
  ["greeting, request, answer", full([any, ping, any], "drain-fin"), [...HANDSHAKE, ...GREETED, ...ANSWERED, ...CLOSE]],
  [
    "a greeting that was looked at, then read",
    full([{ kind: "expect", match: { kind: "any" }, peek: true }, any], "fin"),
    [...HANDSHAKE, ...GREETED, ...CLOSE],
  ],
  [
    "read to the service's end",
    full([ping, any, readToEnd], "drain-fin"),
    [...HANDSHAKE, ...ANSWERED, "← FIN/ACK", "→ FIN/ACK", "← ACK"],
  ],
  [
    "read to the service's end, which no reset follows",
    full([ping, readToEnd], "drain-rst"),
    [...HANDSHAKE, ...ANSWERED, "← FIN/ACK", "→ FIN/ACK", "← ACK"],
  ],
  [
    "an answer behind the checker's own FIN",
    full([ping], "half-close"),
    [...HANDSHAKE, "→ request", "→ FIN/ACK", "← answer", "→ ACK", "← FIN/ACK", "→ ACK"],
  ],
  ["nothing asked", full([], "half-close"), [...HANDSHAKE, ...CLOSE]],
  ["no close_notify before a reset", full([tls], "rst"), [...HANDSHAKE, "⇄ TLS handshake", "→ RST/ACK"]],
  [
    "inside TLS",
    full([tls, ping, any], "drain-fin"),
    [...HANDSHAKE, "⇄ TLS handshake", ...ANSWERED, "→ close_notify", "→ FIN/ACK"],
  ],
  [
    "close_notify and a reset",
    { ...full([tls], "rst"), ending: { kind: "rst", closeNotify: true } },
    [...HANDSHAKE, "⇄ TLS handshake", "→ close_notify", "→ RST/ACK"],
  ],
  [
    "close_notify, and the target had closed",
    { ...full([tls, ping, readToEnd], "drain-rst"), ending: { kind: "drain-rst", closeNotify: true } },
    [...HANDSHAKE, "⇄ TLS handshake", ...ANSWERED, "← FIN/ACK", "→ close_notify", "→ FIN/ACK", "← ACK"],
  ],
  [
    "a FIN without close_notify",
    { ...full([tls], "fin"), ending: { kind: "fin", closeNotify: false } },
    [...HANDSHAKE, "⇄ TLS handshake", "→ FIN/ACK"],
  ],
  ["a hold of a length", full([{ kind: "hold", ms: 2_500 }], "fin"), [...HANDSHAKE, "(2.5 s)", ...CLOSE]],
];

test.each(others)("%s", (_, spoken, lines) => {
  expect(ladder(spoken).map(rungText)).toEqual(lines);
});

test("held until the next check", () => {
  expect(ladder(full([{ kind: "hold" }], "fin"), "next-check").map(rungText)).toContain("(until the next check)");
});

test("what is carried stands beside it, long bytes cut short", () => {
  const lines = (steps: Step[]) => ladder(full(steps, "drain-rst")).map(rungLine);
  expect(lines([ping])[3]).toBe('→ request       "PING\\r\\n"');
  expect(lines([tls, ping])[4]).toBe('→ request       inside TLS: "PING\\r\\n"');
  expect(lines([{ kind: "send", hex: "61".repeat(100) }])[3]).toBe(`→ request       "${"a".repeat(60)}" … (100 bytes)`);
  expect(lines([{ kind: "proxy", version: 1, command: "local" }])[3]).toBe("→ PROXY header  version 1, UNKNOWN");
  expect(lines([{ kind: "proxy", version: 2, command: "local" }])[3]).toBe("→ PROXY header  version 2, LOCAL");
  expect(lines([{ kind: "proxy", version: 2, command: "proxy" }])[3]).toBe(
    "→ PROXY header  version 2, its own addresses",
  );
  expect(lines([ping])[4]).toBe("→ RST/ACK       a FIN/ACK instead where the target has closed already");
});

test("a TLS handshake names the library whose ClientHello it sends, and Go's goes without saying", () => {
  const notes = (step: Step) =>
    ladder(full([step], "fin")).flatMap(({ what, note }) => (what === "TLS handshake" ? [note] : []));
  expect(notes(envoyHandshake)).toEqual([
    "the ClientHello of BoringSSL, TLS 1.2 at the most; the session of the last check where it got a ticket",
  ]);
  expect(notes({ kind: "tls", verify: false })).toEqual([undefined]);
});
