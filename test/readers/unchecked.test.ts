/** What a file names and nothing checks: whoever chooses it is told what is missing, and where. */
import { expect, test } from "vitest";
import { chooseChecks, readConfiguration } from "../../lib/readers/index";
import { refusalOf } from "../settings/resolve";

const KEEPALIVED = `virtual_server 10.0.0.1 25 {
  real_server 10.0.0.2 25 {
    weight 3
  }
  real_server 10.0.0.3 25
}
`;
const MANIFESTS = `apiVersion: v1
kind: Service
metadata: { name: plain }
spec: { ports: [ { port: 80 } ] }
---
apiVersion: v1
kind: Service
metadata: { name: gke, annotations: { networking.gke.io/load-balancer-type: Internal } }
spec: { type: LoadBalancer, ports: [ { port: 80 } ] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { spec: { containers: [ { name: logs, image: logs } ] } } }
`;
const ENVOY = `static_resources:
  clusters:
    - name: app
      type: STATIC
`;
const TRAEFIK = `tcp:
  services:
    db:
      loadBalancer: { servers: [ { address: "10.0.0.5:5432" } ] }
    both:
      weighted: { services: [ { name: db } ] }
`;
const CONSUL = `service {
  name = "web"
  port = 80
}
`;
const HAPROXY = `backend app
  server a 10.0.0.5:25
`;

const UNCHECKED: [file: string, text: string, selector: string, why: string][] = [
  ["haproxy.cfg", HAPROXY, "app", "server a of backend app has no `check` (haproxy.cfg:2)"],
  [
    "keepalived.conf",
    KEEPALIVED,
    "10.0.0.2:25",
    "real_server 10.0.0.2 25 of 10.0.0.1:25 has no checker (keepalived.conf:2)",
  ],
  [
    "keepalived.conf",
    KEEPALIVED,
    "10.0.0.3:25",
    "real_server 10.0.0.3 25 of 10.0.0.1:25 has no checker (keepalived.conf:5)",
  ],
  ["a.yaml", MANIFESTS, "plain", "service/plain has no load balancer that would check it (a.yaml:1)"],
  [
    "a.yaml",
    MANIFESTS,
    "service/gke",
    "service/gke says nothing of its balancer's health check that is known here: annotations of AWS, Azure and Alibaba are (a.yaml:6)",
  ],
  ["a.yaml", MANIFESTS, "logs", "container logs of deployment/web has no probes (a.yaml:14)"],
  ["envoy.yaml", ENVOY, "app", "cluster app has no health_checks (envoy.yaml:3)"],
  ["dynamic.yml", TRAEFIK, "tcp/db", "service db has no healthCheck (dynamic.yml:4)"],
  [
    "dynamic.yml",
    TRAEFIK,
    "both",
    "service both has no loadBalancer, and so no healthCheck of its own (dynamic.yml:6)",
  ],
  ["web.hcl", CONSUL, "web", "service web has no check (web.hcl:1)"],
];

for (const [file, text, selector, why] of UNCHECKED) {
  test(`file:${file}#${selector} is refused: ${why}`, () => {
    const choose = (hash: string) => () =>
      chooseChecks("CHECKER", `file:${file}${hash}`, readConfiguration(file, text));
    expect(refusalOf(choose(`#${selector}`))).toBe(
      `CHECKER: expected a health check that can be made, got "file:${file}#${selector}": ${why}`,
    );
    expect(refusalOf(choose(""))).toMatch(
      /^CHECKER: expected a health check that can be made, got "file:[a-z.]+": \S.* \([a-z.]+:\d+\)(?:; \d more (?:is|are) not checked either)?$/,
    );
  });
}
