/**
 * Alibaba Cloud: a listener for each port, of a CLB, or of an NLB where the class says so. Ports with the same listener are checked alike.
 *
 * cloud-provider-alibaba-cloud@4ee0e2bc: pkg/controller/service/clbv1/listeners.go, nlbv2/server_groups.go.
 */
import { alibabaClb, alibabaNlb } from "../../checkers/products/alibaba";
import type { Note } from "../../model/note";
import { field, pathOf, refused, textOf, wordOf } from "../../source/fields";
import { alibabaCodes, alibabaHttpConnection, ALIBABA_OK, type AlibabaHttp } from "../alibaba-http";
import { foundCheck, outOfReach, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { portsNote, type Annotations, type Service, type ServicePort } from "./annotated-service";

const BALANCER = "alibaba-cloud-loadbalancer-";
const KEY = `${BALANCER}health-check-`;
const ON_OFF = ["on", "off"] as const;
const LISTENERS = ["tcp", "udp", "http", "https"] as const;
type Listener = (typeof LISTENERS)[number] | "sctp";

export function alibabaService(service: Service): Found[] {
  const { selector, spec, ports } = service;
  const nlb = /nlb/.test(field(spec, "loadBalancerClass")?.text ?? "");
  const listeners = new Map<Listener, ServicePort[]>();
  for (const port of ports) {
    const listener = listenerOf(service, port);
    listeners.set(listener, [...(listeners.get(listener) ?? []), port]);
  }
  return [...listeners].map(([listener, own]) => {
    const name = listeners.size === 1 ? selector : `${selector}/${own[0]?.name ?? listener}`;
    const why = whyNone(service.annotations, listener, nlb);
    return why === null ? checkOf(service, { name, listener, ports: own, nlb }) : outOfReach(name, service.place, why);
  });
}

/** `protocol-port: "https:443,http:80"` makes another listener of a port than its protocol would. */
function listenerOf({ annotations }: Service, { number, protocol }: ServicePort): Listener {
  const data = annotations.get(`${BALANCER}protocol-port`);
  const words = data === undefined ? [] : textOf(data).split(",");
  for (const word of words) {
    const [name, port] = word.split(":");
    const listener = LISTENERS.find((one) => one === name);
    if (data !== undefined && (listener === undefined || port === undefined))
      throw refused(data, "pairs such as https:443, of tcp, udp, http and https");
    if (listener !== undefined && port === String(number)) return listener;
  }
  return protocol.toLowerCase() as Listener;
}

/** Why a listener makes no check that is made here; null where it makes one. */
function whyNone(annotations: Annotations, listener: Listener, nlb: boolean): string | null {
  if (listener === "udp" || listener === "sctp") return `a ${listener.toUpperCase()} listener is not checked over TCP`;
  const flag = annotations.get(`${KEY}flag`);
  const onOff = flag === undefined ? null : wordOf(flag, ON_OFF);
  if (nlb) return onOff === "off" ? "its health check is switched off" : null;
  if (listener !== "tcp")
    return onOff === "on"
      ? null
      : `an ${listener.toUpperCase()} listener is checked where health-check-flag is on alone`;
  const own = annotations.get(`${KEY}switch`);
  return own !== undefined && wordOf(own, ON_OFF) === "off" ? "its health check is switched off" : null;
}

interface Checked {
  name: string;
  listener: Listener;
  ports: readonly ServicePort[];
  nlb: boolean;
}

function checkOf({ place, annotations }: Service, { name, listener, ports, nlb }: Checked): Found {
  const base = nlb ? alibabaNlb : alibabaClb;
  // An NLB has its own defaults, whatever else is said, unless the flag is on.
  const { read, notes } =
    nlb && annotations.get(`${KEY}flag`) === undefined ? unreadBy(annotations) : readBy(annotations);
  const typeData = read?.get(`${KEY}type`);
  const asked = typeData === undefined ? "tcp" : wordOf(typeData, ["tcp", "http"]);
  const type = listener === "tcp" ? asked : "http";
  const port = read?.text(`${KEY}connect-port`);
  const http = type === "http" ? httpOf(read ?? annotations) : null;
  const check = fromPreset(base, {
    selector: name,
    origin: place,
    summary: `${base.product}, ${type.toUpperCase()} health check of ${name}`,
    ...(http !== null && {
      style: "send-expect",
      connections: ({ host }) => [alibabaHttpConnection(http, host)],
    }),
    intervalMs: read?.seconds(`${KEY}interval`, base.intervalMs) ?? base.intervalMs,
    timeoutMs: read === null ? base.timeoutMs : timeoutOf(read, type, base.timeoutMs),
    rise: read?.whole(`${BALANCER}healthy-threshold`, 1, 10, base.rise) ?? base.rise,
    fall: read?.whole(`${BALANCER}unhealthy-threshold`, 1, 10, base.fall) ?? base.fall,
    assumptions: [
      `what the annotations leave out has the balancer's defaults: interval ${base.intervalMs / 1000} s, timeout ${base.timeoutMs / 1000} s, rise ${base.rise}, fall ${base.fall}`,
      ...portsNote(ports),
      ...(port === undefined ? [] : [`the balancer checks port ${port}; here TARGET is checked`]),
      ...(http === null
        ? []
        : [
            "an HTTP request's headers are not published, nor how its connection ends; Host alone, HTTP/1.0 and a FIN are assumed",
          ]),
    ],
    notes: notes ?? annotations.unread(/^alibaba-cloud-loadbalancer-(?:un)?health/),
  });
  return foundCheck({ selector: name, server: null, check });
}

interface Reading {
  /** null: none of them counts. */
  read: Annotations | null;
  /** null: those that are not asked for. */
  notes: Note[] | null;
}

function readBy(annotations: Annotations): Reading {
  // They are known, and have been asked where they count.
  for (const known of ["flag", "switch"]) annotations.get(KEY + known);
  return { read: annotations, notes: null };
}

function unreadBy(annotations: Annotations): Reading {
  const said = annotations.unread(/^alibaba-cloud-loadbalancer-(?:un)?health/);
  const text = "the controller heeds no annotation of an NLB's health check unless health-check-flag is on";
  return { read: null, notes: said.length === 0 ? [] : [{ kind: "note", text }] };
}

/** Each kind of check has an annotation of its own; the other one is taken where that is left out. */
function timeoutOf(annotations: Annotations, type: "tcp" | "http", otherwise: number): number {
  const connect = `${KEY}connect-timeout`;
  const answer = `${KEY}timeout`;
  return type === "tcp"
    ? annotations.seconds(connect, annotations.seconds(answer, otherwise))
    : annotations.seconds(answer, annotations.seconds(connect, otherwise));
}

function httpOf(annotations: Annotations): AlibabaHttp {
  const uri = annotations.get(`${KEY}uri`);
  const domain = annotations.get(`${KEY}domain`);
  const method = annotations.get(`${KEY}method`);
  const code = annotations.get(`${KEY}httpcode`);
  return {
    path: uri === undefined ? "/" : pathOf(uri),
    domain: domain === undefined || domain.text === "$_ip" ? null : textOf(domain),
    method: method === undefined ? "HEAD" : wordOf(method, ["HEAD", "GET"]),
    version: "1.0",
    codes: code === undefined ? ALIBABA_OK : alibabaCodes(code, textOf(code).split(",")),
  };
}
