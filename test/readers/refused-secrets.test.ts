/** A refusal ends in logs that many can read: it names file and line, and holds no password out of the file. */
import { describe, expect, test } from "vitest";
import { awsTargetGroups } from "../../lib/readers/aws-target-groups/index";
import { consul } from "../../lib/readers/consul/index";
import { envoy } from "../../lib/readers/envoy/index";
import { haproxy } from "../../lib/readers/haproxy/index";
import { keepalived } from "../../lib/readers/keepalived/index";
import { kubernetes } from "../../lib/readers/kubernetes/index";
import type { ConfigurationReader } from "../../lib/readers/reader-types";
import { terraform } from "../../lib/readers/terraform/index";
import { traefik } from "../../lib/readers/traefik/index";
import { Refusal } from "../../lib/text/refusal";

const SECRET = "Tr0ub4dor9x";
const NAME = "conf";

/** The refusal; null where the file was read. */
function refusalOf(reader: ConfigurationReader, text: string): string | null {
  try {
    reader.read({ name: NAME, text });
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.message;
  }
}

/** HAProxy's: a line that is wrong puts the checks that it speaks of out of reach. */
function haproxySays(text: string): string {
  const refused = refusalOf(haproxy, text);
  if (refused !== null) return refused;
  return haproxy
    .read({ name: NAME, text })
    .outOfReach.map(({ place, why }) => `${place}: ${why}`)
    .join("\n");
}

describe("HAProxy", () => {
  test.each([
    `tcp-check send AUTH ${SECRET}`,
    `tcp-check send-binary ${SECRET}`,
    `tcp-check send-lf AUTH ${SECRET}`,
    `tcp-check expect string +OK ${SECRET}`,
    `tcp-check expect ${SECRET}`,
    `tcp-check expect rstring (${SECRET}`,
    `tcp-check expect rstring [${SECRET}z-a]`,
    `tcp-check expect binary ${SECRET}`,
    `tcp-check expect rbinary (${SECRET}`,
    `tcp-check expect min-recv ${SECRET} string a`,
    `tcp-check expect error-status ${SECRET} string a`,
    `tcp-check connect ${SECRET}`,
    `tcp-check ${SECRET}`,
    `http-check send hdr Authorization Bearer ${SECRET}`,
    `http-check send meth GET ${SECRET}`,
    `http-check expect status ${SECRET}`,
    `http-check expect hdr name -m ${SECRET} x`,
    `http-check expect rstring (${SECRET}`,
    `http-check send-state ${SECRET}`,
    `http-check ${SECRET}`,
    `option httpchk GET / HTTP/1.1\\r\\n${SECRET}`,
    `option httpchk GET / HTTP/1.1 Authorization: ${SECRET}`,
    `option redis-check ${SECRET}`,
    `option mysql-check ${SECRET}`,
    `option mysql-check user root ${SECRET}`,
    `option mysql-check user root post-41 ${SECRET}`,
    `option pgsql-check user root ${SECRET}`,
    `option smtpchk EHLO a ${SECRET} b`,
  ])("refuses `%s` without the password, or reads it", (line) => {
    const text = `backend b\n mode http\n option httpchk\n ${line}\n server s 10.0.0.1:25 check\n`;
    expect(haproxySays(text)).not.toContain(SECRET);
  });

  test("refuses a word before the first section without the word", () => {
    expect(refusalOf(haproxy, `${SECRET}\nbackend b\n`)).toMatch(/^conf:1: the first word: .*, got 11 bytes$/);
  });

  test("shows a keyword that is nearly right", () => {
    expect(haproxySays("backend b\n tcp-check expect strng a\n")).toMatch(/, got "strng"$/);
  });
});

/** Values that a credential has made wrong, in YAML: a tag, a block, an escape, a URL, a second value behind a quoted one. */
const BROKEN = [
  `!${SECRET}`,
  `|${SECRET}`,
  `"\\y${SECRET}"`,
  `"a" ${SECRET}`,
  `*${SECRET}`,
  `@${SECRET}`,
  `[${SECRET}`,
];
/** Text of the wrong form wherever a number, a word, a path or a list is expected. */
const URLS = [`https://root:${SECRET}@host/x?token=${SECRET}`, `/health?token=${SECRET}`];

