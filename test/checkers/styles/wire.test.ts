/** What each style asks of the wire, in full: the exchange it becomes, and what must prove it. */
import { expect, test } from "vitest";
import type { StyleOptions, Wire } from "../../../lib/model/checker";
import { styles } from "../../../lib/checkers/styles/index";

const any = { kind: "expect", match: { kind: "any" } } as const;
const ping = { kind: "send", hex: "50494e470d0a" } as const;

const table: [style: string, options: Partial<StyleOptions>, wire: Wire][] = [
  ["rst", {}, { handshake: "full", steps: [], ending: { kind: "rst" }, prove: { closeGapMaxMs: 1.5, ended: "rst" } }],
  [
    "half-open",
    {},
    { handshake: "half-open", steps: [], ending: { kind: "rst" }, prove: { segsOut: 1, ended: "rst" } },
  ],
  ["fin", {}, { handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } }],
  [
    "fin",
    { lingerSeconds: 1 },
    { handshake: "full", steps: [], ending: { kind: "fin", lingerSeconds: 1 }, prove: { ended: "fin" } },
  ],
  [
    "delayed-close",
    {},
    {
      handshake: "full",
      steps: [{ kind: "wait", ms: 10 }],
      ending: { kind: "rst" },
      prove: { closeGapMinMs: 10, closeGapMaxMs: 12, ended: "rst" },
    },
  ],
  [
    "delayed-close",
    { delayMs: 0.1, ending: "fin" },
    {
      handshake: "full",
      steps: [{ kind: "wait", ms: 0.1 }],
      ending: { kind: "fin" },
      prove: { closeGapMinMs: 0.1, closeGapMaxMs: 1.6, ended: "fin" },
    },
  ],
  [
    "delayed-close",
    { delayMs: 0 },
    {
      handshake: "full",
      steps: [],
      ending: { kind: "rst" },
      prove: { closeGapMinMs: 0, closeGapMaxMs: 1.5, ended: "rst" },
    },
  ],
  [
    "greeting-wait",
    {},
    {
      handshake: "full",
      steps: [any],
      ending: { kind: "drain-fin" },
      prove: { ended: "fin" },
    },
  ],
  [
    "greeting-wait",
    { ending: "rst" },
    { handshake: "full", steps: [any], ending: { kind: "rst" }, prove: { ended: "rst" } },
  ],
  [
    "greeting-unread",
    {},
    {
      handshake: "full",
      steps: [{ ...any, peek: true }],
      ending: { kind: "fin" },
      prove: {},
    },
  ],
  [
    "send-expect",
    {},
    { handshake: "full", steps: [ping, any], ending: { kind: "drain-fin" }, prove: { sentMin: 6, ended: "fin" } },
  ],
  [
    "send-expect",
    { send: "00ff", expect: { kind: "expect", match: { kind: "length", bytes: 4 }, withinMs: 20 }, ending: "rst" },
    {
      handshake: "full",
      steps: [
        { kind: "send", hex: "00ff" },
        { kind: "expect", match: { kind: "length", bytes: 4 }, withinMs: 20 },
      ],
      ending: { kind: "rst" },
      prove: { sentMin: 2, ended: "rst" },
    },
  ],
  [
    "send-rst",
    {},
    {
      handshake: "full",
      steps: [ping],
      ending: { kind: "rst" },
      prove: { closeGapMaxMs: 1.5, sentMin: 6, ended: "rst" },
    },
  ],
  ["hold", {}, { handshake: "full", steps: [{ kind: "hold" }], ending: { kind: "fin" }, prove: { heldMinMs: 500 } }],
  [
    "hold",
    { holdMs: 3000, ending: "rst" },
    {
      handshake: "full",
      steps: [{ kind: "hold", ms: 3000 }],
      ending: { kind: "rst" },
      prove: { heldMinMs: 500 },
    },
  ],
  [
    "tls-hello",
    {},
    {
      handshake: "full",
      steps: [{ kind: "tls-hello" }, any],
      ending: { kind: "rst" },
      prove: { sentMin: 1, ended: "rst" },
    },
  ],
  [
    "tls-hello",
    { serverName: "mail.example", ending: "fin" },
    {
      handshake: "full",
      steps: [{ kind: "tls-hello", serverName: "mail.example" }, any],
      ending: { kind: "drain-fin" },
      prove: { sentMin: 1, ended: "fin" },
    },
  ],
  [
    "tls-handshake",
    {},
    {
      handshake: "full",
      steps: [{ kind: "tls", verify: false }],
      ending: { kind: "drain-fin" },
      prove: { ended: "fin" },
    },
  ],
  [
    "tls-handshake",
    { serverName: "mail.example", ending: "rst" },
    {
      handshake: "full",
      steps: [{ kind: "tls", serverName: "mail.example", verify: false }],
      ending: { kind: "rst" },
      prove: { ended: "rst" },
    },
  ],
  [
    "proxy-header",
    {},
    {
      handshake: "full",
      steps: [{ kind: "proxy", version: 1, command: "proxy" }],
      ending: { kind: "fin" },
      prove: { sentMin: 22, ended: "fin" },
    },
  ],
];

test.each(table)("%s with %o", (name, options, wire) => {
  expect(styles.get(name)?.wire({ timeoutMs: 1000, ...options })).toEqual(wire);
});

test.each([...styles.values()])("$name says what it does", ({ summary }) => {
  expect(summary).toMatch(/^[a-z].{20,}[^.]$/);
});

const values: Record<string, Partial<StyleOptions>[]> = {
  delayMs: [{ delayMs: 7 }, { delayMs: 8 }],
  holdMs: [{ holdMs: 700 }, { holdMs: 800 }],
  ending: [{ ending: "rst" }, { ending: "fin" }],
};

test.each([...styles.values()].flatMap((style) => Object.keys(values).map((option) => [style.name, option] as const)))(
  "%s takes %s if and only if it makes a difference on the wire",
  (name, option) => {
    const style = styles.get(name)!;
    const [one, other] = values[option]!.map((value) => JSON.stringify(style.wire({ timeoutMs: 1000, ...value })));
    expect((style.takes as string[]).includes(option)).toBe(one !== other);
  },
);
