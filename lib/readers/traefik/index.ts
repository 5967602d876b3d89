/**
 * Traefik's dynamic configuration in YAML or JSON: the health checks of its TCP and HTTP services.
 * https://doc.traefik.io/traefik/reference/routing-configuration/dynamic-configuration-methods/
 *
 * Keys may be written in upper or lower case, as Traefik takes them.
 */
import type { Data } from "../../source/data";
import { placeOf, readDocuments } from "../../source/documents";
import { byItself, partition, unchecked, type Found } from "../found";
import { type ConfigurationReader } from "../reader-types";
import { place, wrong } from "../../source/place";
import { topKeys } from "../../source/top-keys";
import { readHttp } from "./http-health-check";
import { at } from "./traefik-keys";
import type { Service } from "./traefik-service";
import { readTcp } from "./tcp-health-check";

const TOP = ["http", "tcp", "udp", "tls"];
/** What stands beside the entry points in the static configuration. */
const STATIC = ["providers", "api", "log", "global", "ping", "accesslog", "certificatesresolvers", "experimental"];
const PARTS = /\b(?:services|routers|middlewares|serversTransports)\b/i;
const TOML = /^[ \t]*\[\[?[ \t]*(?:tcp|http)[ \t]*\.[ \t]*(?:services|routers)\b/im;

export const traefik: ConfigurationReader = {
  format: "Traefik dynamic configuration",
  product: "Traefik",
  files: "Traefik, dynamic configuration",
  selector: "`tcp/service` or `http/service`",
  recognises({ text }) {
    if (TOML.test(text)) return topKeys(text).size === 0;
    const keys = [...topKeys(text)].map((key) => key.toLowerCase());
    if (keys.includes("entrypoints") && keys.some((key) => STATIC.includes(key))) return true;
    return (
      keys.some((key) => key === "tcp" || key === "http") && keys.every((key) => TOP.includes(key)) && PARTS.test(text)
    );
  },
  read(file) {
    const toml = TOML.exec(file.text);
    if (toml !== null) {
      const line = file.text.slice(0, toml.index).split("\n").length;
      throw wrong(file, line, "Traefik's TOML form is not read: give the same in YAML (tcp: { services: { … } })");
    }
    const documents = readDocuments(file, { merges: true });
    const found = documents.flatMap((document) => [
      ...readAll(document, "tcp", readTcp),
      ...readAll(document, "http", readHttp),
    ]);
    return partition(found.length > 0 ? found : [unchecked("", place(file, 1), whyNone(documents))]);
  },
};

function whyNone(documents: readonly Data[]): string {
  return documents.some((document) => at(document, "entryPoints") !== undefined)
    ? "this is Traefik's static configuration; health checks stand in what its providers read"
    : "it has no services, which a healthCheck belongs to";
}

function readAll(document: Data, kind: "tcp" | "http", read: (service: Service) => Found): Found[] {
  const services = at(document, kind, "services");
  if (services?.kind !== "map") return [];
  return [...services.fields].flatMap(([name, service]) =>
    byItself(`${kind}/${name}`, placeOf(service), () => readOne(document, kind, name, service, read)),
  );
}

function readOne(
  document: Data,
  kind: "tcp" | "http",
  name: string,
  service: Data,
  read: (service: Service) => Found,
): Found[] {
  const balancer = at(service, "loadBalancer");
  const healthCheck = balancer?.kind === "map" ? present(balancer, "healthcheck") : undefined;
  if (balancer === undefined || healthCheck === undefined) {
    const missing = balancer === undefined ? "loadBalancer, and so no healthCheck of its own" : "healthCheck";
    const why = `service ${name} has no ${missing}`;
    return [unchecked(`${kind}/${name}`, placeOf(service), why)];
  }
  const transport = at(balancer, "serversTransport")?.text.replace(/@file$/, "");
  return [
    read({
      selector: `${kind}/${name}`,
      balancer,
      healthCheck,
      transport: transport === undefined ? undefined : at(document, kind, "serversTransports", transport),
    }),
  ];
}

/** `healthCheck: {}` and `healthCheck:` turn it on with its defaults. */
function present(balancer: Extract<Data, { kind: "map" }>, key: string): Data | undefined {
  return [...balancer.fields].find(([name]) => name.toLowerCase() === key)?.[1];
}
