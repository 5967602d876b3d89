/** Kubernetes manifests as people write them, and the checkers that they become. */
import { expect, test } from "vitest";
import type { Checker } from "../../lib/model/checker";
import { httpAnswer } from "../../lib/wire/http-answer";
import { httpStatus as status } from "../../lib/wire/http-status";
import { kubernetes } from "../../lib/readers/kubernetes/index";
import { asJson, becomes, goSays, grpcCheck, isRefused, says, takesAnything, type Case } from "../support/reader";

const FILE = "/srv/deploy/app.yaml";

const common = {
  preset: null,
  vocabulary: null,
  delayMs: 0,
  sources: [] as string[],
  nodes: 1,
  spread: "random",
  cadence: "ticker",
  holdsUntil: null,
  heldMs: 0,
} satisfies Partial<Checker>;

const byBalancer = { ...common, cadence: "fixed-rate" } satisfies Partial<Checker>;

/** A job whose probe sends nothing, and a gRPC probe. */
const SEVERAL = `---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
            - name: job
              image: job
              livenessProbe:
                exec: { command: [cat, /run/alive] }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: store }
spec:
  serviceName: store
  template:
    spec:
      containers:
        - name: db
          image: db
          livenessProbe:
            grpc: { port: 2379, service: db.Store }
            terminationGracePeriodSeconds: 5`;

