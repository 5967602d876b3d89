/** Plans and states as `terraform show -json` prints them, and the checkers that their resources become. */
import { expect, test } from "vitest";
import type { CheckerOverrides } from "../../lib/checkers/build-checker";
import { hexOfText } from "../../lib/wire/bytes";
import type { PrintedChecker } from "../support/printed-notes";
import type { Connection } from "../../lib/model/checker";
import { terraform } from "../../lib/readers/terraform/index";
import { takesAnything } from "../support/reader";
import { checkersOf, HOST, refusalOf } from "./read";
import { httpAnswer } from "../../lib/wire/http-answer";
import { httpStatus } from "../../lib/wire/http-status";

interface Resource {
  address: string;
  values: object;
  /** `after_unknown` */
  unknown?: object;
}

/** A plan as Terraform 1.9 prints it, on one line unless it went through jq. */
function plan(resources: Resource[], indent?: number): string {
  const said = resources.map(({ address, values }) => ({
    address,
    mode: "managed",
    type: address.split(".").at(-2),
    name: address.split(".").at(-1),
    provider_name: "registry.terraform.io/hashicorp/aws",
    schema_version: 0,
    values,
    sensitive_values: {},
  }));
  const changes = resources.map(({ address, values, unknown = {} }) => ({
    address,
    change: { actions: ["create"], before: null, after: values, after_unknown: { arn: true, id: true, ...unknown } },
  }));
  const [own, below] = [0, 1].map((deep) =>
    said.filter(({ address }) => Number(address.startsWith("module.")) === deep),
  );
  const whole = {
    format_version: "1.2",
    terraform_version: "1.9.8",
    planned_values: { root_module: { resources: own, child_modules: [{ address: "module.mail", resources: below }] } },
    resource_changes: changes,
    configuration: { root_module: {} },
  };
  return JSON.stringify(whole, null, indent);
}

const read = (text: string) => checkersOf(terraform, "plan.json", text);

const common: Omit<
  PrintedChecker,
  "name" | "style" | "connections" | "nodes" | "spread" | "intervalMs" | "timeoutMs" | "rise" | "fall" | "assumptions"
> = {
  preset: null,
  cadence: "fixed-rate",
  initially: "up",
  vocabulary: null,
  delayMs: 0,
  holdsUntil: null,
  heldMs: 0,
  sources: [],
  unsupported: [],
};

const fin: Connection = { handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } };
const rst: Connection = {
  handshake: "full",
  steps: [],
  ending: { kind: "rst" },
  prove: { closeGapMaxMs: 1.5, ended: "rst" },
};

/** One request, one answer, FIN. */
function asks(
  lines: string[],
  answer: string | readonly object[],
  more: object[] = [],
  before: object[] = [],
): PrintedChecker["connections"][0] {
  const text = `${lines.join("\r\n")}\r\n\r\n`;
  return {
    handshake: "full",
    steps: [
      ...before,
      { kind: "send", hex: hexOfText(text) },
      ...(typeof answer === "string" ? [httpStatus(answer)] : answer),
      ...more,
    ] as PrintedChecker["connections"][0]["steps"],
    ending: { kind: "drain-fin" },
    prove: { ended: "fin", ...(before.length === 0 && { sentMin: text.length }) },
  };
}

const AWS_NODES =
  "how many nodes check is not published; 3 nodes are assumed, one in each of 3 zones; NODES sets another number";
const CLB_NODES = "how many nodes check is not published; 4 nodes are assumed, NODES sets another number";
const CLB_WIRE =
  "the documentation lists SYN, SYN/ACK, RST but explains resets that services do see; a completed handshake is assumed (CHECKER=alibaba-clb-half-open is the other reading)";
const ALI_HTTP =
  "an HTTP request's headers are not published, nor how its connection ends; Host alone and a FIN are assumed";

