/** Consul's service definitions as people have them, in JSON and in HCL, and the checkers that they become. */
import { expect, test } from "vitest";
import { hexOfText } from "../../lib/wire/bytes";
import type { PrintedChecker } from "../support/printed-notes";
import type { Connection } from "../../lib/model/checker";
import { parseHcl } from "../../lib/source/hcl";
import { consul } from "../../lib/readers/consul/index";
import { takesAnything } from "../support/reader";
import { checkersOf, refusalOf } from "./read";

const common: Omit<
  PrintedChecker,
  "name" | "style" | "connections" | "intervalMs" | "timeoutMs" | "heldMs" | "assumptions"
> = {
  preset: null,
  nodes: 1,
  spread: "random",
  cadence: "after-completion",
  initially: "down-unproven",
  vocabulary: null,
  delayMs: 0,
  holdsUntil: null,
  sources: [],
  unsupported: [],
  rise: 1,
  fall: 1,
};

const agent = (name: string): string => `${name}: one agent is assumed, that of the service's own host`;
const tcp: Connection = { handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } };
const send = (text: string) => ({ kind: "send", hex: hexOfText(text), ifSilent: true }) as const;

const status = {
  kind: "expect",
  match: { kind: "regex", pattern: "^HTTP/1\\.[01] (?:2[0-9][0-9]|429)[ \\r\\n]" },
  minBytes: 1,
} as const;
const answer = [{ kind: "expect", match: { kind: "http-answer" }, keep: true }, status] as const;
/** An answer to HEAD has no body. */
const headers = { kind: "expect", match: { kind: "http-answer", body: 0 }, keep: true } as const;

const read = (name: string, text: string) => checkersOf(consul, name, text);

const redis = `{
  "service": {
    "name": "redis",
    "tags": ["primary"],
    "port": 6379,
    "check": {
      "id": "redis-tcp",
      "name": "Redis TCP on port 6379",
      "tcp": "localhost:6379",
      "interval": "10s",
      "timeout": "1s"
    }
  }
}`;

const redisTcp: PrintedChecker = {
  ...common,
  name: "redis-redis-tcp",
  style: "fin",
  connections: [tcp],
  intervalMs: 10_000,
  timeoutMs: 1_000,
  heldMs: 0,
  assumptions: [agent("redis-redis-tcp")],
};

test("a TCP check becomes a checker that connects and closes", () => {
  expect(consul.recognises({ name: "redis.json", text: redis })).toBe(true);
  expect(read("redis.json", redis)).toEqual({ "redis/redis-tcp": redisTcp });
  const [found] = consul.read({ name: "redis.json", text: redis }).checks;
  expect(found).toMatchObject({
    server: "localhost:6379",
    check: {
      product: "Consul",
      origin: "redis.json:6",
      provenance: [{ from: "configuration", text: "redis.json:6" }, {}],
    },
  });
});

test("HCL with comments and a heredoc is read as JSON is", () => {
  const text = `
# Redis on this host
service {
  name = "redis" // the name
  tags = ["primary",]
  port = 6379
  meta = { note = <<EOF
any "text" } here
EOF
  }
  /* one
     check */
  check = {
    id       = "redis-tcp"
    tcp      = "localhost:6379"
    interval = "10s"
    timeout  = "1s"
  }
}
`;
  expect(consul.recognises({ name: "redis.hcl", text })).toBe(true);
  expect(read("redis.hcl", text)).toEqual({ "redis/redis-tcp": redisTcp });
  expect(consul.read({ name: "redis.hcl", text }).checks[0]!.check.origin).toBe("redis.hcl:13");
});

test("several services in HCL give a checker for each check, with its thresholds and first state", () => {
  const text = `
services {
  id = "db-1"
  name = "db"
  port = 5432
  checks = [
    { tcp = "10.0.0.7:5432", interval = "5s", success_before_passing = 3, failures_before_critical = 2, status = "passing" },
    { name = "backup port", tcp = "10.0.0.7:5433", interval = "1m30s" }
  ]
}
services {
  name = "queue"
}
services {
  name = "cache"
  check { args = ["/usr/local/bin/check", "-x"]  interval = "10s" }
}
`;
  expect(read("db.hcl", text)).toEqual({
    "db-1/tcp": {
      ...common,
      name: "db-1-tcp",
      style: "fin",
      connections: [tcp],
      intervalMs: 5_000,
      timeoutMs: 10_000,
      rise: 3,
      fall: 2,
      initially: "up-unproven",
      heldMs: 0,
      assumptions: [agent("db-1-tcp")],
    },
    "db-1/backup-port": {
      ...common,
      name: "db-1-backup-port",
      style: "fin",
      connections: [{ ...tcp, port: 5433 }],
      intervalMs: 90_000,
      timeoutMs: 10_000,
      heldMs: 0,
      assumptions: [agent("db-1-backup-port")],
    },
  });
  expect(consul.read({ name: "db.hcl", text }).outOfReach).toEqual([
    { selector: "cache/check", place: "db.hcl:16", why: "a script check: a program on Consul's own host" },
  ]);
});

