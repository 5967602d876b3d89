/**
 * Plans and states as `terraform show -json` prints them. Chosen by the address of the resource: `aws_lb_target_group.app`,
 * `module.mail.alicloud_slb_listener.smtp[0]`.
 */
import type { Data } from "../../source/data";
import { field, itemsOf, refused, textOf } from "../../source/fields";
import { byItself, partition, unchecked, type Found } from "../found";
import { type ConfigurationReader } from "../reader-types";
import { place, wrong, type SourceFile } from "../../source/place";
import { parseJson } from "../../source/json";
import { isJson, topBlocks, topKeys } from "../../source/top-keys";
import { alicloudNlbServerGroup } from "./alicloud-nlb";
import { alicloudSlbListener } from "./alicloud-slb";
import { awsElb, awsTargetGroup } from "./aws-resources";
import { azurermLbProbe } from "./azurerm";
import { googleHealthCheck, googleHttpHealthCheck, googleHttpsHealthCheck } from "./google";
import { resourceOutOfReach, type Resource, type ResourceReader } from "./resource";

const READERS: ReadonlyMap<string, ResourceReader> = new Map(
  Object.entries({
    aws_lb_target_group: awsTargetGroup,
    aws_alb_target_group: awsTargetGroup,
    aws_elb: awsElb,
    alicloud_slb_listener: alicloudSlbListener,
    alicloud_nlb_server_group: alicloudNlbServerGroup,
    azurerm_lb_probe: azurermLbProbe,
    google_compute_health_check: googleHealthCheck,
    google_compute_region_health_check: googleHealthCheck,
    google_compute_http_health_check: googleHttpHealthCheck,
    google_compute_https_health_check: googleHttpsHealthCheck,
  }),
);

const SHOW = "`terraform show -json` prints what can be read, of a plan or of the state";
const LANGUAGE = ["resource", "data", "module", "provider", "variable", "terraform", "locals", "output"];
const HCL = /^\s*(?:resource|data|module|provider|variable)\s+"[^"\n]+"(?:\s+"[^"\n]+")?\s*\{/m;
/** A plan that `terraform plan -out` has written is a ZIP archive. */
const ARCHIVE = "PK\x03\x04";

export const terraform: ConfigurationReader = {
  format: "Terraform plan or state (terraform show -json)",
  product: "Terraform",
  files: "Terraform, `terraform show -json` of a plan or of the state",
  selector: "the resource's address",
  recognises: ({ name, text }) =>
    text.startsWith(ARCHIVE) ||
    /\.tf$/i.test(name) ||
    ["terraform_version", "planned_values"].some((key) => topKeys(text).has(key)) ||
    (HCL.test(text) && LANGUAGE.some((word) => topBlocks(text).has(word))),
  read(file) {
    if (file.text.startsWith(ARCHIVE)) throw wrong(file, 1, `this is a binary plan; ${SHOW}`);
    if (!isJson(file.text)) throw wrong(file, 1, `this is Terraform's own language; ${SHOW}`);
    const data = parseJson(file);
    const root = field(field(data, "planned_values") ?? field(data, "values"), "root_module");
    if (root === undefined)
      throw wrong(
        file,
        1,
        field(data, "resources") === undefined
          ? `there are no planned values in it; ${SHOW}`
          : `this is the state file itself; ${SHOW}`,
      );
    const unknown = unknownOf(data);
    const resources = resourcesOf(file, root, unknown);
    const found = resources.flatMap((resource) => byItself(resource.address, resource.origin, () => read(resource)));
    const why = `no resource in it has a health check that is known here; ${[...READERS.keys()].join(", ")} have one`;
    return partition(found.length > 0 ? found : [unchecked("", place(file, 1), why)]);
  },
};

/** What each resource's values leave open until apply. */
function unknownOf(plan: Data): ReadonlyMap<string, Data> {
  return new Map(
    itemsOf(field(plan, "resource_changes")).flatMap((change): [string, Data][] => {
      const address = field(change, "address");
      const unknown = field(field(change, "change"), "after_unknown");
      return address === undefined || unknown === undefined ? [] : [[address.text, unknown]];
    }),
  );
}

function resourcesOf(file: SourceFile, module: Data, unknown: ReadonlyMap<string, Data>): Resource[] {
  const own = itemsOf(field(module, "resources")).flatMap((data): Resource[] => {
    if (field(data, "mode")?.text === "data") return [];
    const type = field(data, "type");
    const address = field(data, "address");
    if (type === undefined || address === undefined) throw wrong(file, data.line, "a resource without type or address");
    const name = textOf(address);
    if (name.startsWith(" ")) throw refused(address, "one such as aws_lb_target_group.app");
    const values = {
      path: "",
      line: data.line,
      data: field(data, "values") ?? data,
      unknown: unknown.get(name),
    };
    return [{ address: name, type: textOf(type), origin: place(file, data.line), values }];
  });
  const below = itemsOf(field(module, "child_modules")).flatMap((child) => resourcesOf(file, child, unknown));
  return [...own, ...below];
}

function read(resource: Resource): Found[] {
  const reader = READERS.get(resource.type);
  if (reader !== undefined) return [reader(resource)];
  const { data } = resource.values;
  const hasChecks =
    data.kind === "map" && [...data.fields].some(([key, value]) => /health_?check/.test(key) && isBlock(value));
  return hasChecks ? [resourceOutOfReach(resource, `the health checks of ${resource.type} cannot be read`)] : [];
}

function isBlock(value: Data): boolean {
  return (value.kind === "list" && value.items.length > 0) || value.kind === "map";
}
