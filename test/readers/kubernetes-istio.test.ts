/** Probes that Istio's agent makes in the kubelet's stead, from inside of the pod. */
import { expect, test } from "vitest";
import { kubernetes } from "../../lib/readers/kubernetes/index";
import { textsOf } from "../support/printed-notes";

const deployment = (annotations: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels: { app: web }
${annotations}
    spec:
      containers:
        - name: app
          livenessProbe: { tcpSocket: { port: 80 } }
          readinessProbe: { httpGet: { port: 80 } }
`;

const notes = (annotations: string) =>
  kubernetes
    .read({ name: "web.yaml", text: deployment(annotations) })
    .checks.map(({ check }) => textsOf(check.notes, "unsupported"));

test("each probe of a pod whose probes Istio makes has a note on that", () => {
  const line =
    "web.yaml:10: `sidecar.istio.io/rewriteAppHTTPProbers` is not emulated: Istio's agent makes the probe from inside of the pod (CHECKER=istio)";
  expect(notes('      annotations: \n        sidecar.istio.io/rewriteAppHTTPProbers: "true"')).toEqual([
    [line],
    [line],
  ]);
});

test("a pod without the annotation, or with it turned off, has no note on Istio", () => {
  expect(notes('      annotations: { sidecar.istio.io/rewriteAppHTTPProbers: "false" }')).toEqual([[], []]);
  expect(notes("")).toEqual([[], []]);
});
