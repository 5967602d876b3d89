/** Envoy's clusters as people write them, and the checkers that they become. */
import { expect, test } from "vitest";
import { hexOfText } from "../../lib/wire/bytes";
import type { Checker } from "../../lib/model/checker";
import { httpAnswer } from "../../lib/wire/http-answer";
import { envoy } from "../../lib/readers/envoy/index";
import { checkersOf } from "./read";
import { asJson, becomes, grpcCheck, isRefused, says, takesAnything, type Case } from "../support/reader";

/** One whole value of RESP, whatever it is. */
const RESP = {
  kind: "expect",
  match: { kind: "regex", pattern: "^[-+:$*][^\\r]*\\r\\n" },
  keep: true,
} as const;

const FILE = "/etc/envoy/envoy.yaml";

const common = {
  preset: null,
  vocabulary: null,
  delayMs: 0,
  sources: [] as string[],
  nodes: 3,
  spread: "random",
  cadence: "after-completion",
  initially: "down-unproven",
  holdsUntil: null,
} satisfies Partial<Checker>;

const cases: Case[] = [
  {
    title: "a TCP check without payload in a bootstrap only connects",
    text: `admin:
  address: { socket_address: { address: 127.0.0.1, port_value: 9901 } }
static_resources:
  clusters:
    - name: mail
      type: STRICT_DNS
      connect_timeout: 1s
      load_assignment:
        cluster_name: mail
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: 10.0.0.7, port_value: 6000 } } }
      health_checks:
        - timeout: 1s
          interval: 5s
          interval_jitter: 1s
          unhealthy_threshold: 3
          healthy_threshold: 2
          no_traffic_interval: 30s
          tcp_health_check: {}
`,
    checkers: {
      mail: {
        ...common,
        name: "mail",
        style: "fin",
        connections: [{ handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } }],
        intervalMs: 5000,
        timeoutMs: 1000,
        rise: 2,
        fall: 3,
        heldMs: 0,
        assumptions: [
          "mail: 3 nodes: one for each Envoy process that has the cluster; NODES sets another number",
          "mail: the cluster is taken to have traffic: without any, Envoy checks every 30 s",
        ],
        unsupported: ["/etc/envoy/envoy.yaml:16: `interval_jitter` is not emulated"],
      },
    },
  },
  {
    title: "a TCP check with send and receive makes a connection of its own, with a PROXY header",
    text: `static_resources:
  clusters:
    - name: redis
      type: STRICT_DNS
      connect_timeout: 1s
      load_assignment:
        cluster_name: redis
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: 10.0.0.7, port_value: 6000 } } }
      health_checks:
        - timeout: 0.5s
          interval: 2s
          unhealthy_threshold: 2
          healthy_threshold: 1
          reuse_connection: false
          unhealthy_interval: 10s
          unhealthy_edge_interval: 1s
          tcp_health_check:
            send: { text: 50494e470d0a }
            receive: [{ text: 2b504f }, { binary: "TkcNCg==" }]
            proxy_protocol_config: { version: V1 }
`,
    checkers: {
      redis: {
        ...common,
        name: "redis",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              { kind: "proxy", version: 1, command: "proxy" },
              says("PING\r\n"),
              { kind: "expect", match: { kind: "contains", hex: hexOfText("+PO") } },
              { kind: "expect", match: { kind: "contains", hex: hexOfText("NG\r\n") } },
            ],
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 6 },
          },
        ],
        intervalMs: 2000,
        fastIntervalMs: 1000,
        downIntervalMs: 10000,
        timeoutMs: 500,
        rise: 1,
        fall: 2,
        heldMs: 500,
        assumptions: [
          "redis: 3 nodes: one for each Envoy process that has the cluster; NODES sets another number",
          "redis: the cluster is taken to have traffic: without any, Envoy checks every 60 s",
          "redis: Envoy writes the PROXY header and `send` in one segment; here they are two",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a TCP check that only receives is held until the next check",
    text: `static_resources:
  clusters:
    - name: greeter
      type: STRICT_DNS
      connect_timeout: 1s
      load_assignment:
        cluster_name: greeter
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: 10.0.0.7, port_value: 6000 } } }
      health_checks:
        - timeout: 1s
          interval: 3s
          unhealthy_threshold: 1
          healthy_threshold: 1
          alt_port: 6001
          tcp_health_check:
            receive: [{ text: "323230" }]
`,
    checkers: {
      greeter: {
        ...common,
        name: "greeter",
        style: "greeting-wait",
        connections: [
          {
            handshake: "full",
            steps: [{ kind: "expect", match: { kind: "contains", hex: hexOfText("220") } }, { kind: "hold" }],
            ending: { kind: "drain-fin" },
            prove: { ended: "fin" },
            port: 6001,
          },
        ],
        intervalMs: 3000,
        timeoutMs: 1000,
        rise: 1,
        fall: 1,
        holdsUntil: "next-check",
        heldMs: 4000,
        assumptions: [
          "greeter: 3 nodes: one for each Envoy process that has the cluster; NODES sets another number",
          "greeter: the cluster is taken to have traffic: without any, Envoy checks every 60 s",
          "greeter: Envoy makes its next check on the same connection; here each check opens one of its own and holds it until the next",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "an HTTP check of one cluster alone is read from JSON with names in camel case",
    text: `{
  "name": "web",
  "connectTimeout": "0.25s",
  "lbPolicy": "ROUND_ROBIN",
  "healthChecks": [
    {
      "timeout": "2s",
      "interval": "10s",
      "unhealthyThreshold": 3,
      "healthyThreshold": 2,
      "reuseConnection": false,
      "httpHealthCheck": {
        "path": "/healthz?x=1",
        "host": "web.example",
        "method": "HEAD",
        "expectedStatuses": [
          {
            "start": "200",
            "end": "300"
          },
          {
            "start": 404,
            "end": 405
          }
        ],
        "requestHeadersToAdd": [
          {
            "header": {
              "key": "X-Probe",
              "value": "envoy"
            }
          }
        ],
        "requestHeadersToRemove": [
          "user-agent"
        ]
      }
    }
  ],
  "loadAssignment": {
    "endpoints": [
      {
        "lbEndpoints": [
          {
            "endpoint": {
              "address": {
                "socketAddress": {
                  "address": "10.0.0.8",
                  "portValue": 80
                }
              },
              "healthCheckConfig": {
                "portValue": 8081
              }
            }
          }
        ]
      }
    ]
  }
}`,
    checkers: {
      web: {
        ...common,
        name: "web",
        decidesAtOnce: ["rejected"],
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              says("HEAD /healthz?x=1 HTTP/1.1\r\nhost: web.example\r\nx-probe: envoy\r\n\r\n"),
              { kind: "expect", match: { kind: "literal", hex: "48" }, keep: true },
              ...httpAnswer("2[0-9][0-9]|404", 0),
            ],
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 65 },
            port: 8081,
            judgesFrom: 3,
          },
        ],
        intervalMs: 10000,
        timeoutMs: 2000,
        rise: 2,
        fall: 3,
        heldMs: 2000,
        assumptions: [
          "web: 3 nodes: one for each Envoy process that has the cluster; NODES sets another number",
          "web: the cluster is taken to have traffic: without any, Envoy checks every 60 s",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a TCP check without payload inside TLS makes the handshake and no more",
    text: `static_resources:
  clusters:
    - name: secure
      type: STRICT_DNS
      connect_timeout: 1s
      transport_socket:
        name: envoy.transport_sockets.tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          sni: secure.example
      load_assignment:
        cluster_name: secure
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: 10.0.0.7, port_value: 6000 } } }
      health_checks:
        - timeout: 1s
          interval: 5s
          unhealthy_threshold: 3
          healthy_threshold: 2
          tcp_health_check: {}
`,
    checkers: {
      secure: {
        ...common,
        name: "secure",
        style: "tls-handshake",
        connections: [
          {
            handshake: "full",
            steps: [
              { kind: "tls", verify: false, hello: "boringssl-tls12", resume: true, serverName: "secure.example" },
            ],
            ending: { kind: "drain-fin" },
            prove: { ended: "fin" },
          },
        ],
        intervalMs: 5000,
        timeoutMs: 1000,
        rise: 2,
        fall: 3,
        heldMs: 1000,
        assumptions: [
          "secure: 3 nodes: one for each Envoy process that has the cluster; NODES sets another number",
          "secure: the cluster is taken to have traffic: without any, Envoy checks every 60 s",
          "secure: the certificate of the service is not verified here",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a gRPC check is held until the next check",
    text: `static_resources:
  clusters:
    - name: rpc
      type: STRICT_DNS
      connect_timeout: 1s
      load_assignment:
        cluster_name: rpc
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: 10.0.0.7, port_value: 6000 } } }
      health_checks:
        - timeout: 1s
          interval: 5s
          unhealthy_threshold: 3
          healthy_threshold: 2
          grpc_health_check: { service_name: shop.Cart, authority: cart.example }
`,
    checkers: {
      rpc: {
        ...common,
        name: "rpc",
        decidesAtOnce: ["rejected"],
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: grpcCheck({
              headers:
                "000080010400000001838600053a706174681c2f677270632e6865616c74682e76312e4865616c74682f436865636b000a3a617574686f726974790c636172742e6578616d706c65000c636f6e74656e742d74797065106170706c69636174696f6e2f67727063000a757365722d6167656e7408456e766f792f48430002746508747261696c657273",
              request: "000010000100000001000000000b0a0973686f702e43617274",
              stays: true,
            }),
            judgesFrom: 8,
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 33 },
          },
        ],
        intervalMs: 5000,
        timeoutMs: 1000,
        rise: 2,
        fall: 3,
        holdsUntil: "next-check",
        heldMs: 6000,
        assumptions: [
          "rpc: 3 nodes: one for each Envoy process that has the cluster; NODES sets another number",
          "rpc: the cluster is taken to have traffic: without any, Envoy checks every 60 s",
          "rpc: the frames say what Envoy's say; its settings, windows and the coding of its header fields are not copied",
          "rpc: Envoy makes its next check on the same connection; here each check opens one of its own and holds it until the next",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a Redis check and two checks of one cluster are read from a list of resources",
    text: `resources:
- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
  name: cache
  health_checks:
  - timeout: { seconds: 1, nanos: 500000000 }
    interval: 5s
    unhealthy_threshold: 3
    healthy_threshold: 2
    custom_health_check:
      name: envoy.health_checkers.redis
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.health_checkers.redis.v3.Redis
  - timeout: 1s
    interval: 5s
    unhealthy_threshold: 3
    healthy_threshold: 2
    custom_health_check:
      name: envoy.health_checkers.redis
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.health_checkers.redis.v3.Redis
        key: maintenance
`,
    checkers: {
      "cache/1": {
        ...common,
        name: "cache-1",
        decidesAtOnce: ["rejected"],
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              says("*1\r\n$4\r\nPING\r\n"),
              RESP,
              { kind: "expect", match: { kind: "literal", hex: "2b504f4e470d0a" } },
              { kind: "hold" },
            ],
            judgesFrom: 2,
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 14 },
          },
        ],
        intervalMs: 5000,
        timeoutMs: 1500,
        rise: 2,
        fall: 3,
        holdsUntil: "next-check",
        heldMs: 6500,
        assumptions: [
          "cache-1: 3 nodes: one for each Envoy process that has the cluster; NODES sets another number",
          "cache-1: the cluster is taken to have traffic: without any, Envoy checks every 60 s",
          "cache-1: Envoy makes its next check on the same connection; here each check opens one of its own and holds it until the next",
        ],
        unsupported: [],
      },
      "cache/2": {
        ...common,
        name: "cache-2",
        decidesAtOnce: ["rejected"],
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              says("*2\r\n$6\r\nEXISTS\r\n$11\r\nmaintenance\r\n"),
              RESP,
              { kind: "expect", match: { kind: "literal", hex: "3a300d0a" } },
              { kind: "hold" },
            ],
            judgesFrom: 2,
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 34 },
          },
        ],
        intervalMs: 5000,
        timeoutMs: 1000,
        rise: 2,
        fall: 3,
        holdsUntil: "next-check",
        heldMs: 6000,
        assumptions: [
          "cache-2: 3 nodes: one for each Envoy process that has the cluster; NODES sets another number",
          "cache-2: the cluster is taken to have traffic: without any, Envoy checks every 60 s",
          "cache-2: Envoy makes its next check on the same connection; here each check opens one of its own and holds it until the next",
        ],
        unsupported: [],
      },
    },
  },
];