test("a target group whose check the plan spells out has an assumption about its nodes alone", () => {
  const check = {
    enabled: true,
    healthy_threshold: 3,
    interval: 10,
    matcher: "",
    path: "",
    port: "traffic-port",
    protocol: "TCP",
    timeout: 5,
    unhealthy_threshold: 2,
  };
  const text = plan([
    {
      address: "aws_lb_target_group.smtp",
      values: { name: "smtp", port: 25, protocol: "TCP", target_type: "ip", health_check: [check] },
    },
  ]);
  expect(terraform.recognises({ name: "plan.json", text })).toBe(true);
  expect(read(text)).toEqual({
    "aws_lb_target_group.smtp": {
      ...common,
      name: "aws_lb_target_group-smtp",
      style: "fin",
      connections: [fin],
      nodes: 3,
      spread: "random",
      intervalMs: 10_000,
      timeoutMs: 5_000,
      rise: 3,
      fall: 2,
      assumptions: [`aws_lb_target_group-smtp: ${AWS_NODES}`],
    },
  });
  expect(terraform.read({ name: "plan.json", text }).checks[0]).toMatchObject({
    server: "port 25",
    check: { product: "AWS Network Load Balancer", origin: "plan.json:1" },
  });
});

test("a target group without a health_check block has what AWS takes then, as an assumption", () => {
  const name = "module-mail-aws_lb_target_group-imap-0";
  const text = plan([
    {
      address: "module.mail.aws_lb_target_group.imap[0]",
      values: { name: "imap", port: 143, protocol: "TCP" },
      unknown: { health_check: true },
    },
  ]);
  expect(read(text)).toEqual({
    "module.mail.aws_lb_target_group.imap[0]": {
      ...common,
      name,
      style: "fin",
      connections: [fin],
      nodes: 3,
      spread: "random",
      intervalMs: 30_000,
      timeoutMs: 10_000,
      rise: 5,
      fall: 2,
      assumptions: [
        `${name}: ${AWS_NODES}`,
        `${name}: health_check is known after apply; what AWS takes where nothing is said is assumed`,
      ],
    },
  });
});

test("values that are known after apply are assumed to be the defaults", () => {
  const name = "aws_alb_target_group-web";
  const text = plan([
    {
      address: "aws_alb_target_group.web",
      values: {
        port: 8080,
        protocol: "HTTP",
        protocol_version: "HTTP1",
        health_check: [
          { enabled: true, healthy_threshold: 3, interval: 30, port: "9090", protocol: "HTTP", unhealthy_threshold: 3 },
        ],
      },
      unknown: { health_check: [{ matcher: true, path: true, timeout: true }] },
    },
  ]);
  const request = [
    "GET / HTTP/1.1",
    `Host: ${HOST}:9090`,
    "Connection: close",
    "User-Agent: ELB-HealthChecker/2.0",
    "Accept-Encoding: gzip, compressed",
  ];
  expect(read(text)).toEqual({
    "aws_alb_target_group.web": {
      ...common,
      name,
      style: "send-expect",
      connections: [{ ...asks(request, httpAnswer("200")), port: 9090 }],
      nodes: 3,
      spread: "random",
      intervalMs: 30_000,
      timeoutMs: 5_000,
      rise: 3,
      fall: 3,
      heldMs: 5_000,
      assumptions: [
        `${name}: ${AWS_NODES}`,
        `${name}: how an HTTP check ends is not published; a FIN once the answer is read is assumed`,
        `${name}: health_check.path is known after apply; the default is assumed, /`,
        `${name}: health_check.matcher is known after apply; the default is assumed, 200`,
        `${name}: health_check.timeout is known after apply; the default is assumed, 5 s`,
      ],
    },
  });
});

test("an NLB that asks over HTTP has its own codes and timeout, not those of an ALB", () => {
  const block = { enabled: true, protocol: "HTTP", path: "/up", port: "8080", interval: 30, healthy_threshold: 3 };
  const text = plan([
    {
      address: "aws_lb_target_group.smtp",
      values: { port: 25, protocol: "TCP", health_check: [{ ...block, unhealthy_threshold: 3 }] },
    },
  ]);
  const { timeoutMs, connections } = read(text)["aws_lb_target_group.smtp"]!;
  expect(timeoutMs).toBe(6_000);
  expect(connections[0].steps.slice(1)).toEqual(httpAnswer("[23][0-9][0-9]"));
});

