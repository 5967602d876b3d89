/** Istio's rewritten tcpSocket probe: pilot-agent connects from inside the pod, from 127.0.0.6, with the kubelet's own dialer. */
import type { Preset } from "../../model/checker";
import { assumed } from "./assumed";
import { kubelet, KUBELET_PROBE } from "./kubelet";

export const istio: Preset = {
  ...kubelet,
  name: "istio",
  product: "Istio",
  summary: "Istio, rewritten tcpSocket probe",
  evidence: [
    {
      from: "source",
      text: "istio/istio: pilot/cmd/pilot-agent/status/server.go handleAppProbeTCPSocket: from 127.0.0.6 or ::6 with the kubelet's dialer",
      url: "https://github.com/istio/istio/blob/master/pilot/cmd/pilot-agent/status/server.go",
    },
    ...kubelet.evidence.slice(1, 2),
  ],
  assumptions: assumed(
    "istio",
    KUBELET_PROBE,
    "the address is the system's choice; SOURCES=127.0.0.6 sets Istio's, on the pod's own host",
  ),
};