const TREES: readonly [name: string, reader: ConfigurationReader, file: object][] = [
  [
    "kubernetes",
    kubernetes,
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "p" },
      spec: {
        containers: [
          {
            name: "c",
            livenessProbe: {
              httpGet: { path: "/", port: 80, scheme: "HTTP", httpHeaders: [{ name: "A", value: "b" }] },
              periodSeconds: 1,
              failureThreshold: 3,
            },
          },
        ],
      },
    },
  ],
  [
    "consul",
    consul,
    {
      service: {
        name: "s",
        port: 80,
        check: { http: "http://h/x", method: "GET", header: { A: ["b"] }, interval: "1s", timeout: "1s" },
      },
    },
  ],
  [
    "envoy",
    envoy,
    {
      clusters: [
        {
          name: "c",
          health_checks: [
            {
              timeout: "1s",
              interval: "1s",
              unhealthy_threshold: 3,
              healthy_threshold: 2,
              http_health_check: {
                path: "/",
                host: "h",
                request_headers_to_add: [{ header: { key: "A", value: "b" } }],
              },
            },
          ],
        },
      ],
    },
  ],
  [
    "traefik",
    traefik,
    {
      http: {
        services: {
          s: {
            loadBalancer: {
              servers: [{ url: "http://10.0.0.1:80" }],
              healthCheck: { path: "/", interval: "1s", timeout: "1s", headers: { A: "b" } },
            },
          },
        },
      },
    },
  ],
  [
    "aws-target-groups",
    awsTargetGroups,
    {
      TargetGroups: [
        {
          TargetGroupName: "t",
          Protocol: "TCP",
          Port: 80,
          HealthCheckProtocol: "HTTP",
          HealthCheckPort: "traffic-port",
          HealthCheckPath: "/",
          HealthCheckIntervalSeconds: 10,
          HealthCheckTimeoutSeconds: 5,
          HealthyThresholdCount: 3,
          UnhealthyThresholdCount: 3,
          Matcher: { HttpCode: "200" },
        },
      ],
    },
  ],
  [
    "terraform",
    terraform,
    {
      format_version: "1.0",
      planned_values: {
        root_module: {
          resources: [
            {
              address: "aws_lb_target_group.a",
              type: "aws_lb_target_group",
              values: {
                name: "a",
                protocol: "TCP",
                port: 80,
                health_check: [{ protocol: "HTTP", path: "/", port: "80", interval: 10 }],
              },
            },
          ],
        },
      },
    },
  ],
];

describe.each(TREES)("%s", (_, reader, file) => {
  test("has no password in a refusal, whichever value is a URL or a path with one", () => {
    for (const text of URLS.flatMap((value) =>
      placesIn(file).map((place) => JSON.stringify(replacedAt(file, place, value))),
    )) {
      expect(refusalOf(reader, text) ?? "", text).not.toContain(SECRET);
    }
  });

  test("has no password in a refusal, whichever value breaks the syntax", () => {
    for (const place of placesIn(file)) {
      for (const broken of BROKEN) {
        const text = JSON.stringify(replacedAt(file, place, "BROKEN"), null, 1).replace('"BROKEN"', broken);
        expect(refusalOf(reader, text) ?? "", text).not.toContain(SECRET);
      }
    }
  });
});

describe("keepalived", () => {
  test.each([
    `virtual_server 10.0.0.1 80 {\n real_server 10.0.0.2 80 {\n  HTTP_GET {\n   url { path /x?${SECRET}\n regex (${SECRET}\n }\n }\n }\n}`,
    `vrrp_instance v {\n authentication ${SECRET} {\n`,
    `vrrp_instance v {\n authentication {\n auth_pass "${SECRET}\n }\n}`,
  ])("refuses a file without the password in it: %j", (text) => {
    const refusal = refusalOf(keepalived, text);
    expect(refusal).not.toBeNull();
    expect(refusal).not.toContain(SECRET);
  });
});

test.each([`a: |${SECRET}`, `a: >${SECRET}`, `a: !<${SECRET}> b`, `a: !!${SECRET} b`, `%YAML ${SECRET}\n---\na: b`])(
  "refuses YAML without the word that it stumbles over: %j",
  (text) => {
    const refusal = refusalOf(kubernetes, text);
    expect(refusal).toMatch(/^conf:1: not YAML: \S/);
    expect(refusal).not.toContain(SECRET);
  },
);

test("a HCL file that ends within a text is refused without it", () => {
  const text = `service {\n name = "a"\n check { http = "http://h/?t=${SECRET}\n }\n}\n`;
  const refusal = refusalOf(consul, text);
  expect(refusal).not.toBeNull();
  expect(refusal).not.toContain(SECRET);
});

type Path = readonly string[];

/** All values that are no map and no list. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, below]) => placesIn(below, [...path, key]));
}

function replacedAt(value: unknown, [key, ...below]: Path, by: string): unknown {
  if (key === undefined) return by;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = replacedAt(copy[key], below, by);
  return copy;
}