test("a default that is assumed until apply is not assumed once a setting gives the value", () => {
  const text = plan([
    {
      address: "aws_lb_target_group.smtp",
      values: { port: 25, protocol: "TCP", health_check: [{ enabled: true, protocol: "TCP" }] },
      unknown: { health_check: [{ interval: true, timeout: true, healthy_threshold: true }] },
    },
  ]);
  const name = "aws_lb_target_group-smtp";
  const unknown = (key: string, value: string) =>
    `${name}: health_check.${key} is known after apply; the default is assumed, ${value}`;
  const assumed = (overrides: CheckerOverrides) =>
    checkersOf(terraform, "plan.json", text, overrides)["aws_lb_target_group.smtp"]!.assumptions;
  const [interval, timeout, rise] = [
    unknown("interval", "30 s"),
    unknown("timeout", "10 s"),
    unknown("healthy_threshold", "3"),
  ];
  expect(assumed({})).toEqual([`${name}: ${AWS_NODES}`, interval, timeout, rise]);
  expect(assumed({ nodes: 2 })).toEqual([interval, timeout, rise]);
  expect(assumed({ intervalMs: 2_000 })).toEqual([`${name}: ${AWS_NODES}`, timeout, rise]);
  expect(assumed({ timeoutMs: 2_000, rise: 1 })).toEqual([`${name}: ${AWS_NODES}`, interval]);
});

test("alicloud_slb_listener makes TCP checks with the timeout that the provider raises", () => {
  const name = "alicloud_slb_listener-smtp";
  const text = plan([
    {
      address: "alicloud_slb_listener.smtp",
      values: {
        backend_port: 25,
        frontend_port: 25,
        protocol: "tcp",
        health_check: "on",
        health_check_type: "tcp",
        health_check_connect_port: 2525,
        healthy_threshold: 3,
        unhealthy_threshold: 4,
        health_check_timeout: 5,
        health_check_interval: 10,
      },
    },
  ]);
  expect(read(text)).toEqual({
    "alicloud_slb_listener.smtp": {
      ...common,
      name,
      style: "rst",
      connections: [{ ...rst, port: 2525 }],
      nodes: 4,
      spread: "random",
      intervalMs: 10_000,
      timeoutMs: 10_000,
      rise: 3,
      fall: 4,
      assumptions: [`${name}: ${CLB_NODES}`, `${name}: ${CLB_WIRE}`],
    },
  });
  expect(terraform.read({ name: "plan.json", text }).checks[0]!.check.provenance.at(-1)).toMatchObject({
    from: "documentation",
    text: "a timeout shorter than the interval is raised to the interval",
  });
});

test("alicloud_slb_listener makes HTTP checks with the provider's defaults", () => {
  const name = "alicloud_slb_listener-web";
  const text = plan([
    {
      address: "alicloud_slb_listener.web",
      values: {
        backend_port: 80,
        protocol: "http",
        health_check: "on",
        health_check_domain: "ali.com",
        health_check_uri: "/cons",
        health_check_http_code: "http_2xx,http_3xx",
        healthy_threshold: 8,
        unhealthy_threshold: 8,
        health_check_interval: 5,
        health_check_timeout: 8,
        health_check_method: null,
      },
      unknown: { health_check_method: true, health_check_connect_port: true },
    },
  ]);
  expect(read(text)).toEqual({
    "alicloud_slb_listener.web": {
      ...common,
      name,
      style: "send-expect",
      connections: [asks(["HEAD /cons HTTP/1.0", "Host: ali.com"], "[23][0-9][0-9]")],
      nodes: 4,
      spread: "random",
      intervalMs: 5_000,
      timeoutMs: 8_000,
      rise: 8,
      fall: 8,
      heldMs: 8_000,
      assumptions: [
        `${name}: ${CLB_NODES}`,
        `${name}: ${ALI_HTTP}`,
        `${name}: HTTP/1.0 is assumed`,
        `${name}: health_check_connect_port is known after apply; the default is assumed, the server's own`,
        `${name}: health_check_method is known after apply; the default is assumed, HEAD`,
      ],
    },
  });
});

test("alicloud_nlb_server_group makes TCP checks, and HTTP checks to another port", () => {
  const check = {
    health_check_enabled: true,
    health_check_type: "TCP",
    health_check_connect_port: 0,
    healthy_threshold: 2,
    unhealthy_threshold: 3,
    health_check_connect_timeout: 5,
    health_check_interval: 10,
    http_check_method: "GET",
    health_check_http_code: ["http_2xx", "http_3xx", "http_4xx"],
  };
  const http = { health_check_type: "HTTP", health_check_connect_port: 8081, health_check_url: "/up" };
  const of = (name: string): PrintedChecker => ({
    ...common,
    name,
    style: "fin",
    connections: [fin],
    nodes: 3,
    spread: "random",
    intervalMs: 10_000,
    timeoutMs: 5_000,
    rise: 2,
    fall: 3,
    assumptions: [
      `${name}: how it ends its connections is not documented; a FIN is assumed`,
      `${name}: how many nodes check is not published; 3 nodes are assumed, NODES sets another number`,
    ],
  });
  const web = of("alicloud_nlb_server_group-web");
  expect(
    read(
      plan([
        { address: "alicloud_nlb_server_group.smtp", values: { protocol: "TCP", health_check: [check] } },
        { address: "alicloud_nlb_server_group.web", values: { health_check: [{ ...check, ...http }] } },
      ]),
    ),
  ).toEqual({
    "alicloud_nlb_server_group.smtp": of("alicloud_nlb_server_group-smtp"),
    "alicloud_nlb_server_group.web": {
      ...web,
      style: "send-expect",
      connections: [{ ...asks(["GET /up HTTP/1.0", `Host: ${HOST}`], "[234][0-9][0-9]"), port: 8081 }],
      heldMs: 5_000,
      assumptions: [web.assumptions[1], `${web.name}: ${ALI_HTTP}`],
    },
  });
});