test("a TCP check inside TLS names the server, and verifies it unless that is turned off", () => {
  const check = { tcp: "mail.lan:993", tcp_use_tls: true, interval: "10s" };
  const tls = (step: object): PrintedChecker["connections"] => [
    {
      handshake: "full",
      steps: [{ kind: "tls", ...step } as PrintedChecker["connections"][0]["steps"][0]],
      ending: { kind: "drain-fin" },
      prove: { ended: "fin" },
    },
  ];
  const of = (more: object) => read("c.json", JSON.stringify({ check: { id: "imap", ...check, ...more } }))["imap"];
  const imap: PrintedChecker = {
    ...common,
    name: "imap",
    style: "tls-handshake",
    connections: tls({ serverName: "mail.lan", verify: true }),
    intervalMs: 10_000,
    timeoutMs: 10_000,
    heldMs: 10_000,
    assumptions: [agent("imap")],
  };
  expect(of({})).toEqual(imap);
  expect(of({ tls_skip_verify: true, tls_server_name: "imap.example.org" })).toEqual({
    ...imap,
    connections: tls({ serverName: "imap.example.org", verify: false }),
  });
  expect(of({ tcp: "10.0.0.7:993" })).toEqual({ ...imap, connections: tls({ verify: true }) });
});

test("an HTTP check sends the headers of Go's client around those of the file", () => {
  const text = JSON.stringify({
    service: {
      name: "api",
      port: 8080,
      checks: [
        { http: "http://localhost:8080/health?full=1#x", interval: "15s", timeout: "3s" },
        {
          id: "deep",
          http: "http://127.0.0.1:8081",
          method: "POST",
          header: { "X-Check": ["1", "2"], Authorization: ["Bearer abc"], Host: ["api.lan"] },
          body: '{"a":1}',
          interval: "500ms",
          disable_redirects: true,
          failures_before_warning: 1,
          deregister_critical_service_after: "90m",
        },
      ],
    },
  });
  const plain =
    "GET /health?full=1 HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: Consul Health Check\r\n" +
    "Accept: text/plain, text/*, */*\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n";
  const deep =
    "POST / HTTP/1.1\r\nHost: api.lan\r\nUser-Agent: Consul Health Check\r\nContent-Length: 7\r\n" +
    "Accept: text/plain, text/*, */*\r\nAuthorization: Bearer abc\r\nX-Check: 1\r\nX-Check: 2\r\n" +
    'Accept-Encoding: gzip\r\nConnection: close\r\n\r\n{"a":1}';
  expect(read("api.json", text)).toEqual({
    "api/http": {
      ...common,
      name: "api-http",
      style: "send-expect",
      connections: [
        {
          handshake: "full",
          steps: [send(plain), ...answer],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin", sentMin: plain.length },
        },
      ],
      intervalMs: 15_000,
      timeoutMs: 3_000,
      heldMs: 3_000,
      assumptions: [agent("api-http"), "api-http: a redirect is not followed here, and counts as a failure"],
    },
    "api/deep": {
      ...common,
      name: "api-deep",
      style: "send-expect",
      connections: [
        {
          handshake: "full",
          steps: [send(deep), ...answer],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin", sentMin: deep.length },
          port: 8081,
        },
      ],
      intervalMs: 1_000,
      timeoutMs: 10_000,
      heldMs: 10_000,
      assumptions: [agent("api-deep")],
      unsupported: [
        "api.json:1: `failures_before_warning` is not emulated: an opinion is UP or DOWN, and a warning is UP",
        "api.json:1: `deregister_critical_service_after` is not emulated: checks go on",
      ],
    },
  });
  expect(consul.read({ name: "api.json", text }).checks[1]!.check.provenance[2]).toEqual({
    from: "source",
    text: "hashicorp/consul@4395cd11: an interval below 1 s is raised to 1 s",
  });
});

