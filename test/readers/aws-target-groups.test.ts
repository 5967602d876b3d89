/** `describe-target-groups` and `describe-load-balancers` as the AWS CLI prints them, and the checkers that they become. */
import { expect, test } from "vitest";
import { hexOfText } from "../../lib/wire/bytes";
import type { PrintedChecker } from "../support/printed-notes";
import type { Connection } from "../../lib/model/checker";
import { awsTargetGroups } from "../../lib/readers/aws-target-groups/index";
import { takesAnything } from "../support/reader";
import { checkersOf, HOST, refusalOf } from "./read";

const ARN = "arn:aws:elasticloadbalancing:eu-central-1:123456789012";

const group = {
  TargetGroupArn: `${ARN}:targetgroup/smtp/0123456789abcdef`,
  TargetGroupName: "smtp",
  Protocol: "TCP",
  Port: 25,
  VpcId: "vpc-0a1b2c3d",
  HealthCheckProtocol: "TCP",
  HealthCheckPort: "traffic-port",
  HealthCheckEnabled: true,
  HealthCheckIntervalSeconds: 30,
  HealthCheckTimeoutSeconds: 10,
  HealthyThresholdCount: 5,
  UnhealthyThresholdCount: 2,
  LoadBalancerArns: [`${ARN}:loadbalancer/net/mail/abcdef0123456789`],
  TargetType: "instance",
  IpAddressType: "ipv4",
};

const web = {
  ...group,
  TargetGroupName: "web",
  Protocol: "HTTP",
  ProtocolVersion: "HTTP1",
  Port: 8080,
  HealthCheckProtocol: "HTTP",
  HealthCheckPath: "/health?full=1",
  HealthCheckIntervalSeconds: 15,
  HealthCheckTimeoutSeconds: 5,
  HealthyThresholdCount: 3,
  UnhealthyThresholdCount: 4,
  Matcher: { HttpCode: "200,204" },
  LoadBalancerArns: [`${ARN}:loadbalancer/app/web/abcdef0123456789`],
};

const printed = (...groups: object[]): string => JSON.stringify({ TargetGroups: groups }, null, 4);

const NODES =
  "how many nodes check is not published; 3 nodes are assumed, one in each of 3 zones; NODES sets another number";
const HTTP_END = "how an HTTP check ends is not published; a FIN once the answer is read is assumed";
const TLS = "what is offered in TLS is not published; no host name and OpenSSL's former defaults are assumed";

const common: Omit<
  PrintedChecker,
  "name" | "style" | "connections" | "intervalMs" | "timeoutMs" | "rise" | "fall" | "heldMs" | "assumptions"
> = {
  preset: null,
  nodes: 3,
  spread: "random",
  cadence: "fixed-rate",
  initially: "up",
  vocabulary: null,
  delayMs: 0,
  holdsUntil: null,
  sources: [],
  unsupported: [],
};

const tcp: Connection = { handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } };

const smtp: PrintedChecker = {
  ...common,
  name: "smtp",
  style: "fin",
  connections: [tcp],
  intervalMs: 30_000,
  timeoutMs: 10_000,
  rise: 5,
  fall: 2,
  heldMs: 0,
  assumptions: [`smtp: ${NODES}`],
};

function request(path: string, host: string): { kind: "send"; hex: string } {
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: close",
    "User-Agent: ELB-HealthChecker/2.0",
    "Accept-Encoding: gzip, compressed",
  ];
  return { kind: "send", hex: hexOfText(`${lines.join("\r\n")}\r\n\r\n`) };
}

function answer(codes: string): PrintedChecker["connections"][0]["steps"] {
  return [
    { kind: "expect", match: { kind: "http-answer" }, keep: true },
    { kind: "expect", match: { kind: "regex", pattern: `^HTTP/1\\.[01] (?:${codes})[ \\r\\n]` }, minBytes: 1 },
  ];
}

const read = (text: string) => checkersOf(awsTargetGroups, "tg.json", text);

test("a TCP target group of an NLB becomes a checker that connects and closes", () => {
  expect(read(printed(group))).toEqual({ smtp });
});

test("a list of target groups in YAML gives each check its own line", () => {
  const text = [
    "TargetGroups:",
    "- HealthCheckEnabled: true",
    "  HealthCheckIntervalSeconds: 30",
    "  HealthCheckPort: traffic-port",
    "  HealthCheckProtocol: TCP",
    "  HealthCheckTimeoutSeconds: 10",
    "  HealthyThresholdCount: 5",
    `  LoadBalancerArns:\n  - ${ARN}:loadbalancer/net/mail/abcdef0123456789`,
    "  Port: 25",
    "  Protocol: TCP",
    "  TargetGroupName: smtp",
    "  TargetType: ip",
    "  UnhealthyThresholdCount: 2",
  ].join("\n");
  expect(awsTargetGroups.recognises({ name: "tg.yaml", text })).toBe(true);
  expect(read(text)).toEqual({ smtp });
  expect(awsTargetGroups.read({ name: "tg.yaml", text }).checks[0]!.check.origin).toBe("tg.yaml:2");
});