test("azurerm_lb_probe holds a TCP connection to the next probe, and asks over HTTP", () => {
  const [tcp, http] = ["azurerm_lb_probe-ssh", "azurerm_lb_probe-web"] as const;
  const text = plan(
    [
      {
        address: "azurerm_lb_probe.ssh",
        values: { name: "ssh", port: 22, protocol: null, interval_in_seconds: 5, number_of_probes: 2 },
        unknown: { protocol: true },
      },
      {
        address: "azurerm_lb_probe.web",
        values: { port: 80, protocol: "Http", request_path: "/up", interval_in_seconds: 15, probe_threshold: 2 },
      },
    ],
    2,
  );
  expect(read(text)).toEqual({
    "azurerm_lb_probe.ssh": {
      ...common,
      name: tcp,
      style: "hold",
      connections: [
        { handshake: "full", steps: [{ kind: "hold" }], ending: { kind: "fin" }, prove: expect.anything() },
      ],
      nodes: 1,
      spread: "random",
      intervalMs: 5_000,
      timeoutMs: 5_000,
      rise: 1,
      fall: 1,
      holdsUntil: "next-check",
      heldMs: 5_000,
      assumptions: [
        `${tcp}: a TCP probe has no timeout of its own; the interval is taken for it`,
        `${tcp}: protocol is known after apply; the default is assumed, Tcp`,
      ],
      unsupported: [],
      notes: ["plan.json:19: `number_of_probes` counts for nothing with Azure; `probe_threshold` decides"],
    },
    "azurerm_lb_probe.web": {
      ...common,
      name: http,
      style: "send-expect",
      connections: [
        asks(
          ["GET /up HTTP/1.1", `Host: ${HOST}:80`, "User-Agent: Load Balancer Agent", "Connection: Keep-Alive"],
          "200",
        ),
      ],
      nodes: 1,
      spread: "random",
      intervalMs: 15_000,
      timeoutMs: 30_000,
      rise: 2,
      fall: 2,
      heldMs: 30_000,
      assumptions: [
        `${http}: an HTTP request's headers are not published; those that services have logged are assumed`,
        `${http}: Azure keeps the connection for its next HTTP probe; here each makes its own, and ends it by a FIN`,
      ],
    },
  });
});

