/**
 * Nomad's job files: the checks of the services of groups and tasks. Consul's agent makes them, or Nomad's client where the service's
 * provider is "nomad".
 *
 * hashicorp/nomad@aa026cc9: client/serviceregistration/checks/client.go, command/agent/consul/service_client.go
 */
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { field, portOf, textOf } from "../../source/fields";
import { LABEL, parseHcl } from "../../source/hcl";
import { place, wrong } from "../../source/place";
import { isJson, topBlocks, topKeys } from "../../source/top-keys";
import { byItself, partition, unchecked, type Found } from "../found";
import type { ConfigurationReader } from "../reader-types";
import { readCheck } from "./nomad-check";

export const nomad: ConfigurationReader = {
  format: "Nomad job",
  product: "Nomad",
  files: "Nomad job files, HCL",
  selector: "`group/service/check`",
  recognises: ({ text }) =>
    isJson(text) ? topKeys(text).has("Job") && /"TaskGroups"\s*:/.test(text) : topBlocks(text).has("job"),
  read(file) {
    if (isJson(file.text))
      throw wrong(file, 1, "Nomad's JSON is not read: give the job file in HCL that it was made from");
    const jobs = several(field(parseHcl(file, { second: true }), "job"));
    const found = jobs.flatMap((job) => several(field(job, "group")).flatMap((group) => readGroup(group)));
    return partition(
      found.length > 0 ? found : [unchecked("", place(file, 1), "the job has no service, which a check belongs to")],
    );
  },
};

/** A block that comes once is no list. */
function several(data: Data | undefined): readonly Data[] {
  if (data === undefined) return [];
  return data.kind === "list" ? data.items : [data];
}

function labelOf(block: Data): string | undefined {
  return block.kind === "map" ? block.fields.get(LABEL)?.text : undefined;
}

function readGroup(group: Data): Found[] {
  const name = labelOf(group) ?? "group";
  const owners = [group, ...several(field(group, "task"))];
  return owners.flatMap((owner) =>
    several(field(owner, "service")).flatMap((service) => readService(service, { name, owner, group })),
  );
}

interface Around {
  name: string;
  owner: Data;
  group: Data;
}

function readService(service: Data, { name, owner, group }: Around): Found[] {
  const called = field(service, "name")?.text ?? labelOf(owner) ?? name;
  const selector = `${name}/${called}`;
  const checks = several(field(service, "check"));
  if (checks.length === 0) return [unchecked(selector, placeOf(service), `service ${called} has no check`)];
  const times = new Map<string, number>();
  return checks.flatMap((check) => {
    const base = field(check, "name")?.text.replace(/\s+/g, "-") ?? field(check, "type")?.text ?? "check";
    const count = (times.get(base) ?? 0) + 1;
    times.set(base, count);
    const own = `${selector}/${base}${count > 1 ? `-${count}` : ""}`;
    return byItself(own, placeOf(check), () => {
      const port = portNamed(field(check, "port") ?? field(service, "port"), [group, owner]);
      const byNomad = field(service, "provider")?.text === "nomad";
      return [
        readCheck(check, { selector: own, byNomad, port, traffic: portNamed(field(service, "port"), [group, owner]) }),
      ];
    });
  });
}

/** `port "http" { static = 8080 }`, or the number itself; null: Nomad chooses it. */
function portNamed(data: Data | undefined, owners: readonly Data[]): number | null {
  if (data === undefined) return null;
  if (/^\d+$/.test(data.text)) return portOf(data);
  const ports = owners.flatMap((owner) =>
    several(field(owner, "network")).flatMap((network) => several(field(network, "port"))),
  );
  const port = ports.find((one) => labelOf(one) === textOf(data));
  const number = field(port, "static") ?? field(port, "to");
  return number !== undefined && /^\d+$/.test(number.text) ? portOf(number) : null;
}