test("an HTTP target group of an ALB sends the request of the ELB-HealthChecker and wants the codes of its matcher", () => {
  expect(read(printed(web))).toEqual({
    web: {
      ...common,
      name: "web",
      style: "send-expect",
      connections: [
        {
          handshake: "full",
          steps: [request("/health?full=1", `${HOST}:8080`), ...answer("200|204")],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin", sentMin: request("/health?full=1", `${HOST}:8080`).hex.length / 2 },
        },
      ],
      intervalMs: 15_000,
      timeoutMs: 5_000,
      rise: 3,
      fall: 4,
      heldMs: 5_000,
      assumptions: [`web: ${NODES}`, `web: ${HTTP_END}`],
    },
  });
});

test("an HTTPS check on a port of its own goes to that port, and its Host names it", () => {
  const api = {
    ...web,
    TargetGroupName: "api",
    HealthCheckProtocol: "HTTPS",
    HealthCheckPort: "8443",
    HealthCheckPath: "/",
  };
  expect(read(printed({ ...api, Matcher: { HttpCode: "200-299" } }))).toEqual({
    api: {
      ...common,
      name: "api",
      style: "send-expect",
      connections: [
        {
          handshake: "full",
          steps: [
            { kind: "tls", verify: false, hello: "openssl-3.0" },
            request("/", `${HOST}:8443`),
            ...answer("2[0-9][0-9]"),
          ],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin" },
          port: 8443,
        },
      ],
      intervalMs: 15_000,
      timeoutMs: 5_000,
      rise: 3,
      fall: 4,
      heldMs: 5_000,
      assumptions: [`api: ${NODES}`, `api: ${HTTP_END}`, `api: ${TLS}`],
    },
  });
});

test("an NLB checks UDP traffic by TCP on another port, and the port of the traffic is not another one", () => {
  const dns = { ...group, TargetGroupName: "dns", Protocol: "UDP", Port: 53, HealthCheckPort: "9000" };
  expect(read(printed(dns, { ...group, HealthCheckPort: "25" }))).toEqual({
    dns: { ...smtp, name: "dns", connections: [{ ...tcp, port: 9000 }], assumptions: [`dns: ${NODES}`] },
    smtp,
  });
});

test("a target group that no load balancer uses has an assumption about that", () => {
  expect(read(printed({ ...group, LoadBalancerArns: [] }))).toEqual({
    smtp: {
      ...smtp,
      assumptions: [
        `smtp: ${NODES}`,
        "smtp: no load balancer uses this target group: AWS makes no checks until one does",
      ],
    },
  });
});

test("a list, a list of pages and a single group are read, as --query leaves them", () => {
  for (const left of [[group], [[group], []], group]) expect(read(JSON.stringify(left))).toEqual({ smtp });
});

test("a target group names the product of its balancer and where its check is known from", () => {
  const { checks } = awsTargetGroups.read({ name: "tg.json", text: printed(group, web) });
  expect(checks.map(({ check: { product } }) => product)).toEqual([
    "AWS Network Load Balancer",
    "AWS Application Load Balancer",
  ]);
  expect(checks.map(({ server }) => server)).toEqual(["port 25", "port 8080"]);
  expect(checks.map(({ check: { provenance } }) => provenance[0])).toEqual([
    { from: "configuration", text: "tg.json:3" },
    { from: "configuration", text: "tg.json:22" },
  ]);
});

const classic = {
  LoadBalancerDescriptions: [
    {
      LoadBalancerName: "legacy",
      ListenerDescriptions: [
        {
          Listener: { Protocol: "TCP", LoadBalancerPort: 443, InstanceProtocol: "TCP", InstancePort: 8443 },
          PolicyNames: [],
        },
      ],
      HealthCheck: { Target: "TCP:8443", Interval: 10, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 10 },
    },
  ],
};
const withTarget = (Target: string): string => {
  const [one] = classic.LoadBalancerDescriptions;
  return JSON.stringify(
    { LoadBalancerDescriptions: [{ ...one, HealthCheck: { ...one!.HealthCheck, Target } }] },
    null,
    2,
  );
};

const legacy: PrintedChecker = {
  ...common,
  name: "legacy",
  style: "fin",
  connections: [tcp],
  nodes: 2,
  intervalMs: 10_000,
  timeoutMs: 5_000,
  rise: 10,
  fall: 2,
  heldMs: 0,
  assumptions: ["legacy: 2 nodes: how many there are follows the zones and the load; NODES sets another number"],
};

