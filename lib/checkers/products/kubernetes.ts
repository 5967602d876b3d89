/**
 * Kubernetes' probes, `tcpSocket` and `httpGet`: the kubelet makes them from the pod's own node, or Istio's agent from
 * inside the pod.
 */
import type { Claim } from "../../model/assumptions";
import type { Provenance, Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpAnswer } from "../../wire/http-answer";
import { kubernetesHttpGet } from "../../wire/kubernetes-http-get";
import { assumed } from "./assumed";

/** The probe's defaults, for every handler and every maker of probes. */
const CADENCE = {
  intervalMs: 10_000,
  timeoutMs: 1_000,
  rise: 1,
  fall: 3,
  spread: "random",
  cadence: "ticker",
} as const;

const CADENCE_SOURCE: Provenance = {
  from: "documentation",
  text: "periodSeconds (interval 10 s, by a ticker of Go), timeoutSeconds (timeout 1 s), successThreshold (rise 1), failureThreshold (fall 3)",
  url: "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
};

const SINGLE_PROBE: Claim = {
  about: "nodes",
  text: "1 node: a single probe is assumed; NODES=2 stands for liveness and readiness side by side",
};

/** `tcpSocket`: connect and close with SO_LINGER{1,1}, which is still a FIN. */
const kubelet: Preset = {
  name: "kubelet",
  product: "Kubernetes",
  summary: "Kubernetes tcpSocket probe",
  style: "fin",
  options: { lingerSeconds: 1 },
  ...CADENCE,
  nodes: 1,
  provenance: [
    {
      from: "source",
      text: "kubernetes/kubernetes: pkg/probe/tcp/tcp.go DoTCPProbe, pkg/probe/dialer_others.go ProbeDialer (SO_LINGER since 1.27)",
      url: "https://github.com/kubernetes/kubernetes/pull/115143",
    },
    CADENCE_SOURCE,
    { from: "capture", text: "SYN, SYN/ACK, ACK, FIN/ACK; its close waits for the ACK of its FIN, one round trip" },
  ],
  assumptions: assumed("kubelet", SINGLE_PROBE),
};

/** `tcpSocket` before Kubernetes 1.27: a plain close, whose port stays in TIME-WAIT. */
const kubeletPre127: Preset = {
  name: "kubelet-pre-1-27",
  product: "Kubernetes",
  summary: "Kubernetes tcpSocket probe before 1.27",
  style: "fin",
  options: {},
  ...CADENCE,
  nodes: 1,
  provenance: [
    {
      from: "source",
      text: "kubernetes/kubernetes: pkg/probe/tcp/tcp.go before PR 115143: a plain close",
      url: "https://github.com/kubernetes/kubernetes/pull/115143",
    },
    CADENCE_SOURCE,
  ],
  assumptions: assumed("kubelet-pre-1-27", SINGLE_PROBE),
};

const VERSION = "1.34";

/** The most that a probe reads of a body (pkg/probe/http/http.go, maxRespBodyLength). What is left makes its close an RST. */
export const KUBELET_BODY = 10 * 1024;

/** `httpGet`: a fresh connection for each request. */
const kubeletHttp: Preset = {
  name: "kubelet-http",
  product: "Kubernetes",
  summary: "Kubernetes httpGet probe",
  style: "send-expect",
  options: { lingerSeconds: 1 },
  connections: ({ host, port }) => [
    connection(
      "full",
      [
        kubernetesHttpGet({
          path: "/healthz",
          host: authority(host, port),
          userAgent: `kube-probe/${VERSION}`,
          headers: [],
        }),
        ...httpAnswer("[23][0-9][0-9]", KUBELET_BODY),
      ],
      { kind: "fin" },
    ),
  ],
  ...CADENCE,
  nodes: 1,
  provenance: [
    {
      from: "source",
      text: "kubernetes/kubernetes: pkg/probe/http: keep-alive is off (PR 15733), a status from 200 to 399 is good; Host has the port (net.JoinHostPort)",
      url: "https://github.com/kubernetes/kubernetes/pull/15733",
    },
    CADENCE_SOURCE,
    {
      from: "capture",
      text: "GET with User-Agent kube-probe/x.y, Accept: */*, Connection: close; it leaves once the body's length is read, or with the first whole line that is no HTTP; no request to a service that speaks first",
    },
  ],
  assumptions: assumed("kubelet-http", SINGLE_PROBE, `the path is /healthz and the version ${VERSION}`),
};

/**
 * Istio's rewritten `tcpSocket` probe: pilot-agent connects from inside the pod, from 127.0.0.6, with the kubelet's own
 * dialer.
 */
const istio: Preset = {
  name: "istio",
  product: "Istio",
  summary: "Istio, rewritten tcpSocket probe",
  style: "fin",
  options: { lingerSeconds: 1 },
  ...CADENCE,
  nodes: 1,
  provenance: [
    {
      from: "source",
      text: "istio/istio: pilot/cmd/pilot-agent/status/server.go handleAppProbeTCPSocket: from 127.0.0.6 or ::6 with the kubelet's dialer",
      url: "https://github.com/istio/istio/blob/master/pilot/cmd/pilot-agent/status/server.go",
    },
    CADENCE_SOURCE,
  ],
  assumptions: assumed(
    "istio",
    SINGLE_PROBE,
    "the address is the system's choice; SOURCES=127.0.0.6 sets Istio's, on the pod's own host",
  ),
};

export const kubernetesPresets = [kubelet, kubeletPre127, kubeletHttp, istio];
