/** kubelet `httpGet` probe: a fresh connection for each request. */
import type { Preset } from "../../model/checker";
import { authority } from "../../wire/authority";
import { connection } from "../../wire/connection";
import { httpAnswer } from "../../wire/http-answer";
import { kubernetesHttpGet } from "../../wire/kubernetes-http-get";
import { assumed } from "./assumed";
import { kubelet, KUBELET_PROBE } from "./kubelet";

const VERSION = "1.34";

export const kubeletHttp: Preset = {
  ...kubelet,
  name: "kubelet-http",
  summary: "Kubernetes httpGet probe",
  style: "send-expect",
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
        ...httpAnswer("[23][0-9][0-9]"),
      ],
      { kind: "drain-fin" },
    ),
  ],
  evidence: [
    {
      from: "source",
      text: "kubernetes/kubernetes: pkg/probe/http: keep-alive is off (PR 15733), a status from 200 to 399 is good; Host has the port (net.JoinHostPort)",
      url: "https://github.com/kubernetes/kubernetes/pull/15733",
    },
    ...kubelet.evidence.slice(1, 2),
    { from: "capture", text: "GET with User-Agent kube-probe/x.y, Accept: */*, Connection: close" },
  ],
  assumptions: assumed("kubelet-http", KUBELET_PROBE, `the path is /healthz and the version ${VERSION}`),
};