test("a Classic Load Balancer makes TCP and SSL checks, and HTTP checks to another port", () => {
  expect(read(withTarget("TCP:8443"))).toEqual({ legacy });
  const noListeners = { ...classic.LoadBalancerDescriptions[0], ListenerDescriptions: [] };
  expect(read(JSON.stringify({ LoadBalancerDescriptions: [noListeners] }))).toEqual({ legacy });
  expect(read(withTarget("SSL:8443"))).toEqual({
    legacy: {
      ...legacy,
      style: "tls-handshake",
      connections: [
        {
          handshake: "full",
          steps: [{ kind: "tls", verify: false, hello: "openssl-3.0" }],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin" },
        },
      ],
      heldMs: 5_000,
      assumptions: [
        ...legacy.assumptions,
        "legacy: how such a check ends is not published; a FIN is assumed",
        `legacy: ${TLS}`,
      ],
    },
  });
  const lines = ["GET /ping HTTP/1.1", `Host: ${HOST}:80`, "User-Agent: ELB-HealthChecker/1.0", "Accept: */*"];
  const hex = hexOfText(`${lines.join("\r\n")}\r\nConnection: keep-alive\r\n\r\n`);
  expect(read(withTarget("HTTP:80/ping"))).toEqual({
    legacy: {
      ...legacy,
      style: "send-expect",
      connections: [
        {
          handshake: "full",
          steps: [{ kind: "send", hex }, ...answer("200")],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin", sentMin: hex.length / 2 },
          port: 80,
        },
      ],
      heldMs: 5_000,
      assumptions: [
        ...legacy.assumptions,
        "legacy: the request's headers are not published; those that services have logged are assumed",
        "legacy: how such a check ends is not published; a FIN is assumed",
      ],
    },
  });
});

test("target groups that cannot be checked are out of reach, each with its place and why", () => {
  const lambda = { ...web, TargetGroupName: "fn", TargetType: "lambda", HealthCheckEnabled: true };
  const off = { ...group, TargetGroupName: "off", HealthCheckEnabled: false };
  const grpc = { ...web, TargetGroupName: "grpc", ProtocolVersion: "GRPC" };
  expect(awsTargetGroups.read({ name: "tg.json", text: printed(off, lambda, grpc) })).toEqual({
    checks: [],
    unchecked: [],
    outOfReach: [
      { selector: "off", place: "tg.json:3", why: "its health checks are switched off" },
      { selector: "fn", place: "tg.json:22", why: "a Lambda function is invoked, there is no connection" },
      { selector: "grpc", place: "tg.json:46", why: "GRPC checks speak HTTP/2, which is not emulated" },
    ],
  });
});

test.each<[what: string, text: string, refusal: string]>([
  [
    "a protocol that is no check's",
    printed({ ...group, HealthCheckProtocol: "UDP" }),
    'tg.json:9: TargetGroups[0].HealthCheckProtocol: expected one of TCP, HTTP, HTTPS, got "UDP"',
  ],
  [
    "an interval that is none",
    printed({ ...group, HealthCheckIntervalSeconds: "soon" }),
    'tg.json:12: TargetGroups[0].HealthCheckIntervalSeconds: expected a whole number from 1 to 86400, got "soon"',
  ],
  [
    "a threshold out of range",
    printed({ ...group, HealthyThresholdCount: 1 }),
    'tg.json:14: TargetGroups[0].HealthyThresholdCount: expected a whole number from 2 to 10, got "1"',
  ],
  [
    "a matcher that is none",
    printed({ ...web, Matcher: { HttpCode: "2xx" } }),
    'tg.json:24: TargetGroups[0].Matcher.HttpCode: expected status codes from 200 to 599, such as 200, 200,202 or 200-299, got "2xx"',
  ],
  [
    "a target group without a HealthCheckProtocol",
    printed({ TargetGroupName: "a" }),
    "tg.json:3: HealthCheckProtocol is missing in a target group",
  ],
  [
    "only the half of its JSON",
    printed(group).slice(0, 300),
    "tg.json:9: not JSON: a string without its closing quote",
  ],
  [
    "a target of a Classic Load Balancer that is none",
    withTarget("HTTP:80"),
    'tg.json:17: LoadBalancerDescriptions[0].HealthCheck.Target: expected a target such as TCP:25, SSL:443, HTTP:80/path or HTTPS:443/path, got "HTTP:80"',
  ],
])("AWS target groups: a file with %s is refused with the line and the reason", (_, text, refusal) => {
  expect(refusalOf(awsTargetGroups, "tg.json", text)).toBe(`Refusal: ${refusal}`);
});

const samples = [printed(group, web), JSON.stringify(classic, null, 2), `TargetGroups:\n- ${JSON.stringify(web)}\n`];
takesAnything(awsTargetGroups, samples, samples.slice(0, 2));
