/** Traefik's dynamic configuration as people write it, and the checkers that it becomes. */
import { expect, test } from "vitest";
import type { Checker } from "../../lib/model/checker";
import { httpAnswer } from "../../lib/wire/http-answer";
import { traefik } from "../../lib/readers/traefik/index";
import { asJson, becomes, grpcCheck, isRefused, goSays, says, takesAnything, type Case } from "../support/reader";

const FILE = "/etc/traefik/dynamic.yml";

const common = {
  preset: null,
  vocabulary: null,
  delayMs: 0,
  sources: [] as string[],
  nodes: 1,
  spread: "random",
  cadence: "ticker",
  initially: "up",
  rise: 1,
  fall: 1,
  holdsUntil: null,
} satisfies Partial<Checker>;

const cases: Case[] = [
  {
    title: "a TCP service with an empty healthCheck has Traefik's defaults",
    text: `tcp:
  routers:
    smtp: { rule: "HostSNI(\`*\`)", entryPoints: [smtp], service: smtp }
  services:
    smtp:
      loadBalancer:
        servers:
          - address: 10.0.0.5:25
        healthCheck: {}
    plain:
      loadBalancer:
        servers: [{ address: 10.0.0.6:25 }]
`,
    checkers: {
      "tcp/smtp": {
        ...common,
        name: "tcp-smtp",
        style: "fin",
        connections: [{ handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } }],
        intervalMs: 30000,
        timeoutMs: 5000,
        heldMs: 0,
        assumptions: ["tcp-smtp: the first check comes one interval after the start; here at a random moment of it"],
        unsupported: [],
      },
    },
  },
  {
    title: "a TCP service's send, expect, intervals and port become its check",
    text: `tcp:
  services:
    cache:
      loadBalancer:
        proxyProtocol: { version: 2 }
        servers:
          - address: "10.0.0.5:6379"
          - address: "10.0.0.6:6379"
        healthCheck:
          send: "PING\\r\\n"
          expect: "+PONG"
          interval: 10s
          unhealthyInterval: 2s
          timeout: 500ms
          port: 6380
`,
    checkers: {
      "tcp/cache": {
        ...common,
        name: "tcp-cache",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [says("PING\r\n"), { kind: "expect", match: { kind: "literal", hex: "2b504f4e47" }, maxBytes: 5 }],
            ending: { kind: "fin" },
            prove: { sentMin: 6 },
            port: 6380,
          },
        ],
        intervalMs: 10000,
        downIntervalMs: 2000,
        timeoutMs: 500,
        heldMs: 500,
        assumptions: [
          "tcp-cache: the first check comes one interval after the start; here at a random moment of it",
          "tcp-cache: Traefik's checks carry no PROXY header, although its connections do",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a servers transport with TLS makes the check inside TLS",
    text: `tcp:
  services:
    secure:
      loadBalancer:
        serversTransport: inside@file
        servers: [{ address: "10.0.0.5:443", tls: true }]
        healthCheck: { interval: 15 }
  serversTransports:
    inside:
      tls: { serverName: secure.example, insecureSkipVerify: true }
`,
    checkers: {
      "tcp/secure": {
        ...common,
        name: "tcp-secure",
        style: "tls-handshake",
        connections: [
          {
            handshake: "full",
            steps: [{ kind: "tls", verify: false, serverName: "secure.example" }],
            ending: { kind: "drain-fin" },
            prove: { ended: "fin" },
          },
        ],
        intervalMs: 15000,
        timeoutMs: 5000,
        heldMs: 5000,
        assumptions: [
          "tcp-secure: the first check comes one interval after the start; here at a random moment of it",
          "tcp-secure: the certificate of the service is not verified here; Traefik gives the TLS handshake no deadline, here the timeout bounds it",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "an HTTP service with a path becomes a GET of it",
    text: `http:
  services:
    web:
      loadBalancer:
        servers:
          - url: "http://10.0.0.5:8080/"
          - url: "http://10.0.0.6:8080/"
        healthCheck:
          path: /health?full=1
          interval: "10s"
          timeout: "3s"
          headers:
            x-probe: traefik
            Authorization: Bearer abc
`,
    checkers: {
      "http/web": {
        ...common,
        name: "http-web",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              goSays(
                "GET /health?full=1 HTTP/1.1\r\nHost: 10.0.0.5:8080\r\nUser-Agent: Go-http-client/1.1\r\nAuthorization: Bearer abc\r\nX-Probe: traefik\r\nAccept-Encoding: gzip\r\n\r\n",
              ),
              ...httpAnswer("[23][0-9][0-9]", 0),
            ],
            ending: { kind: "fin" },
            prove: { sentMin: 152 },
          },
        ],
        intervalMs: 10000,
        timeoutMs: 3000,
        heldMs: 3000,
        assumptions: [
          "http-web: the first check comes one interval after the start; here at a random moment of it",
          "http-web: an answer without a body lets Traefik keep the connection for its next check; here each check has its own",
          "http-web: redirects count as a success; Traefik follows them",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "an HTTP service over TLS is asked with its method, host and port, and its status is wanted",
    text: `http:
  services:
    api:
      loadBalancer:
        servers: [{ url: "https://api.internal" }]
        healthCheck:
          method: post
          path: ping
          status: 204
          port: 9443
          hostname: api.example
          followRedirects: false
          unhealthyInterval: 1s
`,
    checkers: {
      "http/api": {
        ...common,
        name: "http-api",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              { kind: "tls", verify: false },
              goSays(
                "POST /ping HTTP/1.1\r\nHost: api.example\r\nUser-Agent: Go-http-client/1.1\r\nContent-Length: 0\r\nAccept-Encoding: gzip\r\n\r\n",
              ),
              ...httpAnswer("204", 0),
            ],
            ending: { kind: "fin" },
            prove: {},
            port: 9443,
          },
        ],
        intervalMs: 30000,
        downIntervalMs: 1000,
        timeoutMs: 5000,
        heldMs: 5000,
        assumptions: [
          "http-api: the first check comes one interval after the start; here at a random moment of it",
          "http-api: an answer without a body lets Traefik keep the connection for its next check; here each check has its own",
          "http-api: the certificate of the service is not verified here",
          "http-api: HTTP/1.1, also where the service has HTTP/2",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a gRPC check is read from JSON in lower case",
    text: `{"http":{"services":{"rpc":{"loadbalancer":{"servers":[{"url":"h2c://10.0.0.9:50051"}],"healthcheck":{"mode":"grpc","path":"/","interval":"5s"}}}}}}`,
    checkers: {
      "http/rpc": {
        ...common,
        name: "http-rpc",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: grpcCheck({
              headers:
                "00009f010400000001838600053a706174681c2f677270632e6865616c74682e76312e4865616c74682f436865636b000a3a617574686f726974790e31302e302e302e353a3530303531000c636f6e74656e742d74797065106170706c69636174696f6e2f67727063000a757365722d6167656e740e677270632d676f2f312e37382e300002746508747261696c657273000c677270632d74696d656f7574083530303030303075",
              request: "0000050001000000010000000000",
            }),
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 33 },
          },
        ],
        intervalMs: 5000,
        timeoutMs: 5000,
        heldMs: 5000,
        assumptions: [
          "http-rpc: the first check comes one interval after the start; here at a random moment of it",
          "http-rpc: the frames are those of grpc-go, but header fields are not Huffman-coded and no PING is sent or answered",
        ],
        unsupported: [],
      },
    },
  },
];