test("the HTTP API's spelling is read, with durations in nanoseconds", () => {
  const text = JSON.stringify({
    ID: "web1",
    Name: "web",
    Port: 443,
    Check: { HTTP: "https://web.lan/", Interval: 10_000_000_000, Timeout: "5s", TLSSkipVerify: true, Method: "HEAD" },
  });
  const head =
    "HEAD / HTTP/1.1\r\nHost: web.lan\r\nUser-Agent: Consul Health Check\r\n" +
    "Accept: text/plain, text/*, */*\r\nConnection: close\r\n\r\n";
  expect(consul.recognises({ name: "register.json", text })).toBe(true);
  expect(read("register.json", text)).toEqual({
    "web1/http": {
      ...common,
      name: "web1-http",
      style: "send-expect",
      connections: [
        {
          handshake: "full",
          steps: [
            { kind: "tls", serverName: "web.lan", verify: false, alpn: ["http/1.1"] },
            send(head),
            headers,
            status,
          ],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin" },
        },
      ],
      intervalMs: 10_000,
      timeoutMs: 5_000,
      heldMs: 5_000,
      assumptions: [
        agent("web1-http"),
        "web1-http: a redirect is not followed here, and counts as a failure",
        "web1-http: Consul speaks HTTP/2 where the service offers it in TLS; HTTP/1.1 is spoken here",
      ],
    },
  });
});

test("an h2ping check sends the frames that Go's client sends", () => {
  const text = `check { id = "h2" h2ping = "localhost:8443" h2ping_use_tls = false interval = "10s" }`;
  expect(read("h2.hcl", text)).toEqual({
    h2: {
      ...common,
      name: "h2",
      style: "send-expect",
      connections: [
        {
          handshake: "full",
          steps: [
            {
              kind: "send",
              hex:
                "505249202a20485454502f322e300d0a0d0a534d0d0a0d0a" +
                "000018040000000000000200000000000400400000000500004000000600a00000" +
                "00000408000000000040000000",
            },
            { kind: "expect", match: { kind: "length", bytes: 3 } },
            { kind: "expect", match: { kind: "literal", hex: "040000000000" } },
            { kind: "send", hex: "000000040100000000" },
            { kind: "send", hex: "00000806000000000070726f626573746d" },
            { kind: "expect", match: { kind: "contains", hex: "00000806010000000070726f626573746d" } },
            { kind: "send", hex: "0000080700000000000000000100000000" },
          ],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin", sentMin: 70 },
        },
      ],
      intervalMs: 10_000,
      timeoutMs: 10_000,
      heldMs: 10_000,
      assumptions: [agent("h2")],
    },
  });
});

test("a gRPC check asks for its service, with the server's name as its authority", () => {
  const text = JSON.stringify({
    check: { name: "grpc", grpc: "localhost:50051/orders", interval: "10s", timeout: "2s" },
  });
  const { grpc } = read("grpc.json", text);
  expect(grpc).toMatchObject({
    style: "send-expect",
    timeoutMs: 2_000,
    connections: [{ ending: { kind: "drain-fin" } }],
  });
  const said = grpc!.connections[0].steps.map((step) => (step.kind === "send" ? step.hex : "")).join("");
  expect(said).toContain(hexOfText("/grpc.health.v1.Health/Check"));
  expect(said).toContain(hexOfText("localhost:50051"));
  expect(said).toContain(`0a06${hexOfText("orders")}`);
});

test("checks that are not made over TCP are out of reach, each with its place and why", () => {
  const text = JSON.stringify(
    {
      checks: [
        { id: "ttl", ttl: "30s" },
        { id: "udp", udp: "localhost:53", interval: "5s" },
        { id: "in", docker_container_id: "f972c95ebf0e", shell: "/bin/sh", args: ["/bin/x"], interval: "5s" },
        { id: "svc", os_service: "nginx", interval: "5s" },
        { id: "alias", alias_service: "web" },
      ],
    },
    null,
    1,
  );
  const { checks, outOfReach } = consul.read({ name: "c.json", text });
  expect(checks).toEqual([]);
  expect(outOfReach).toEqual([
    { selector: "ttl", place: "c.json:3", why: "a TTL check: the service reports by itself" },
    { selector: "udp", place: "c.json:7", why: "a UDP check, and this is about TCP" },
    { selector: "in", place: "c.json:12", why: "a Docker check: a program inside of a container" },
    { selector: "svc", place: "c.json:21", why: "asks the operating system, not the service" },
    { selector: "alias", place: "c.json:26", why: "an alias of another service's checks" },
  ]);
});