test("google_compute_health_check sends a request over TCP, a PROXY header before HTTP, and is read in its older form", () => {
  const [tcp, web, old] = ["tcp", "web", "old"].map((name) => `google_compute_health_check-${name}`);
  const gcp = (name: string) =>
    [
      `${name}: a graceful FIN is assumed: no capture of its end is known`,
      `${name}: all probers are taken to check at the same moment`,
    ] as const;
  const HTTP =
    "an HTTP request's headers are not published; those that services have logged are assumed, and a connection for each check";
  const request = (path: string, host: string) => [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    "User-Agent: GoogleHC/1.0",
    "Connection: Keep-alive",
  ];
  const text = plan([
    {
      address: "google_compute_health_check.tcp",
      values: {
        check_interval_sec: 1,
        timeout_sec: 1,
        healthy_threshold: 4,
        unhealthy_threshold: 5,
        tcp_health_check: [{ port: 7000, request: "ARE YOU HEALTHY?", response: "I AM", proxy_header: "NONE" }],
        http_health_check: [],
      },
    },
    {
      address: "google_compute_region_health_check.web",
      values: {
        check_interval_sec: 5,
        timeout_sec: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 2,
        http_health_check: [{ port: 80, request_path: "/up", response: "OK", host: "", proxy_header: "PROXY_V1" }],
      },
    },
    { address: "google_compute_http_health_check.old", values: { request_path: "/", port: 80, host: "a.lan" } },
  ]);
  const found = read(text);
  const base = { ...common, nodes: 6, spread: "aligned" } as const;
  expect(found).toEqual({
    "google_compute_health_check.tcp": {
      ...base,
      name: tcp,
      style: "send-expect",
      connections: [
        {
          handshake: "full",
          steps: [
            { kind: "send", hex: hexOfText("ARE YOU HEALTHY?") },
            { kind: "expect", match: { kind: "literal", hex: hexOfText("I AM") } },
          ],
          ending: { kind: "drain-fin" },
          prove: { ended: "fin", sentMin: 16 },
        },
      ],
      intervalMs: 1_000,
      timeoutMs: 1_000,
      rise: 4,
      fall: 5,
      heldMs: 1_000,
      assumptions: gcp(tcp!),
    },
    "google_compute_region_health_check.web": {
      ...base,
      name: web!.replace("compute_", "compute_region_"),
      style: "send-expect",
      connections: [
        {
          ...asks(
            request("/up", `${HOST}:80`),
            "200",
            [{ kind: "expect", match: { kind: "contains", hex: hexOfText("OK") } }],
            [{ kind: "proxy", version: 1, command: "local" }],
          ),
          prove: { ended: "fin", sentMin: `${request("/up", `${HOST}:80`).join("\r\n")}\r\n\r\n`.length },
        },
      ],
      intervalMs: 5_000,
      timeoutMs: 5_000,
      rise: 2,
      fall: 2,
      heldMs: 5_000,
      assumptions: [
        ...gcp(web!.replace("compute_", "compute_region_")),
        `${web!.replace("compute_", "compute_region_")}: ${HTTP}`,
      ],
    },
    "google_compute_http_health_check.old": {
      ...base,
      name: old!.replace("compute_", "compute_http_"),
      style: "send-expect",
      connections: [asks(request("/", "a.lan"), "200")],
      intervalMs: 5_000,
      timeoutMs: 5_000,
      rise: 2,
      fall: 2,
      heldMs: 5_000,
      assumptions: [
        ...gcp(old!.replace("compute_", "compute_http_")),
        `${old!.replace("compute_", "compute_http_")}: ${HTTP}`,
      ],
    },
  });
});

test("an aws_elb is read from a state", () => {
  const state = {
    format_version: "1.0",
    terraform_version: "1.5.7",
    values: {
      root_module: {
        resources: [
          {
            address: "aws_elb.legacy",
            mode: "managed",
            type: "aws_elb",
            values: {
              health_check: [
                { healthy_threshold: 10, interval: 30, target: "TCP:25", timeout: 5, unhealthy_threshold: 2 },
              ],
              listener: [{ instance_port: 2525, lb_port: 25 }],
            },
          },
          { address: "data.aws_lb_target_group.other", mode: "data", type: "aws_lb_target_group", values: {} },
        ],
      },
    },
  };
  expect(read(JSON.stringify(state))).toEqual({
    "aws_elb.legacy": {
      ...common,
      name: "aws_elb-legacy",
      style: "fin",
      connections: [{ ...fin, port: 25 }],
      nodes: 2,
      spread: "random",
      intervalMs: 30_000,
      timeoutMs: 5_000,
      rise: 10,
      fall: 2,
      assumptions: [
        "aws_elb-legacy: 2 nodes: how many there are follows the zones and the load; NODES sets another number",
      ],
    },
  });
});

test("resources whose checks cannot be made or read are out of reach", () => {
  const text = plan([
    { address: "aws_lb_target_group.fn", values: { target_type: "lambda" } },
    { address: "aws_lb_target_group.off", values: { port: 1, protocol: "TCP", health_check: [{ enabled: false }] } },
    { address: "aws_lb_target_group.grpc", values: { port: 1, protocol: "HTTP", protocol_version: "GRPC" } },
    { address: "alicloud_slb_listener.dns", values: { protocol: "udp" } },
    { address: "google_compute_health_check.h2", values: { http2_health_check: [{ port: 443 }] } },
    { address: "digitalocean_loadbalancer.lb", values: { healthcheck: [{ port: 80 }] } },
    { address: "aws_vpc.main", values: { cidr_block: "10.0.0.0/16" } },
  ]);
  expect(terraform.read({ name: "plan.json", text })).toEqual({
    checks: [],
    unchecked: [],
    outOfReach: [
      ["aws_lb_target_group.fn", "a Lambda function is invoked, there is no connection"],
      ["aws_lb_target_group.off", "its health checks are switched off"],
      ["aws_lb_target_group.grpc", "GRPC checks speak HTTP/2, which is not emulated"],
      ["alicloud_slb_listener.dns", "a UDP check, and this is about TCP"],
      ["google_compute_health_check.h2", "a http2 check speaks HTTP/2 inside TLS, which is not emulated"],
      ["digitalocean_loadbalancer.lb", "the health checks of digitalocean_loadbalancer cannot be read"],
    ].map(([selector, why]) => ({ selector, place: "plan.json:1", why })),
  });
});