becomes(envoy, FILE, cases);

isRefused(envoy, FILE, [
  [
    "a check without an interval",
    "clusters:\n- name: a\n  health_checks:\n  - timeout: 1s\n    tcp_health_check: {}\n",
    '4: clusters[0].health_checks[0]: expected a health check with interval, which Envoy requires, got "{ timeout: 1s, tcp_health_check: {} }"',
  ],
  [
    "a check without a handler",
    "clusters:\n- name: a\n  health_checks:\n  - timeout: 1s\n    interval: 1s\n    healthy_threshold: 1\n    unhealthy_threshold: 1\n",
    '4: clusters[0].health_checks[0]: expected exactly one of tcp_health_check, http_health_check, grpc_health_check, custom_health_check, got "{ timeout: 1s, interval: 1s, healthy_threshold: 1, unhealthy…": none is given',
  ],
  [
    "a duration without a unit",
    "clusters:\n- name: a\n  health_checks:\n  - timeout: 15\n    interval: 1s\n    healthy_threshold: 1\n    unhealthy_threshold: 1\n    tcp_health_check: {}\n",
    '4: clusters[0].health_checks[0].timeout: expected a duration in seconds, such as 5s or 0.5s, from 1 ms to 24 h, got "15"',
  ],
  [
    "a payload that is not hex",
    "clusters:\n- name: a\n  health_checks:\n  - timeout: 1s\n    interval: 1s\n    healthy_threshold: 1\n    unhealthy_threshold: 1\n    tcp_health_check:\n      send: { text: PING }\n      receive: [{ text: 504f4e47 }]\n",
    "9: clusters[0].health_checks[0].tcp_health_check.send.text: expected pairs of hex digits: Envoy's text is hex, such as 50494e47 for PING, got 4 bytes",
  ],
  [
    "an HTTP check without a path",
    "clusters:\n- name: a\n  health_checks:\n  - timeout: 1s\n    interval: 1s\n    healthy_threshold: 1\n    unhealthy_threshold: 1\n    http_health_check: { host: a }\n",
    '8: clusters[0].health_checks[0].http_health_check: expected an http_health_check with a path, got "{ host: a }"',
  ],
  [
    "a range that ends before it begins",
    "clusters:\n- name: a\n  health_checks:\n  - timeout: 1s\n    interval: 1s\n    healthy_threshold: 1\n    unhealthy_threshold: 1\n    http_health_check:\n      path: /\n      expected_statuses: [{ start: 300, end: 200 }]\n",
    '10: clusters[0].health_checks[0].http_health_check.expected_statuses[0]: expected a range whose end is above its start, got "{ start: 300, end: 200 }"',
  ],
  [
    "a method that is none",
    "clusters:\n- name: a\n  health_checks:\n  - timeout: 1s\n    interval: 1s\n    healthy_threshold: 1\n    unhealthy_threshold: 1\n    http_health_check: { path: /, method: FETCH }\n",
    '8: clusters[0].health_checks[0].http_health_check.method: expected one of GET, HEAD, POST, PUT, DELETE, OPTIONS, TRACE, PATCH, got "FETCH"',
  ],
  [
    "text that is not YAML",
    "static_resources:\n  clusters: [\n",
    "3: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
  ],
]);

