/** kubelet `tcpSocket` probe: connect and close with SO_LINGER{1,1}, which is still a FIN, from the pod's own node. */
import type { Claim } from "../../model/assumptions";
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";

const KUBELET_DEFAULTS =
  "periodSeconds (interval 10 s), timeoutSeconds (timeout 1 s), successThreshold (rise 1), failureThreshold (fall 3)";
export const KUBELET_PROBE: Claim = {
  about: "nodes",
  text: "1 node: a single probe is assumed; NODES=2 stands for liveness and readiness side by side",
};
const PROBES = "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/";

export const kubelet: Preset = {
  name: "kubelet",
  product: "Kubernetes",
  summary: "Kubernetes tcpSocket probe",
  style: "fin",
  options: { lingerSeconds: 1 },
  intervalMs: 10_000,
  timeoutMs: 1_000,
  rise: 1,
  fall: 3,
  nodes: 1,
  spread: "random",
  evidence: [
    {
      from: "source",
      text: "kubernetes/kubernetes: pkg/probe/tcp/tcp.go DoTCPProbe, pkg/probe/dialer_others.go ProbeDialer (SO_LINGER since 1.27)",
      url: "https://github.com/kubernetes/kubernetes/pull/115143",
    },
    { from: "documentation", text: KUBELET_DEFAULTS, url: PROBES },
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK; its close waits for the ACK of its FIN, one round trip" },
  ],
  assumptions: assumed("kubelet", KUBELET_PROBE),
};
