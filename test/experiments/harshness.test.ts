/** The order in which arms are run, over everything that ships. */
import { expect, test } from "vitest";
import { harshness } from "../../lib/experiments/harshness";
import { buildChecker } from "../../lib/checkers/build-checker";
import type { Connection } from "../../lib/model/checker";
import { presets } from "../../lib/checkers/products";
import { styles } from "../../lib/checkers/styles";
import { checker } from "../plan/config";

const everything = [...new Set([...styles.keys(), ...presets.keys()])].map((name) => checker(name));

const ranked = (names: string[]) =>
  names.sort((a, b) => harshness([checker(a)]) - harshness([checker(b)]) || a.localeCompare(b));

test("the styles have this order, from the gentlest to the harshest", () => {
  expect(ranked([...styles.keys()])).toEqual([
    "half-open",
    "greeting-wait",
    "send-expect",
    "tls-handshake",
    "fin",
    "proxy-header",
    "tls-hello",
    "greeting-unread",
    "delayed-close",
    "rst",
    "send-rst",
    "hold",
  ]);
});

test("a preset is as harsh as the style that it is a case of", () => {
  const plain = [...presets.values()].filter(({ connections }) => connections === undefined);
  expect(plain.length).toBeGreaterThan(20);
  for (const preset of plain) {
    const style = buildChecker({ kind: "style", style: styles.get(preset.style)! }, preset.options ?? {});
    expect([preset.name, harshness([buildChecker({ kind: "preset", preset }, {})])]).toEqual([
      preset.name,
      harshness([style]),
    ]);
  }
});

test("HAProxy's checks have this order, from what is never accepted to what resets at once", () => {
  const haproxy = everything.map(({ name }) => name).filter((name) => name.startsWith("haproxy"));
  expect(ranked(haproxy)).toEqual([
    ...["haproxy", "haproxy-ha"],
    ...["haproxy-mysql", "haproxy-pgsql", "haproxy-smtp"],
    "haproxy-linger",
    ...["haproxy-http", "haproxy-ldap", "haproxy-redis", "haproxy-spop", "haproxy-ssl", "haproxy-ssl-hello"],
    "haproxy-proxy",
  ]);
});

test("whoever stays after a word is gentler than whoever stays in silence", () => {
  expect(ranked(["azure-lb", "envoy-redis", "alibaba-clb"])).toEqual(["envoy-redis", "alibaba-clb", "azure-lb"]);
});

test("whoever asks before it reads and resets is gentler than whoever only listens", () => {
  const answered = { kind: "expect", match: { kind: "any" } } as const;
  const rank = (steps: Connection["steps"]) =>
    harshness([{ connections: [{ handshake: "full", steps, ending: { kind: "rst" }, prove: {} }] }]);
  expect(rank([{ kind: "send", hex: "00" }, answered])).toBeLessThan(rank([answered]));
});

test("several connections, and several checkers, are as harsh as the harshest", () => {
  const [gentle, harsh] = [checker("half-open"), checker("rst")];
  expect(harshness([gentle, harsh])).toBe(harshness([harsh]));
  expect(harshness([{ connections: [...gentle.connections, ...harsh.connections] }])).toBe(harshness([harsh]));
});

test("a handshake whose last ACK was withheld is completed by what is said, and by a FIN", () => {
  const connection = (changed: Partial<Connection>): Connection => ({
    handshake: "half-open",
    steps: [],
    ending: { kind: "rst" },
    prove: {},
    ...changed,
  });
  const rank = (changed: Partial<Connection>) => harshness([{ connections: [connection(changed)] }]);
  expect(rank({ steps: [{ kind: "wait", ms: 5 }] })).toBe(harshness([checker("half-open")]));
  expect(rank({ steps: [{ kind: "send", hex: "00" }] })).toBe(harshness([checker("send-rst")]));
  expect(rank({ ending: { kind: "fin" } })).toBe(harshness([checker("fin")]));
});
