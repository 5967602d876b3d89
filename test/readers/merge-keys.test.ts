/** `<<` takes in other maps where the product's own reader does: Kubernetes and Traefik do, Envoy does not. */
import { expect, test } from "vitest";
import { envoy } from "../../lib/readers/envoy/index";
import { kubernetes } from "../../lib/readers/kubernetes/index";
import { traefik } from "../../lib/readers/traefik/index";
import { checkersOf, refusalOf } from "./read";

const pod = (probe: string) => `apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    timing: &timing { periodSeconds: 3, failureThreshold: 9 }
    slow: &slow { periodSeconds: 30, timeoutSeconds: 7 }
    handler: &handler { tcpSocket: { port: 25 } }
spec: { containers: [ { name: app, livenessProbe: ${probe} } ] }
`;

test.each<[probe: string, intervalMs: number, timeoutMs: number, fall: number]>([
  ["{ <<: *timing, tcpSocket: { port: 25 } }", 3_000, 1_000, 9],
  ["{ <<: *handler, periodSeconds: 4 }", 4_000, 1_000, 3],
  ["{ periodSeconds: 4, <<: *timing, tcpSocket: { port: 25 } }", 4_000, 1_000, 9],
  ["{ <<: [ *handler, *timing, *slow ] }", 3_000, 7_000, 9],
  ["{ <<: { <<: *slow, periodSeconds: 2 }, tcpSocket: { port: 25 } }", 2_000, 7_000, 3],
])("Kubernetes: the probe %s has what YAML's merge key brings", (probe, intervalMs, timeoutMs, fall) => {
  const { "pod/web/app/liveness": checker } = checkersOf(kubernetes, "pod.yaml", pod(probe));
  expect(checker).toMatchObject({ intervalMs, timeoutMs, fall, unsupported: [] });
});

test.each([
  ["{ <<: 3, tcpSocket: { port: 25 } }", "pod.yaml:9: not YAML: << in line 9 names neither a map nor a list of maps"],
  ["{ '<<': *timing }", /^pod\.yaml:9: .*exactly one of .*, got .*: none is given$/],
])("Kubernetes: the probe %s is refused with the line and the reason", (probe, line) => {
  expect(refusalOf(kubernetes, "pod.yaml", pod(probe)).replace("Refusal: ", "")).toMatch(line);
});

test("Traefik's merge keys are honoured", () => {
  const text =
    "tcp:\n  services:\n    mail:\n      loadBalancer:\n        healthCheck: { <<: &t { interval: 7s }, timeout: 2s }\n" +
    '        servers: [ { address: "10.0.0.1:25" } ]\n';
  expect(checkersOf(traefik, "t.yaml", text)["tcp/mail"]).toMatchObject({ intervalMs: 7_000, timeoutMs: 2_000 });
});

test("Envoy takes a merge key for a field of its own, as its own YAML does", () => {
  const text =
    "static_resources:\n  clusters:\n    - name: a\n      health_checks:\n        - { <<: { interval: 5s }, timeout: 1s, healthy_threshold: 1, unhealthy_threshold: 1, tcp_health_check: {} }\n";
  expect(refusalOf(envoy, "envoy.yaml", text)).toMatch(/a health check with interval, which Envoy requires/);
});
