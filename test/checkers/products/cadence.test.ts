/** The cadence that variants of a product share is true of each of them, and presets and readers tell the same of one product. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { buildChecker } from "../../../lib/checkers/build-checker";
import type { Checker, Preset } from "../../../lib/model/checker";
import type { ConfigurationReader } from "../../../lib/readers/reader-types";
import { haproxy } from "../../../lib/readers/haproxy/index";
import { keepalived } from "../../../lib/readers/keepalived/index";
import { kubernetes } from "../../../lib/readers/kubernetes/index";
import { presets } from "../../../lib/checkers/products/index";
import { checkersOf } from "../../readers/read";

type Cadence = Pick<Checker, "intervalMs" | "timeoutMs" | "rise" | "fall" | "spread" | "cadence" | "initially"> &
  Pick<Preset, "fastIntervalMs" | "downIntervalMs">;

function cadenceOf(checker: Omit<Checker, "notes">): Cadence {
  const { intervalMs, fastIntervalMs, downIntervalMs, timeoutMs, rise, fall, spread, cadence, initially } = checker;
  return {
    ...{ intervalMs, timeoutMs, rise, fall, spread, cadence, initially },
    ...(fastIntervalMs !== undefined && { fastIntervalMs }),
    ...(downIntervalMs !== undefined && { downIntervalMs }),
  };
}

const built = (name: string) => buildChecker({ kind: "preset", preset: presets.get(name)! }, { host: "10.0.0.5" });

/** A file that says nothing of the cadence: what its product then does, as its reader has it. */
const files: [preset: string, importer: ConfigurationReader, text: string][] = [
  ...(
    [
      "TCP_CHECK {}",
      "TCP_CHECK {}",
      "HTTP_GET { url { path / } }",
      "SSL_GET { url { path / } }",
      "SMTP_CHECK {}",
    ] as const
  ).map((check, index): [string, ConfigurationReader, string] => [
    ["keepalived", "keepalived-pre-2-1", "keepalived-http", "keepalived-ssl", "keepalived-smtp"][index]!,
    keepalived,
    `virtual_server 10.0.0.1 25 {\n real_server 10.0.0.5 25 {\n  ${check.replace(/([{}])/g, "\n$1\n").replace(/\n\{/g, " {")}\n }\n}\n`,
  ]),
  ...(
    ["", "option httpchk", "option mysql-check", "option redis-check", "option smtpchk", "option ldap-check"] as const
  ).map((option, index): [string, ConfigurationReader, string] => [
    ["haproxy", "haproxy-http", "haproxy-mysql", "haproxy-redis", "haproxy-smtp", "haproxy-ldap"][index]!,
    haproxy,
    `backend a\n ${option}\n server s 10.0.0.5:25 check\n`,
  ]),
  ...(["tcpSocket", "httpGet"] as const).map((handler, index): [string, ConfigurationReader, string] => [
    ["kubelet", "kubelet-http"][index]!,
    kubernetes,
    `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { containers: [ { name: b, livenessProbe: { ${handler}: { port: 25 } } } ] }\n`,
  ]),
];

describe("a file that leaves the cadence to its product has that of the preset", () => {
  test.each(files)("%s", (preset, importer, text) => {
    const [checker] = Object.values(checkersOf(importer, "file", text));
    expect(cadenceOf(checker!)).toEqual(cadenceOf(built(preset)));
  });
});

/** Facts of the products' sources: an interval, what is repeated sooner, a timeout, rise and fall; ms. */
const facts: Record<
  string,
  readonly [interval: number, fast: number | null, timeout: number, rise: number, fall: number]
> = {
  // check_api.c: delay_loop, connect_timeout, retry; check_tcp.c, check_smtp.c: delay_before_retry 1 s; check_http.c: 3 s.
  keepalived: [60_000, 1_000, 5_000, 1, 2],
  "keepalived-pre-2-1": [60_000, 1_000, 5_000, 1, 2],
  "keepalived-http": [60_000, 3_000, 5_000, 1, 2],
  "keepalived-ssl": [60_000, 3_000, 5_000, 1, 2],
  "keepalived-smtp": [60_000, 1_000, 5_000, 1, 2],
  // server.c, init_default_instance: inter 2 s of whatever check, which is also the timeout; rise 2, fall 3.
  haproxy: [2_000, null, 2_000, 2, 3],
  ...Object.fromEntries(
    ["ha", "http", "ldap", "linger", "mysql", "pgsql", "proxy", "redis", "smtp", "spop", "ssl-hello", "ssl"].map(
      (check) => [`haproxy-${check}`, [2_000, null, 2_000, 2, 3]],
    ),
  ),
  // Kubernetes, core/v1/defaults.go: periodSeconds, timeoutSeconds, successThreshold, failureThreshold, whatever the handler.
  kubelet: [10_000, null, 1_000, 1, 3],
  "kubelet-pre-1-27": [10_000, null, 1_000, 1, 3],
  "kubelet-http": [10_000, null, 1_000, 1, 3],
  istio: [10_000, null, 1_000, 1, 3],
  // ldirectord.in: checkinterval; negotiatetimeout instead of checktimeout.
  "ldirectord-negotiate": [10_000, null, 30_000, 1, 1],
  // ngx_http_upstream_check_module.c, ngx_http_upstream_check, in the module and in Tengine: interval=30000 timeout=1000
  // rise=2 fall=5.
  "nginx-upstream-check": [30_000, null, 1_000, 2, 5],
  tengine: [30_000, null, 1_000, 2, 5],
};

test.each(Object.entries(facts))(
  "the cadence of %s is that of its product's source",
  (name, [intervalMs, fast, timeoutMs, rise, fall]) => {
    const { fastIntervalMs = null, ...own } = built(name);
    expect({ ...own, fastIntervalMs }).toMatchObject({ intervalMs, fastIntervalMs: fast, timeoutMs, rise, fall });
  },
);

/** Their products have no defaults, or one monitor for all: what their own file says is looked at in presets.test.ts. */
const ASSUMED = [
  ...["alibaba-clb", "alibaba-clb-half-open", "check-tcp", "check-tcp-tls", "envoy", "envoy-redis", "envoy-tls"],
  ...["f5-half-open", "f5-tcp", "gcp", "gcp-proxy", "netscaler", "netscaler-reset"],
];

const folder = new URL("../../../lib/checkers/products/", import.meta.url);
/** Each preset as it is written, and what is spread into it. */
const written = readdirSync(folder)
  .flatMap((file) => [...readFileSync(new URL(file, folder), "utf8").matchAll(/: Preset = \{\n.*?\n\};/gs)])
  .map(([text]) => ({
    name: /^ {2}name: "(.*)",$/m.exec(text)![1]!,
    spread: [...text.matchAll(/^ {2}\.\.\.(.*),$/gm)].map(([, source]) => source!),
  }));

test("a preset takes over nothing but a cadence that its file states as such", () => {
  expect(written.map(({ name }) => name).sort()).toEqual([...presets.keys()].sort());
  expect(written.filter(({ spread }) => !spread.every((source) => /^([A-Z_]+_)?CADENCE$/.test(source)))).toEqual([]);
});

test("each preset that shares its cadence with others is looked at here", () => {
  const sharing = written.filter(({ spread }) => spread.length > 0).map(({ name }) => name);
  expect(sharing.filter((name) => facts[name] === undefined && !ASSUMED.includes(name))).toEqual([]);
  expect(ASSUMED.filter((name) => !sharing.includes(name))).toEqual([]);
});