const SHOW = "`terraform show -json` prints what can be read, of a plan or of the state";
const probe = (values: object): string => plan([{ address: "azurerm_lb_probe.a", values }], 1);

test.each<[what: string, name: string, text: string, refusal: string]>([
  [
    "Terraform's own language",
    "main.tf",
    'resource "aws_lb_target_group" "app" {\n  port = 80\n}\n',
    `main.tf:1: this is Terraform's own language; ${SHOW}`,
  ],
  ["a plan in binary form", "tfplan", "PK\x03\x04\0\0", `tfplan:1: this is a binary plan; ${SHOW}`],
  [
    "the raw state",
    "terraform.tfstate",
    '{"version": 4, "terraform_version": "1.9.8", "resources": []}',
    `terraform.tfstate:1: this is the state file itself; ${SHOW}`,
  ],
  [
    "a port that is none",
    "plan.json",
    probe({ port: 70_000 }),
    'plan.json:15: planned_values.root_module.resources[0].values.port: expected a whole number from 1 to 65535, got "70000"',
  ],
  ["a probe without a port", "plan.json", probe({ name: "a" }), "plan.json:7: azurerm_lb_probe.a has no port"],
  [
    "an unknown protocol",
    "plan.json",
    probe({ port: 1, protocol: "Udp" }),
    'plan.json:16: planned_values.root_module.resources[0].values.protocol: expected one of Tcp, Http, Https, got "Udp"',
  ],
  [
    "only the half of its JSON",
    "plan.json",
    probe({}).slice(0, 200),
    "plan.json:10: not JSON: a string without its closing quote",
  ],
  [
    "a health check of no kind",
    "plan.json",
    plan([{ address: "google_compute_health_check.a", values: {} }]),
    "plan.json:1: google_compute_health_check.a needs one of tcp_health_check, ssl_health_check, http_health_check, https_health_check, http2_health_check, grpc_health_check, grpc_tls_health_check",
  ],
  [
    "a blank before an address",
    "plan.json",
    plan([{ address: " aws_elb.a", values: {} }]),
    'plan.json:1: planned_values.root_module.resources[0].address: expected one such as aws_lb_target_group.app, got " aws_elb.a"',
  ],
])("Terraform: a file with %s is refused with the line and the reason", (_, name, text, refusal) => {
  expect(terraform.recognises({ name, text })).toBe(true);
  expect(refusalOf(terraform, name, text)).toBe(`Refusal: ${refusal}`);
});

const sample = plan([
  {
    address: "aws_lb_target_group.a",
    values: {
      port: 1,
      protocol: "HTTP",
      health_check: [{ protocol: "HTTPS", path: "/x", matcher: "200", port: "2" }],
    },
    unknown: { health_check: [{ timeout: true }] },
  },
  { address: "aws_elb.a", values: { health_check: [{ target: "HTTP:1/x" }], listener: [{ instance_port: 1 }] } },
  {
    address: "alicloud_slb_listener.a",
    values: { protocol: "http", health_check_http_code: "http_2xx", backend_port: 1 },
  },
  { address: "alicloud_nlb_server_group.a", values: { health_check: [{ health_check_type: "HTTP" }] } },
  { address: "azurerm_lb_probe.a", values: { port: 1, protocol: "Https", request_path: "x" } },
  {
    address: "google_compute_health_check.a",
    values: { ssl_health_check: [{ port: 1, request: "a", response: "b" }] },
  },
  { address: "google_compute_health_check.b", values: { grpc_health_check: [{ port: 1, grpc_service_name: "a" }] } },
]);
takesAnything(terraform, [sample, 'resource "a" "b" {\n}\n'], [sample]);