test("checks that cannot be emulated are out of reach, each with its place and why", () => {
  expect(
    envoy.read({
      name: FILE,
      text: `clusters:
- name: a
  health_checks:
  - timeout: 1s
    interval: 1s
    healthy_threshold: 1
    unhealthy_threshold: 1
    http_health_check: { path: /, codec_client_type: HTTP2 }
- name: b
  health_checks:
  - timeout: 1s
    interval: 1s
    healthy_threshold: 1
    unhealthy_threshold: 1
    custom_health_check: { name: envoy.health_checkers.thrift }
`,
    }),
  ).toMatchObject({
    outOfReach: [
      { selector: "a", place: "/etc/envoy/envoy.yaml:4", why: "it speaks HTTP2 (line 8), which is not emulated" },
      {
        selector: "b",
        place: "/etc/envoy/envoy.yaml:11",
        why: "the custom health checker envoy.health_checkers.thrift is not emulated",
      },
    ],
  });
});

const texts = cases.map(({ text }) => text);
takesAnything(envoy, texts, asJson(texts));

test("a wrong answer over HTTP decides at once; a note says that a retriable one cannot be told apart", () => {
  const cluster = (more: string) =>
    `static_resources:\n  clusters:\n    - name: web\n      health_checks:\n        - timeout: 1s\n          interval: 5s\n` +
    `          unhealthy_threshold: 3\n          healthy_threshold: 2\n          http_health_check: { path: /, ${more} }\n`;
  const said = (more: string) => {
    const { web } = checkersOf(envoy, FILE, cluster(more));
    return [...web!.assumptions, ...web!.unsupported].filter((text) => text.includes("at once"));
  };
  expect(said("method: GET")).toEqual([]);
  expect(said("retriable_statuses: [ { start: 500, end: 504 } ]")).toEqual([
    `${FILE}:9: \`retriable_statuses\` is not emulated: they too make the host unhealthy at once`,
  ]);
  expect(said("receive: [ { text: 6f6b } ]")).toEqual([]);
});