test.each<[what: string, name: string, text: string, refusal: string]>([
  [
    "a key that Consul does not know",
    "a.json",
    '{"check": {\n "tcp": "a:1",\n "intervall": "10s" }}',
    'a.json:3: "intervall" is no key of a check; did you mean interval?',
  ],
  [
    "a check without an interval",
    "a.json",
    '{"check":\n {"tcp": "a:1", "timeout": "1s"}}',
    "a.json:2: interval is missing: Consul refuses such a check",
  ],
  [
    "an interval without a unit",
    "a.hcl",
    'check {\n tcp = "a:1"\n interval = 10\n}',
    'a.hcl:3: check.interval: expected a duration with a unit, such as 10s, between 1ms and 24h, got "10"',
  ],
  [
    "an address without a port",
    "a.hcl",
    'check {\n tcp = "localhost"\n interval = "10s"\n}',
    'a.hcl:2: check.tcp: expected host:port, such as localhost:5432, got "localhost"',
  ],
  [
    "a URL that is none",
    "a.json",
    '{"check": {"http": "localhost:80/x", "interval": "10s"}}',
    'a.json:1: check.http: expected a URL such as http://localhost:8080/health, got "localhost:80/x"',
  ],
  [
    "a check of nothing",
    "a.hcl",
    'check {\n interval = "10s"\n}',
    "a.hcl:1: a check needs one of tcp, http, grpc, h2ping, udp, ttl, args, os_service or alias_service",
  ],
  [
    "two kinds of check in one",
    "a.hcl",
    'check {\n tcp = "a:1"\n http = "http://a"\n interval = "10s"\n}',
    "a.hcl:1: tcp and http in one check: Consul makes only one of them",
  ],
  ["a service without a name", "a.hcl", "service {\n port = 1\n}", "a.hcl:1: a service needs a name"],
  ["a block without its end", "a.hcl", 'service {\n name = "a"\n', "a.hcl:3: } expected, but there is the file's end"],
  ["a text without its end", "a.hcl", 'service {\n name = "a\n}', "a.hcl:2: a text without its closing quote"],
  ["a value given twice", "a.hcl", 'service {\n name = "a"\n name = "b"\n}', "a.hcl:3: service.name is given twice"],
  ["a comma too many", "a.json", '{"check": {"tcp": "a:1",}}', 'a.json:1: not JSON: expected a key in quotes, got "}"'],
])("Consul: a file with %s is refused with the line and the reason", (_, name, text, refusal) => {
  expect(refusalOf(consul, name, text)).toBe(`Refusal: ${refusal}`);
});

const json = JSON.stringify({
  services: [
    {
      name: "a",
      port: 1,
      checks: [
        { tcp: "a:1", interval: "1s" },
        { http: "https://a/b", interval: "1s", header: { A: ["b"] } },
      ],
    },
    { name: "b", check: { grpc: "b:2/c", interval: "1s", tls_server_name: "x", grpc_use_tls: true } },
  ],
  check: { h2ping: "c:3", interval: "1s", timeout: "1s", status: "passing" },
});
const hcl =
  'service {\n name = "a"\n check {\n tcp = "a:1"\n interval = "1s"\n }\n}\n# end\n' +
  'check = { http = "http://b/c", interval = "1s", body = <<-E\n x\n E\n}\n';
takesAnything(consul, [redis, json, hcl], [redis, json]);

test("HCL's escapes and numbers in hex are read", () => {
  const text = `service {
  name = "caf\\u00e9\\x41\\101\\U0001F600"
  port = 0x50
  check { id = "c", tcp = "10.0.0.1:80", interval = "10s" }
}
`;
  const data = parseHcl({ name: "c.hcl", text });
  const service = data.kind === "map" ? data.fields.get("service") : undefined;
  const field = (key: string) => (service?.kind === "map" ? service.fields.get(key)?.text : undefined);
  expect([field("name"), field("port")]).toEqual(["caféAA😀", "80"]);
});

test.each(["\\q", "\\x4", "\\ud800", "\\U00110000", "\\08"])(
  "HCL: %s is refused, because it is no escape",
  (escape) => {
    expect(() => parseHcl({ name: "c.hcl", text: `a = "${escape}"\n` })).toThrow(/^c\.hcl:1: .* is no escape$/);
  },
);
