/**
 * What health checks have done to services, as people have reported it, one service each. These are reports, not measurements of ours; a
 * newer version of a service may have mended it.
 */
import type { WireClass } from "../model/checker";

/** Effects on the service, the severest first. */
export const effects = {
  "accept-loop": "it accepts no more",
  "process-died": "the process ended",
  "everyone-waits": "a silent check holds up everybody",
  leak: "it leaks with each check",
  "clients-blocked": "the checker's address is blocked, and the clients with it",
  counters: "only the kernel's counters move",
  "workers-throttled": "its workers are restarted too slowly",
  "held-open": "connections stay open for good",
  multiplied: "more checks come than were configured",
  "proxy-missing": "it demands a PROXY header that the check does not send",
  "log-flood": "its log fills up",
} as const;

export type Effect = keyof typeof effects;

export interface Incident {
  /** The service. */
  system: string;
  effect: Effect;
  /** Kinds of checks that do it. */
  wires: readonly WireClass[];
  what: string;
  /** Products whose checks did it, where the report names them. */
  products?: readonly string[];
  links: readonly string[];
}

const github = (...paths: string[]) =>
  paths.map((path) => (path.startsWith("https:") ? path : `https://github.com/${path}`));

export const incidents: readonly Incident[] = [
  {
    system: "Riak",
    effect: "accept-loop",
    wires: ["reset"],
    what: "HAProxy's reset made the peer's address unknown in the listener; its supervisor gave up and the node went down",
    products: ["HAProxy"],
    links: github("basho/riak_api/pull/54"),
  },
  {
    system: "Akka.NET",
    effect: "accept-loop",
    wires: ["reset"],
    what: "a reset before accept ended the listener's actor, until the process was restarted",
    links: github("akkadotnet/akka.net/issues/7969"),
  },
  {
    system: "hickory-dns",
    effect: "accept-loop",
    wires: ["reset"],
    what: "an aborted connection was taken for the end of the listener: TCP was gone, UDP went on",
    links: github("hickory-dns/hickory-dns/issues/3725"),
  },
  {
    system: "WatsonTcp, DiffEngine, Cap'n Proto on Windows",
    effect: "accept-loop",
    wires: ["reset"],
    what: "accept reports the peer's reset as its own error there, and the loop ended",
    links: github(
      "dotnet/WatsonTcp/issues/340",
      "VerifyTests/DiffEngine/issues/790",
      "capnproto/capnproto/issues/2773",
    ),
  },
  {
    system: "Telcoin node",
    effect: "accept-loop",
    wires: ["reset"],
    what: "the loop went on only as long as accept succeeded; after a reset the node shut down",
    links: github("Telcoin-Association/telcoin-network/issues/943"),
  },
  {
    system: "Deno",
    effect: "process-died",
    wires: ["reset"],
    what: "asking for the address of a connection that had been reset threw an error that nobody caught",
    links: github("denoland/deno/issues/8499"),
  },
  {
    system: "WSO2 API Manager",
    effect: "accept-loop",
    wires: ["reset"],
    what: "no remote address, a null pointer, and the I/O dispatcher stopped: no more connections were accepted",
    links: github("wso2/product-apim/issues/11951", "wso2/api-manager/issues/1740"),
  },
  {
    system: "Node.js servers",
    effect: "process-died",
    wires: ["reset"],
    what: "ECONNRESET on a socket without an error handler ends the process; one restarted 953 times",
    links: github("JavaScriptSolidServer/JavaScriptSolidServer/issues/138", "fastify/fastify/issues/2036"),
  },
  {
    system: "servers that make the TLS handshake where they accept",
    effect: "everyone-waits",
    wires: ["hold"],
    what: "a silent connection holds the handshake, and with it everybody behind it",
    links: github(
      "dcm4che/dcm4che/issues/939",
      "danielealbano/cachegrand/pull/424",
      "estuary/flow/pull/2333",
      "ninenines/ranch/pull/44",
    ),
  },
  {
    system: "CockroachDB",
    effect: "leak",
    wires: ["close"],
    what: "checks of Google's balancer left sockets in CLOSE-WAIT, until there were too many open files",
    links: github("cockroachdb/cockroach/issues/19171"),
  },
  {
    system: "go-lumber",
    effect: "leak",
    wires: ["close"],
    what: "an AWS balancer's checks left thousands of sockets in CLOSE-WAIT",
    links: github("elastic/go-lumber/pull/10"),
  },
  {
    system: "Jetty, elli",
    effect: "leak",
    wires: ["close", "reset"],
    what: "each check left something behind: a selector key, an acceptor, a context",
    links: github("jetty/jetty.project/issues/4733", "jetty/jetty.project/issues/2169", "elli-lib/elli/issues/84"),
  },
  {
    system: "MySQL and MariaDB",
    effect: "clients-blocked",
    wires: ["close", "reset", "hold"],
    what: "whoever reads the greeting and leaves is a failed handshake; after max_connect_errors of them the address is blocked, and behind a balancer that is everybody's",
    links: github(
      "https://docs.oracle.com/cd/E17952_01/mysql-5.7-en/blocked-host.html",
      "https://qiita.com/araryo/items/09eb79c59be7e3961bc0",
      "haproxy/haproxy/issues/2934",
    ),
  },
  {
    system: "PostgreSQL",
    effect: "log-flood",
    wires: ["close", "reset"],
    what: "an incomplete startup packet in the log for each check, and a process forked for it",
    links: github("sclorg/postgresql-container/issues/195", "bitnami/charts/issues/29490"),
  },
  {
    system: "sshd and other SSH servers",
    effect: "log-flood",
    wires: ["close", "reset", "hold"],
    what: "no identification string: tens of thousands of lines a day, bans by fail2ban, and held probes that take the places of MaxStartups",
    links: github(
      "louislam/uptime-kuma/issues/4895",
      "atmoz/sftp/issues/430",
      "warp-tech/warpgate/issues/2379",
      "drakkan/sftpgo/issues/1977",
    ),
  },
  {
    system: "gRPC",
    effect: "log-flood",
    wires: ["close", "reset"],
    what: "a transport error for each connection that ends before the preface",
    links: github("grpc/grpc-go/issues/875", "grpc/grpc-go/issues/4234", "grpc/grpc-java/issues/1481"),
  },
  {
    system: "etcd",
    effect: "log-flood",
    wires: ["close", "tls"],
    what: "a rejected connection in the log for each check",
    links: github("etcd-io/etcd/issues/9285", "etcd-io/etcd/issues/12779"),
  },
  {
    system: "RabbitMQ, LavinMQ",
    effect: "log-flood",
    wires: ["reset", "close"],
    what: "a process crashes with a report for each check, because the peer is gone",
    links: github(
      "rabbitmq/rabbitmq-management/issues/570",
      "rabbitmq/rabbitmq-server/pull/12304",
      "cloudamqp/lavinmq/pull/281",
    ),
  },
  {
    system: "Cowboy behind an AWS NLB",
    effect: "proxy-missing",
    wires: ["close"],
    what: "the checks carry no PROXY header, the listener demands one and crashes",
    links: github("ninenines/cowboy/pull/1718"),
  },
  {
    system: "Postfix with a PROXY listener",
    effect: "workers-throttled",
    wires: ["close", "reset", "proxy-header"],
    what: "each check is fatal to a process, and the master slows their restarts: half of the real clients time out",
    links: github("haproxy/haproxy/issues/187"),
  },
  {
    system: "ZooKeeper, Kafka",
    effect: "log-flood",
    wires: ["close"],
    what: "the end of the stream, or a failed TLS handshake, as an exception for each check",
    links: github("bitnami/charts/issues/8538", "bitnami/charts/issues/6175"),
  },
  {
    system: "MongoDB, Mosquitto",
    effect: "log-flood",
    wires: ["reset"],
    what: "the address of a connection that was reset cannot be asked for: an error in accepting, for each check",
    links: github(
      "bitnami/bitnami-docker-mongodb/issues/141",
      "bitnami/charts/issues/4587",
      "home-assistant/core/issues/51603",
    ),
  },
  {
    system: "NATS",
    effect: "log-flood",
    wires: ["hold", "close"],
    what: "Azure's probes of every port: parser and TLS errors",
    links: github("nats-io/nats-server/issues/1203", "nats-io/nats-server/issues/4763"),
  },
  {
    system: "Thrift servers",
    effect: "log-flood",
    wires: ["reset", "close"],
    what: "a reset, or a frame of size 0, for each check",
    links: github("apache/iotdb/issues/8906", "apache/hive/pull/1946"),
  },
  {
    system: "TLS services",
    effect: "log-flood",
    wires: ["close", "reset"],
    what: "TLS handshake error: EOF, or connection reset, for each check",
    links: github("hashicorp/vault/issues/7471", "hashicorp/nomad/issues/7421", "Azure/aks-engine/issues/804"),
  },
  {
    system: "ActiveMQ STOMP behind Consul",
    effect: "log-flood",
    wires: ["close"],
    what: "an exception for each check; half-open checks were asked for",
    products: ["Consul"],
    links: github("hashicorp/consul/issues/4457", "hashicorp/consul/issues/4099"),
  },
  {
    system: "nginx and others behind HAProxy",
    effect: "log-flood",
    wires: ["conversation-reset"],
    what: "`104: reset by peer` behind each check that was answered",
    products: ["HAProxy"],
    links: github("haproxy/haproxy/issues/560", "haproxy/haproxy/issues/2447", "rancher/rancher/issues/5464"),
  },
  {
    system: "any host behind HAProxy",
    effect: "counters",
    wires: ["half-open"],
    what: "the service sees nothing; the kernel counts resets and retransmissions, and alarms are set on those",
    products: ["HAProxy"],
    links: github("rancher/rancher/issues/3326"),
  },
  {
    system: "nginx upstream_check_module",
    effect: "held-open",
    wires: ["hold"],
    what: "8 workers hold 8 connections for good, and a dead host behind them stays up",
    links: github(
      "yaoweibin/nginx_upstream_check_module/issues/267",
      "yaoweibin/nginx_upstream_check_module/issues/144",
    ),
  },
  {
    system: "Azure Load Balancer",
    effect: "held-open",
    wires: ["hold"],
    what: "the connection of a probe outlives the server's own handshake timeout of 10 s",
    products: ["Azure Load Balancer"],
    links: github("MicrosoftDocs/azure-docs/issues/34281"),
  },
  {
    system: "Google Cloud",
    effect: "multiplied",
    wires: ["close"],
    what: "six probers check where one was expected",
    links: github("kubernetes/ingress-gce/issues/137"),
  },
  {
    system: "servers on macOS",
    effect: "accept-loop",
    wires: ["reset"],
    what: "after an aborted connection accept returns no address, or an option cannot be set",
    links: github("apple/swift-nio/issues/1030", "capnproto/capnproto/issues/2365", "twisted/twisted/issues/12372"),
  },
  {
    system: "Java services behind Alibaba CLB",
    effect: "log-flood",
    wires: ["reset"],
    what: "`Connection reset by peer` for each check",
    links: github("https://help.aliyun.com/document_detail/171710.htm"),
  },
];
