/** What the resources of Alibaba Cloud have in common. */
import { isAbout } from "../../checkers/remaining-assumptions";
import type { Preset } from "../../model/checker";
import { connection } from "../../wire/connection";
import type { Data } from "../../source/data";
import { refused, textOf, wholeOf } from "../../source/fields";
import { alibabaHttpConnection, type AlibabaHttp } from "../alibaba-http";

export const HTTP_ASSUMED =
  "an HTTP request's headers are not published, nor how its connection ends; Host alone and a FIN are assumed";

/** The value stands for the address of each server. */
const SERVER_IP = /^\$(?:_ip|SERVER_IP)$/;

export const threshold = (least: number) => (data: Data) => wholeOf(data, least, 10);

export function domainOf(data: Data): string | null {
  const domain = textOf(data);
  if (!/^\S+$/.test(domain)) throw refused(data, "a domain name");
  return SERVER_IP.test(domain) ? null : domain;
}

/** @param http null: a TCP check, which does what the preset does, if only at another port */
export function wireOf(
  http: AlibabaHttp | null,
  base: Preset,
  elsewhere: { port?: number },
): Pick<Preset, "style" | "connections"> {
  if (http !== null)
    return {
      style: "send-expect",
      connections: ({ host }) => [{ ...alibabaHttpConnection(http, host), ...elsewhere }],
    };
  const made = connection("full", [], { kind: base.style === "rst" ? "rst" : "fin" });
  return { style: base.style, connections: () => [{ ...made, ...elsewhere }] };
}

/** What the preset assumes of TCP checks says nothing of HTTP, but for the number of nodes. */
export function presetOf(http: AlibabaHttp | null, base: Preset): Preset {
  if (http === null) return base;
  return { ...base, assumptions: (base.assumptions ?? []).filter((one) => isAbout(one, "nodes")) };
}