becomes(traefik, FILE, cases);

isRefused(traefik, FILE, [
  [
    "Traefik's TOML form",
    '# mine\n[tcp.services.a.loadBalancer.healthCheck]\n  interval = "10s"\n',
    "2: Traefik's TOML form is not read: give the same in YAML (tcp: { services: { … } })",
  ],
  [
    "an interval that is none",
    "tcp:\n  services:\n    a:\n      loadBalancer:\n        healthCheck:\n          interval: soon\n",
    '6: tcp.services.a.loadBalancer.healthCheck.interval: expected a duration with a unit, such as 10s, or a number of seconds, got "soon"',
  ],
  [
    "a port that is none",
    "tcp:\n  services:\n    a:\n      loadBalancer:\n        healthCheck:\n          port: 70000\n",
    '6: tcp.services.a.loadBalancer.healthCheck.port: expected a whole number from 0 to 65535, got "70000"',
  ],
  [
    "a mode that is none",
    "http:\n  services:\n    a:\n      loadBalancer:\n        servers: [{ url: http://a }]\n        healthCheck:\n          mode: tcp\n",
    '7: http.services.a.loadBalancer.healthCheck.mode: expected http or grpc, got "tcp"',
  ],
  [
    "a URL that is none",
    "http:\n  services:\n    a:\n      loadBalancer:\n        servers:\n          - url: 10.0.0.5:80\n        healthCheck: { path: / }\n",
    '6: http.services.a.loadBalancer.servers[0].url: expected the URL of a server, such as http://10.0.0.5:8080, got "10.0.0.5:80"',
  ],
  [
    "text that is not YAML",
    "http:\n  services:\n    a:\n      loadBalancer: { healthCheck: { path: / }\n",
    "5: not YAML: Flow map in block collection must be sufficiently indented and end with a }",
  ],
]);

test("checks that cannot be emulated are out of reach, each with its place and why", () => {
  expect(
    traefik.read({
      name: FILE,
      text: `http:
  services:
    plain2:
      loadBalancer:
        servers: [{ url: "h2c://10.0.0.9:80" }]
        healthCheck: { path: / }
    rpc:
      loadBalancer:
        servers: [{ url: "https://10.0.0.9:443" }]
        healthCheck: { mode: grpc }
`,
    }),
  ).toMatchObject({
    outOfReach: [
      {
        selector: "http/plain2",
        place: "/etc/traefik/dynamic.yml:6",
        why: "it speaks HTTP/2 without TLS (h2c), which is not emulated",
      },
      {
        selector: "http/rpc",
        place: "/etc/traefik/dynamic.yml:10",
        why: "Traefik gives a gRPC check over https no credentials: it cannot succeed",
      },
    ],
  });
});

const texts = cases.map(({ text }) => text);
takesAnything(traefik, texts, asJson(texts));
