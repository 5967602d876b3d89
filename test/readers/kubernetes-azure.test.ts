/** What an Azure balancer asks a port: its own annotation, its appProtocol, the annotation for all ports, TCP; in that order. */
import { expect, test } from "vitest";
import { kubernetes } from "../../lib/readers/kubernetes/index";
import { textsOf } from "../support/printed-notes";

const PREFIX = "service.beta.kubernetes.io";

const service = (port: string, annotations: string) => `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    ${PREFIX}/azure-load-balancer-internal: "true"
${annotations}
spec:
  type: LoadBalancer
  ports: [ { port: 443${port} } ]
`;

const own = (protocol: string) => `    ${PREFIX}/port_443_health-probe_protocol: ${protocol}\n`;
const shared = (protocol: string) => `    ${PREFIX}/azure-load-balancer-health-probe-protocol: ${protocol}\n`;

const PORTS: [what: string, port: string, annotations: string, protocol: string][] = [
  ["a port without settings", "", "", "TCP"],
  ["a port by the annotation for all ports", "", shared("http"), "HTTP"],
  ["a port by its appProtocol", ", appProtocol: HTTPS", "", "HTTPS"],
  [
    "a port by its appProtocol, whatever the annotation for all ports says,",
    ", appProtocol: https",
    shared("http"),
    "HTTPS",
  ],
  ["a port by its own annotation, whatever its appProtocol says,", ", appProtocol: https", own("tcp"), "TCP"],
  ["a port whose appProtocol Azure has no probe for", ", appProtocol: kubernetes.io/h2c", shared("http"), "TCP"],
];

for (const [what, port, annotations, protocol] of PORTS) {
  test(`Azure: ${what} is probed over ${protocol}`, () => {
    const { checks } = kubernetes.read({ name: "web.yaml", text: service(port, annotations) });
    expect(checks.map(({ check }) => check.summary)).toEqual([`Azure Load Balancer, ${protocol} probe of service/web`]);
    expect(textsOf(checks[0]!.check.notes, "unsupported")).toEqual([]);
  });
}
