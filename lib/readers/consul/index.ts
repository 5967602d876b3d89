/**
 * Consul's service and check definitions, as its agent's configuration (JSON or HCL) or its HTTP API (JSON) has them. Chosen by `service/check`,
 * or by the check's own name where it belongs to no service.
 */
import type { Data } from "../../source/data";
import { field, itemsOf, nameFrom, portOf, textOf } from "../../source/fields";
import { byItself, partition, unchecked, type Found } from "../found";
import { type ConfigurationReader } from "../reader-types";
import { place, wrong, type SourceFile } from "../../source/place";
import { parseJson } from "../../source/json";
import { CHECK_KEYS, readCheck, type Owner } from "./check";
import { kindName } from "./check-kinds";
import { parseHcl } from "../../source/hcl";
import { isJson, topBlocks, topKeys } from "../../source/top-keys";
import { keysOf, type Fields } from "./consul-keys";

/** docker-compose has a block of services by their names. */
const JSON_SERVICE = /"(?:service"\s*:\s*[[{]|services"\s*:\s*\[)[^]*"name"\s*:/i;
const JSON_CHECK = /"(?:interval|ttl|alias_?service|alias_?node)"\s*:/i;

const SERVICE_KEYS = [
  ...["id", "name", "tags", "address", "port", "ports", "socket_path", "tagged_addresses", "meta", "token", "kind"],
  ...["proxy", "connect", "check", "checks", "enable_tag_override", "weights", "namespace", "partition", "locality"],
  ...["node", "datacenter"],
];

export const consul: ConfigurationReader = {
  format: "Consul service definition (JSON or HCL)",
  product: "Consul",
  files: "Consul service definitions, JSON or HCL",
  selector: "`service/check`",
  recognises: ({ name, text }) => (isJson(text) ? isDefinition(text, topKeys(text)) : isHcl(name, text)),
  read(file) {
    const data = isJson(file.text) ? parseJson(file) : parseHcl(file);
    const found = top(file, data);
    return partition(found.length > 0 ? found : [unchecked("", place(file, 1), "it defines no service and no check")]);
  },
};

/** An agent's configuration, the body of an API call, or a list of those. */
function isDefinition(text: string, written: ReadonlySet<string>): boolean {
  const keys = new Set([...written].map((key) => key.toLowerCase()));
  if (keys.has("name") && (keys.has("check") || keys.has("checks"))) return true;
  if (keys.has("service") || keys.has("services")) return JSON_SERVICE.test(text);
  return (keys.has("check") || keys.has("checks")) && JSON_CHECK.test(text);
}

function isHcl(name: string, text: string): boolean {
  const blocks = topBlocks(text);
  const own = ["service", "services", "check", "checks"].some((word) => blocks.has(word));
  return own && (/\.hcl$/i.test(name) || /^\s*(?:interval|ttl|alias_service)\s*=/m.test(text));
}

/** An agent's configuration says much else at its top; a bare service definition has its name there. */
function top(file: SourceFile, data: Data): readonly Found[] {
  if (data.kind === "list") return data.items.flatMap((item) => apart(file, item));
  if (data.kind !== "map") throw wrong(file, data.line, "expected a service or a check");
  const keys = new Map([...data.fields].map(([key, value]) => [key.toLowerCase(), value]));
  const services = ["service", "services"].flatMap((key) => several(keys.get(key)));
  if (services.length === 0 && keys.has("name")) return apart(file, data);
  const alone = distinct(
    ["check", "checks"].flatMap((key) => several(keys.get(key))),
    "",
  );
  return [
    ...services.flatMap((one) => apart(file, one)),
    ...alone.flatMap(({ data: one, fields, selector }) =>
      byItself(selector, place(file, one.line), () => [readCheck(file, one, fields, { selector, port: null })]),
    ),
  ];
}

/** A block that comes once is no list. */
function several(data: Data | undefined): readonly Data[] {
  return data === undefined || data.kind === "empty" ? [] : data.kind === "list" ? data.items : [data];
}

function apart(file: SourceFile, data: Data): readonly Found[] {
  const named = ["id", "ID", "name", "Name"].flatMap((key) => field(data, key)?.text ?? []);
  return byItself(named[0] ?? "unnamed", place(file, data.line), () => service(file, data));
}

function service(file: SourceFile, data: Data): Found[] {
  const fields = keysOf(data, "a service", SERVICE_KEYS);
  const named = fields.get("id") ?? fields.get("name");
  if (named === undefined) throw wrong(file, data.line, "a service needs a name");
  const port = fields.get("port");
  const owner: Owner = {
    selector: textOf(named),
    port: port === undefined || port.text === "0" ? null : portOf(port),
  };
  const checks = [...several(fields.get("check")), ...itemsOf(fields.get("checks"))];
  if (checks.length === 0)
    return [unchecked(owner.selector, place(file, data.line), `service ${owner.selector} has no check`)];
  return distinct(checks, `${owner.selector}/`).flatMap(({ data: one, fields: ownFields, selector }) =>
    byItself(selector, place(file, one.line), () => [readCheck(file, one, ownFields, { ...owner, selector })]),
  );
}

/** Checks by their id, their name or their kind; the second of a name gets a 2. */
function distinct(checks: readonly Data[], prefix: string): { data: Data; fields: Fields; selector: string }[] {
  const times = new Map<string, number>();
  return checks.map((data) => {
    const fields = keysOf(data, "a check", CHECK_KEYS);
    const named = fields.get("id") ?? fields.get("check_id") ?? fields.get("name");
    const base = named === undefined ? kindName(fields) : nameFrom(textOf(named));
    const count = (times.get(base) ?? 0) + 1;
    times.set(base, count);
    return { data, fields, selector: `${prefix}${base}${count > 1 ? `-${count}` : ""}` };
  });
}
