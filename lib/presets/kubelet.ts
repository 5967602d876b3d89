/** kubelet `tcpSocket` probe: connect and close with SO_LINGER{1,1}, which is still a FIN, from the pod's own node. */
import type { Preset } from "../checker";

export const kubelet: Preset = {
  name: "kubelet",
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
    "source, kubernetes/kubernetes: pkg/probe/tcp/tcp.go DoTCPProbe, pkg/probe/dialer_others.go ProbeDialer (SO_LINGER since 1.27)",
    "documentation: periodSeconds 10, timeoutSeconds 1, successThreshold 1, failureThreshold 3",
    "captured: SYN, SYN/ACK, ACK, FIN/ACK",
  ],
  assumptions: ["kubelet: one probe is assumed; NODES=2 stands for liveness and readiness side by side"],
};
