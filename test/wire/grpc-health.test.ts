/** The frames of a gRPC health check, whoever makes it: the kubelet, a balancer, a client. */
import { expect, test } from "vitest";
import { hexOfText } from "../../lib/wire/bytes";
import { grpcHealth } from "../../lib/wire/grpc-health";
import { grpc } from "../../lib/clients/grpc";
import { envoy } from "../../lib/readers/envoy/index";
import { terraform } from "../../lib/readers/terraform/index";
import { consul } from "../../lib/readers/consul/index";
import type { Step } from "../../lib/model/extension";

/** The header block of the call, from the frame behind SETTINGS and its acknowledgement. */
function headersOf(steps: readonly Step[]): string {
  const sent = steps.flatMap((step) => (step.kind === "send" ? [step.hex] : []));
  return sent.find((hex) => hex.slice(6, 8) === "01")!.slice(18);
}

const METHOD_POST = "83";
const SCHEME = { http: "86", https: "87" };
const begins = (scheme: keyof typeof SCHEME) => new RegExp(`^${METHOD_POST}${SCHEME[scheme]}`);

const call = { authority: "app.lan:9000", userAgent: "x" };

test(":scheme of a gRPC health check says whether it is inside TLS", () => {
  expect(headersOf(grpcHealth(call))).toMatch(begins("http"));
  expect(headersOf(grpcHealth({ ...call, secure: true }))).toMatch(begins("https"));
});

test("the gRPC client says in :scheme whether it is inside TLS, and names the host without a port", () => {
  const client = (tls: "insecure" | null) =>
    headersOf(grpc.steps({ host: "::1", tls } as unknown as Parameters<typeof grpc.steps>[0]));
  expect(client(null)).toMatch(begins("http"));
  expect(client("insecure")).toMatch(begins("https"));
  expect(client(null)).toContain(hexOfText("[::1]"));
});

const ENVOY = (tls: string) => `clusters:
  - name: app
    load_assignment:
      endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: 10.0.0.5, port_value: 9000 } } } } ] } ]
    health_checks: [ { timeout: 1s, interval: 5s, unhealthy_threshold: 2, healthy_threshold: 1, grpc_health_check: {} } ]
${tls}`;
const TLS = `    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext }
`;
const CONSUL = (tls: boolean) =>
  JSON.stringify({ service: { name: "a", check: { grpc: "10.0.0.5:9000", grpc_use_tls: tls, interval: "5s" } } });

const GOOGLE = (kind: string) =>
  JSON.stringify({
    planned_values: {
      root_module: {
        resources: [
          {
            address: "google_compute_health_check.a",
            type: "google_compute_health_check",
            values: { [kind]: [{ port: 1 }] },
          },
        ],
      },
    },
  });

test("gRPC checks read from configurations say in :scheme whether they are inside TLS", () => {
  const first = (importer: typeof envoy, name: string, text: string) => {
    const [one] = importer.read({ name, text }).checks;
    return headersOf(
      one!.check.connections!({ host: "10.0.0.5", intervalMs: 5_000, timeoutMs: 1_000 }).flatMap(({ steps }) => steps),
    );
  };
  expect(first(envoy, "envoy.yaml", ENVOY(""))).toMatch(begins("http"));
  expect(first(envoy, "envoy.yaml", ENVOY(TLS))).toMatch(begins("https"));
  expect(first(consul, "a.json", CONSUL(false))).toMatch(begins("http"));
  expect(first(consul, "a.json", CONSUL(true))).toMatch(begins("https"));
  expect(first(terraform, "plan.json", GOOGLE("grpc_health_check"))).toMatch(begins("http"));
  expect(first(terraform, "plan.json", GOOGLE("grpc_tls_health_check"))).toMatch(begins("https"));
});
