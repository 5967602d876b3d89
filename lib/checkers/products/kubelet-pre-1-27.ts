/** kubelet `tcpSocket` probe before Kubernetes 1.27: a plain close, whose port stays in TIME-WAIT. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { kubelet, KUBELET_PROBE } from "./kubelet";

export const kubeletPre127: Preset = {
  ...kubelet,
  name: "kubelet-pre-1-27",
  summary: "Kubernetes tcpSocket probe before 1.27",
  options: {},
  evidence: [
    {
      from: "source",
      text: "kubernetes/kubernetes: pkg/probe/tcp/tcp.go before PR 115143: a plain close",
      url: "https://github.com/kubernetes/kubernetes/pull/115143",
    },
    ...kubelet.evidence.slice(1, 2),
  ],
  assumptions: assumed("kubelet-pre-1-27", KUBELET_PROBE),
};