const cases: Case[] = [
  {
    title: "a Deployment with liveness, readiness and startup probes becomes a checker for each",
    text: `# the shop's front end
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
  labels: { app: shop }
spec:
  replicas: 3
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec:
      containers:
        - name: app
          image: registry.example/shop:1.2
          ports:
            - { name: http, containerPort: 8080 }
          livenessProbe:
            tcpSocket: { port: http }
            initialDelaySeconds: 15
            periodSeconds: 20
          readinessProbe:
            httpGet:
              path: /ready
              port: http
              httpHeaders:
                - { name: X-Probe, value: "1" }
            periodSeconds: 5
            timeoutSeconds: 2
            successThreshold: 2
            failureThreshold: 4
          startupProbe:
            tcpSocket: { port: 8080 }
            failureThreshold: 30
`,
    checkers: {
      "deployment/shop/app/liveness": {
        ...common,
        name: "deployment-shop-app-liveness",
        style: "fin",
        connections: [
          { handshake: "full", steps: [], ending: { kind: "fin", lingerSeconds: 1 }, prove: { ended: "fin" } },
        ],
        intervalMs: 20000,
        timeoutMs: 1000,
        rise: 1,
        fall: 3,
        initially: "up",
        assumptions: [
          "deployment-shop-app-liveness: the kubelet begins once the startup probe has succeeded; here it is taken to have",
          "deployment-shop-app-liveness: the kubelet restarts the container when it fails; here nothing is restarted",
        ],
        unsupported: [
          "/srv/deploy/app.yaml:20: `initialDelaySeconds: 15` is not emulated: the service is taken to have started",
        ],
      },
      "deployment/shop/app/readiness": {
        ...common,
        name: "deployment-shop-app-readiness",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              goSays(
                "GET /ready HTTP/1.1\r\nHost: 10.0.0.5:8080\r\nUser-Agent: kube-probe/1.34\r\nAccept: */*\r\nX-Probe: 1\r\nConnection: close\r\n\r\n",
              ),
              ...httpAnswer("[23][0-9][0-9]", 10_240),
            ],
            ending: { kind: "fin" },
            prove: { sentMin: 117 },
          },
        ],
        intervalMs: 5000,
        timeoutMs: 2000,
        rise: 2,
        fall: 4,
        initially: "down",
        heldMs: 2000,
        assumptions: [
          "deployment-shop-app-readiness: redirects to the same host count as a success; the kubelet follows them",
          "deployment-shop-app-readiness: a kubelet of Kubernetes 1.34 is assumed (User-Agent: kube-probe/1.34)",
          "deployment-shop-app-readiness: the kubelet begins once the startup probe has succeeded; here it is taken to have",
        ],
        unsupported: [],
      },
      "deployment/shop/app/startup": {
        ...common,
        name: "deployment-shop-app-startup",
        style: "fin",
        connections: [
          { handshake: "full", steps: [], ending: { kind: "fin", lingerSeconds: 1 }, prove: { ended: "fin" } },
        ],
        intervalMs: 10000,
        timeoutMs: 1000,
        rise: 1,
        fall: 30,
        initially: "down",
        assumptions: [
          "deployment-shop-app-startup: the kubelet ends it with its first success; here it goes on",
          "deployment-shop-app-startup: the kubelet restarts the container when it fails; here nothing is restarted",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "the probe of a Pod without settings has the kubelet's defaults, and so has that of a sidecar",
    text: `apiVersion: v1
kind: Pod
metadata:
  name: mail
spec:
  initContainers:
  - name: proxy
    restartPolicy: Always
    image: proxy
    readinessProbe:
      httpGet: {path: healthz, port: 15021, scheme: HTTPS, host: mesh.local}
  - name: setup
    image: busybox
  containers:
  - name: smtp
    image: smtp
    readinessProbe:
      tcpSocket:
        port: 25
`,
    checkers: {
      "pod/mail/smtp/readiness": {
        ...common,
        name: "pod-mail-smtp-readiness",
        style: "fin",
        connections: [
          { handshake: "full", steps: [], ending: { kind: "fin", lingerSeconds: 1 }, prove: { ended: "fin" } },
        ],
        intervalMs: 10000,
        timeoutMs: 1000,
        rise: 1,
        fall: 3,
        initially: "down",
        assumptions: [],
        unsupported: [],
      },
      "pod/mail/proxy/readiness": {
        ...common,
        name: "pod-mail-proxy-readiness",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              { kind: "tls", verify: false, alpn: ["http/1.1"], serverName: "mesh.local" },
              goSays(
                "GET /healthz HTTP/1.1\r\nHost: mesh.local:15021\r\nUser-Agent: kube-probe/1.34\r\nAccept: */*\r\nConnection: close\r\n\r\n",
              ),
              ...httpAnswer("[23][0-9][0-9]", 10_240),
            ],
            ending: { kind: "fin" },
            prove: {},
          },
        ],
        intervalMs: 10000,
        timeoutMs: 1000,
        rise: 1,
        fall: 3,
        initially: "down",
        heldMs: 1000,
        assumptions: [
          "pod-mail-proxy-readiness: the kubelet probes mesh.local; here TARGET is probed",
          "pod-mail-proxy-readiness: redirects to the same host count as a success; the kubelet follows them",
          "pod-mail-proxy-readiness: the kubelet speaks HTTP/2 with a service that has it; here it is HTTP/1.1",
          "pod-mail-proxy-readiness: a kubelet of Kubernetes 1.34 is assumed (User-Agent: kube-probe/1.34)",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "several documents are read: a gRPC probe of a StatefulSet becomes a checker, an exec probe none",
    text: `${SEVERAL}
---
`,
    checkers: {
      "statefulset/store/db/liveness": {
        ...common,
        name: "statefulset-store-db-liveness",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: grpcCheck({
              headers:
                "00009f010400000001838600053a706174681c2f677270632e6865616c74682e76312e4865616c74682f436865636b000a3a617574686f726974790d31302e302e302e353a32333739000c636f6e74656e742d74797065106170706c69636174696f6e2f67727063000a757365722d6167656e740f6b7562652d70726f62652f312e33340002746508747261696c657273000c677270632d74696d656f7574083130303030303075",
              request: "00000f000100000001000000000a0a0864622e53746f7265",
            }),
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 33 },
          },
        ],
        intervalMs: 10000,
        timeoutMs: 1000,
        rise: 1,
        fall: 3,
        initially: "up",
        heldMs: 1000,
        assumptions: [
          "statefulset-store-db-liveness: the frames are those of grpc-go, but header fields are not Huffman-coded and no PING is sent or answered",
          "statefulset-store-db-liveness: a kubelet of Kubernetes 1.34 is assumed (User-Agent: kube-probe/1.34)",
          "statefulset-store-db-liveness: the kubelet restarts the container when it fails; here nothing is restarted",
        ],
        unsupported: ["/srv/deploy/app.yaml:30: `terminationGracePeriodSeconds` is not emulated"],
      },
    },
  },
  {
    title: "a List in JSON, as kubectl prints it, tells namesakes in two namespaces apart",
    text: `{
  "apiVersion": "v1",
  "kind": "List",
  "items": [
    {
      "apiVersion": "apps/v1",
      "kind": "DaemonSet",
      "metadata": {
        "name": "agent",
        "namespace": "blue"
      },
      "spec": {
        "template": {
          "spec": {
            "containers": [
              {
                "name": "agent",
                "livenessProbe": {
                  "failureThreshold": 3,
                  "periodSeconds": 10,
                  "successThreshold": 1,
                  "tcpSocket": {
                    "port": 4000
                  },
                  "timeoutSeconds": 1
                }
              }
            ]
          }
        }
      }
    },
    {
      "apiVersion": "apps/v1",
      "kind": "DaemonSet",
      "metadata": {
        "name": "agent",
        "namespace": "green"
      },
      "spec": {
        "template": {
          "spec": {
            "containers": [
              {
                "name": "agent",
                "livenessProbe": {
                  "failureThreshold": 3,
                  "periodSeconds": 10,
                  "successThreshold": 1,
                  "tcpSocket": {
                    "port": 4000
                  },
                  "timeoutSeconds": 3
                }
              }
            ]
          }
        }
      }
    }
  ]
}`,
    checkers: {
      "blue/daemonset/agent/agent/liveness": {
        ...common,
        name: "blue-daemonset-agent-agent-liveness",
        style: "fin",
        connections: [
          { handshake: "full", steps: [], ending: { kind: "fin", lingerSeconds: 1 }, prove: { ended: "fin" } },
        ],
        intervalMs: 10000,
        timeoutMs: 1000,
        rise: 1,
        fall: 3,
        initially: "up",
        assumptions: [
          "blue-daemonset-agent-agent-liveness: the kubelet restarts the container when it fails; here nothing is restarted",
        ],
        unsupported: [],
      },
      "green/daemonset/agent/agent/liveness": {
        ...common,
        name: "green-daemonset-agent-agent-liveness",
        style: "fin",
        connections: [
          { handshake: "full", steps: [], ending: { kind: "fin", lingerSeconds: 1 }, prove: { ended: "fin" } },
        ],
        intervalMs: 10000,
        timeoutMs: 3000,
        rise: 1,
        fall: 3,
        initially: "up",
        assumptions: [
          "green-daemonset-agent-agent-liveness: the kubelet restarts the container when it fails; here nothing is restarted",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a probe of kubeadm's static pod goes to the host that it names",
    text: `apiVersion: v1
kind: Pod
metadata:
  name: kube-apiserver
  namespace: kube-system
spec:
  hostNetwork: true
  containers:
  - command: [kube-apiserver]
    name: kube-apiserver
    livenessProbe:
      failureThreshold: 8
      httpGet:
        host: 192.168.1.10
        path: /livez
        port: 6443
        scheme: HTTPS
      initialDelaySeconds: 10
      periodSeconds: 10
      timeoutSeconds: 15
`,
    checkers: {
      "pod/kube-apiserver/kube-apiserver/liveness": {
        ...common,
        name: "pod-kube-apiserver-kube-apiserver-liveness",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              { kind: "tls", verify: false, alpn: ["http/1.1"] },
              goSays(
                "GET /livez HTTP/1.1\r\nHost: 192.168.1.10:6443\r\nUser-Agent: kube-probe/1.34\r\nAccept: */*\r\nConnection: close\r\n\r\n",
              ),
              ...httpAnswer("[23][0-9][0-9]", 10_240),
            ],
            ending: { kind: "fin" },
            prove: {},
          },
        ],
        intervalMs: 10000,
        timeoutMs: 15000,
        rise: 1,
        fall: 8,
        initially: "up",
        heldMs: 15000,
        assumptions: [
          "pod-kube-apiserver-kube-apiserver-liveness: the kubelet probes 192.168.1.10; here TARGET is probed",
          "pod-kube-apiserver-kube-apiserver-liveness: redirects to the same host count as a success; the kubelet follows them",
          "pod-kube-apiserver-kube-apiserver-liveness: the kubelet speaks HTTP/2 with a service that has it; here it is HTTP/1.1",
          "pod-kube-apiserver-kube-apiserver-liveness: a kubelet of Kubernetes 1.34 is assumed (User-Agent: kube-probe/1.34)",
          "pod-kube-apiserver-kube-apiserver-liveness: the kubelet restarts the container when it fails; here nothing is restarted",
        ],
        unsupported: [
          "/srv/deploy/app.yaml:18: `initialDelaySeconds: 10` is not emulated: the service is taken to have started",
        ],
      },
    },
  },
  {
    title: "a Service with annotations of an AWS Classic Load Balancer becomes that balancer's check",
    text: `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-healthcheck-interval: "20"
    service.beta.kubernetes.io/aws-load-balancer-healthcheck-unhealthy-threshold: "3"
spec:
  type: LoadBalancer
  ports: [{ port: 80, targetPort: 8080 }]
`,
    checkers: {
      "service/web": {
        ...byBalancer,
        name: "service-web",
        style: "fin",
        connections: [{ handshake: "full", steps: [], ending: { kind: "fin" }, prove: { ended: "fin" } }],
        nodes: 2,
        intervalMs: 20000,
        timeoutMs: 5000,
        rise: 2,
        fall: 3,
        initially: "up",
        assumptions: [
          "service-web: 2 nodes: how many there are follows the zones and the load; NODES sets another number",
          "service-web: what the annotations leave out has the defaults of cloud-provider-aws: interval 10 s, timeout 5 s, rise 2, fall 6",
          "service-web: the balancer's checks go to a port of each node and on to any pod; here TARGET is checked",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a Service of an AWS NLB with an HTTP check becomes that balancer's request",
    text: `apiVersion: v1
kind: Service
metadata:
  name: api
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-type: external
    service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip
    service.beta.kubernetes.io/aws-load-balancer-healthcheck-protocol: http
    service.beta.kubernetes.io/aws-load-balancer-healthcheck-path: /health
    service.beta.kubernetes.io/aws-load-balancer-healthcheck-port: "8081"
    service.beta.kubernetes.io/aws-load-balancer-healthcheck-healthy-threshold: "2"
    service.beta.kubernetes.io/aws-load-balancer-healthcheck-timeout: "6"
spec:
  type: LoadBalancer
  ports:
    - { name: https, port: 443 }
`,
    checkers: {
      "service/api": {
        ...byBalancer,
        name: "service-api",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              says(
                "GET /health HTTP/1.1\r\nHost: 10.0.0.5:8081\r\nConnection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\nAccept-Encoding: gzip, compressed\r\n\r\n",
              ),
              ...httpAnswer("[23][0-9][0-9]"),
            ],
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 134 },
          },
        ],
        nodes: 3,
        intervalMs: 10000,
        timeoutMs: 6000,
        rise: 2,
        fall: 3,
        initially: "up",
        heldMs: 6000,
        assumptions: [
          "service-api: how many nodes check is not published; 3 nodes are assumed, one in each of 3 zones; NODES sets another number",
          "service-api: how an HTTP check ends is not published; a FIN once the answer is read is assumed",
          "service-api: what the annotations leave out has the defaults of the AWS Load Balancer Controller: interval 10 s, timeout 10 s, rise 3, fall 3",
          "service-api: the balancer checks port 8081; here TARGET is checked",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a Service of Azure has a checker for each port, with the settings for that port",
    text: `apiVersion: v1
kind: Service
metadata:
  name: edge
  annotations:
    service.beta.kubernetes.io/azure-load-balancer-health-probe-interval: "10"
    service.beta.kubernetes.io/port_80_health-probe_protocol: http
    service.beta.kubernetes.io/port_80_health-probe_request-path: /healthz
    service.beta.kubernetes.io/port_80_health-probe_num-of-probe: "4"
spec:
  type: LoadBalancer
  ports:
    - { name: http, port: 80 }
    - { name: smtp, port: 25 }
`,
    checkers: {
      "service/edge/http": {
        ...byBalancer,
        name: "service-edge-http",
        style: "send-expect",
        connections: [
          {
            handshake: "full",
            steps: [
              says(
                "GET /healthz HTTP/1.1\r\nHost: 10.0.0.5:80\r\nUser-Agent: Load Balancer Agent\r\nConnection: Keep-Alive\r\n\r\n",
              ),
              status("200"),
            ],
            ending: { kind: "drain-fin" },
            prove: { ended: "fin", sentMin: 101 },
          },
        ],
        intervalMs: 10000,
        timeoutMs: 30000,
        rise: 4,
        fall: 4,
        initially: "up",
        heldMs: 30000,
        assumptions: [
          "service-edge-http: what the annotations leave out has the defaults of cloud-provider-azure: TCP, interval 5 s, rise 2, fall 2",
          "service-edge-http: the balancer's checks go to a port of each node and on to any pod; here TARGET is checked",
          "service-edge-http: an HTTP request's headers are not published; those that services have logged are assumed",
          "service-edge-http: Azure keeps the connection for its next HTTP probe; here each makes its own, and ends it by a FIN",
        ],
        unsupported: [],
      },
      "service/edge/smtp": {
        ...byBalancer,
        name: "service-edge-smtp",
        style: "hold",
        connections: [
          { handshake: "full", steps: [{ kind: "hold" }], ending: { kind: "fin" }, prove: { heldMinMs: 500 } },
        ],
        intervalMs: 10000,
        timeoutMs: 10000,
        rise: 2,
        fall: 2,
        initially: "up",
        holdsUntil: "next-check",
        heldMs: 10000,
        assumptions: [
          "service-edge-smtp: what the annotations leave out has the defaults of cloud-provider-azure: TCP, interval 5 s, rise 2, fall 2",
          "service-edge-smtp: the balancer's checks go to a port of each node and on to any pod; here TARGET is checked",
          "service-edge-smtp: a TCP probe has no timeout of its own; the interval is taken for it",
        ],
        unsupported: [],
      },
    },
  },
  {
    title: "a Service with annotations of Alibaba Cloud becomes that balancer's check",
    text: `apiVersion: v1
kind: Service
metadata:
  name: game
  annotations:
    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-health-check-flag: "on"
    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-health-check-type: tcp
    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-health-check-interval: "3"
    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-health-check-connect-timeout: "4"
    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-healthy-threshold: "4"
    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-unhealthy-threshold: "5"
spec:
  type: LoadBalancer
  ports: [{ port: 9000 }]
`,
    checkers: {
      "service/game": {
        ...byBalancer,
        name: "service-game",
        style: "rst",
        connections: [
          { handshake: "full", steps: [], ending: { kind: "rst" }, prove: { closeGapMaxMs: 1.5, ended: "rst" } },
        ],
        nodes: 4,
        intervalMs: 3000,
        timeoutMs: 4000,
        rise: 4,
        fall: 5,
        initially: "up",
        assumptions: [
          "service-game: how many nodes check is not published; 4 nodes are assumed, NODES sets another number",
          "service-game: the documentation lists SYN, SYN/ACK, RST but explains resets that services do see; a completed handshake is assumed (CHECKER=alibaba-clb-half-open is the other reading)",
          "service-game: what the annotations leave out has the balancer's defaults: interval 2 s, timeout 5 s, rise 3, fall 3",
        ],
        unsupported: [],
      },
    },
  },
];

becomes(kubernetes, FILE, cases);

isRefused(kubernetes, FILE, [
  [
    "a probe without a handler",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n    livenessProbe:\n      periodSeconds: 3\n",
    '8: spec.containers[0].livenessProbe: expected exactly one of exec, grpc, httpGet, tcpSocket, got "{ periodSeconds: 3 }": none is given',
  ],
  [
    "two handlers, one of them with a token in a header (which is not shown),",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n    livenessProbe:\n      httpGet: {httpHeaders: [{name: A, value: s3cret}]}\n      grpc: {}\n",
    '8: spec.containers[0].livenessProbe: expected exactly one of exec, grpc, httpGet, tcpSocket, got "{ httpGet: { httpHeaders: [ { name: A, value: … } ] }, grpc:…": grpc and httpGet are given',
  ],
  [
    "a probe with two handlers",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n    livenessProbe:\n      tcpSocket: {port: 1}\n      httpGet: {port: 1}\n",
    '8: spec.containers[0].livenessProbe: expected exactly one of exec, grpc, httpGet, tcpSocket, got "{ tcpSocket: { port: 1 }, httpGet: { port: 1 } }": httpGet and tcpSocket are given',
  ],
  [
    "a port name that nobody has",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n    ports: [{name: http, containerPort: 80}]\n    livenessProbe:\n      tcpSocket:\n        port: htpp\n",
    '10: spec.containers[0].livenessProbe.tcpSocket.port: expected a port number, or the name of a port of the container (http), got "htpp"',
  ],
  [
    "a period in words",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n    livenessProbe:\n      tcpSocket: {port: 1}\n      periodSeconds: 10s\n",
    '9: spec.containers[0].livenessProbe.periodSeconds: expected a whole number from 0 to 86400, got "10s"',
  ],
  [
    "two successes for a liveness probe",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n    livenessProbe:\n      tcpSocket: {port: 1}\n      successThreshold: 2\n",
    '9: spec.containers[0].livenessProbe.successThreshold: expected 1 for a liveness probe, got "2"',
  ],
  [
    "a probe of an init container",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers: [{name: c}]\n  initContainers:\n  - name: i\n    startupProbe:\n      tcpSocket: {port: 1}\n",
    "9: spec.initContainers[0].startupProbe: an init container has no probes, unless it is a sidecar (restartPolicy: Always)",
  ],
  [
    "a template of Helm",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: c\n{{- if .Values.x }}\n    livenessProbe: {}\n",
    "7: not YAML: Implicit keys need to be on a single line; this is a Helm template: `helm template` prints manifests",
  ],
  [
    "a second document that is not YAML",
    "apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: [Pod\n",
    "6: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]",
  ],
  [
    "an interval in words in an annotation of AWS",
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: a\n  annotations:\n    service.beta.kubernetes.io/aws-load-balancer-healthcheck-interval: "ten"\nspec: {type: LoadBalancer, ports: [{port: 1}]}\n',
    '6: metadata.annotations.service.beta.kubernetes.io/aws-load-balancer-healthcheck-interval: expected a whole number from 1 to 86400, got "ten"',
  ],
]);

test("an exec probe and a Service whose balancer does not ask it are out of reach, each with its place and why", () => {
  expect(
    kubernetes.read({
      name: FILE,
      text: `${SEVERAL}
---
apiVersion: v1
kind: Service
metadata:
  name: local
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-type: nlb
    service.beta.kubernetes.io/aws-load-balancer-healthcheck-interval: "10"
spec: { type: LoadBalancer, externalTrafficPolicy: Local, ports: [{ port: 443 }] }
---
apiVersion: v1
kind: Service
metadata:
  name: off
  annotations:
    service.beta.kubernetes.io/alibaba-cloud-loadbalancer-health-check-switch: "off"
spec: { type: LoadBalancer, ports: [{ port: 443 }] }
`,
    }),
  ).toMatchObject({
    outOfReach: [
      {
        selector: "cronjob/nightly/job/liveness",
        place: "/srv/deploy/app.yaml:16",
        why: "an exec probe runs a command in the container and sends nothing to the service",
      },
      {
        selector: "service/local",
        place: "/srv/deploy/app.yaml:37",
        why: "with externalTrafficPolicy: Local the balancer asks kube-proxy on each node (healthCheckNodePort), not the service",
      },
      { selector: "service/off", place: "/srv/deploy/app.yaml:46", why: "its health check is switched off" },
    ],
  });
});

const texts = cases.map(({ text }) => text);
takesAnything(kubernetes, texts, asJson(texts));
