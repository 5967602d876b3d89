/**
 * `aws elbv2 describe-target-groups` and `aws elb describe-load-balancers`, as JSON or YAML: whole, or what `--query` left of it. Chosen
 * by the name of the target group or of the load balancer.
 */
import type { Data } from "../../source/data";
import { readDocuments } from "../../source/documents";
import { topKeys } from "../../source/top-keys";
import { field, itemsOf, mapOf, pathOf, portOf, secondsOf, textOf, wholeOf, wordOf, yesOf } from "../../source/fields";
import { byItself, foundCheck, outOfReach, partition, unchecked, type Found } from "../found";
import { type ConfigurationReader } from "../reader-types";
import { place, wrong, type SourceFile } from "../../source/place";
import type { CodeRange } from "../../source/http-values";
import { classicHealthCheck, targetOf } from "./classic";
import { awsHealthCheck, type Balancer } from "./target-group-check";
import { matcherOf } from "./matcher";

const PROTOCOLS = ["TCP", "HTTP", "HTTPS"] as const;
const TARGET_GROUP = "a target group, with TargetGroupName, HealthCheckProtocol and HealthCheckIntervalSeconds";

export const awsTargetGroups: ConfigurationReader = {
  format: "aws elbv2 describe-target-groups",
  product: "AWS target groups",
  files: "AWS `describe-target-groups`, JSON",
  selector: "the target group",
  recognises({ text }) {
    const keys = topKeys(text);
    return ["TargetGroups", "TargetGroupArn", "TargetGroupName", "LoadBalancerDescriptions"].some((key) =>
      keys.has(key),
    );
  },
  read(file) {
    const found = readDocuments(file, { merges: false }).flatMap(entries);
    if (found.length === 0)
      return partition([
        unchecked("", place(file, 1), "it lists no target group and no load balancer: AWS has none there"),
      ]);
    return partition(
      found.flatMap((entry) => {
        const name = field(entry, "TargetGroupName") ?? field(entry, "LoadBalancerName");
        return byItself(name?.text ?? "unnamed", place(file, entry.line), () => {
          const check = field(entry, "HealthCheck");
          return [check === undefined ? targetGroup(file, entry) : classic(file, entry, check)];
        });
      }),
    );
  },
};

/** `{TargetGroups: […]}`, `[…]`, `[[…]]` of several pages, or a single one. */
function entries(data: Data): Data[] {
  if (data.kind === "list") return data.items.flatMap(entries);
  const lists = ["TargetGroups", "LoadBalancerDescriptions"].filter((key) => field(data, key) !== undefined);
  return lists.length > 0 ? lists.flatMap((key) => itemsOf(field(data, key))) : [data];
}

function targetGroup(file: SourceFile, group: Data): Found {
  mapOf(group, TARGET_GROUP);
  const get = (key: string) => field(group, key);
  const needed = (key: string): Data => {
    const value = get(key);
    if (value === undefined) throw wrong(file, group.line, `${key} is missing in a target group`);
    return value;
  };
  const selector = textOf(needed("TargetGroupName"));
  const origin = place(file, group.line);
  const unmade = (why: string) => outOfReach(selector, origin, why);

  if (!yesOf(get("HealthCheckEnabled"), true)) return unmade("its health checks are switched off");
  const type = get("TargetType");
  if (type !== undefined && textOf(type) === "lambda")
    return unmade("a Lambda function is invoked, there is no connection");
  const version = get("ProtocolVersion");
  if (version !== undefined && textOf(version) !== "HTTP1")
    return unmade(`${textOf(version)} checks speak HTTP/2, which is not emulated`);

  const balancer = balancerOf(get("Protocol"), itemsOf(get("LoadBalancerArns")));
  const protocol = wordOf(needed("HealthCheckProtocol"), PROTOCOLS);
  const matcher = field(get("Matcher"), "HttpCode");
  const port = get("Port");
  const checkPort = get("HealthCheckPort");
  const path = get("HealthCheckPath");
  const attached = get("LoadBalancerArns");
  const trafficPort = port === undefined ? null : portOf(port);
  return foundCheck({
    selector,
    server: trafficPort === null ? null : `port ${trafficPort}`,
    check: awsHealthCheck({
      selector,
      origin,
      balancer,
      protocol,
      trafficPort,
      checkPort: checkPort === undefined || checkPort.text === "traffic-port" ? null : portOf(checkPort),
      path: path === undefined ? "/" : pathOf(path),
      codes: matcher === undefined ? usualCodes(balancer) : matcherOf(matcher, 200, 599),
      intervalMs: secondsOf(needed("HealthCheckIntervalSeconds")),
      timeoutMs: secondsOf(needed("HealthCheckTimeoutSeconds")),
      healthy: wholeOf(needed("HealthyThresholdCount"), 2, 10),
      unhealthy: wholeOf(needed("UnhealthyThresholdCount"), 2, 10),
      assumptions:
        attached?.kind === "list" && attached.items.length === 0
          ? ["no load balancer uses this target group: AWS makes no checks until one does"]
          : [],
    }),
  });
}

export function usualCodes(balancer: Balancer): readonly CodeRange[] {
  return balancer === "alb" ? [[200, 200]] : [[200, 399]];
}

/** What the group's targets speak says whose it is; the load balancers it is attached to say so too. */
export function balancerOf(protocol: Data | undefined, balancers: readonly Data[]): Balancer {
  const spoken = protocol === undefined ? "" : textOf(protocol).toUpperCase();
  if (spoken === "GENEVE" || balancers.some(({ text }) => text.includes(":loadbalancer/gwy/"))) return "gwlb";
  return /^HTTPS?$/.test(spoken) || balancers.some(({ text }) => text.includes(":loadbalancer/app/")) ? "alb" : "nlb";
}

function classic(file: SourceFile, balancer: Data, check: Data): Found {
  mapOf(check, "a health check with Target, Interval, Timeout and the thresholds");
  const needed = (block: Data, key: string): Data => {
    const value = field(block, key);
    if (value === undefined) throw wrong(file, block.line, `${key} is missing in a health check`);
    return value;
  };
  const selector = textOf(needed(balancer, "LoadBalancerName"));
  const target = targetOf(needed(check, "Target"));
  const listeners = itemsOf(field(balancer, "ListenerDescriptions")).map((one) => field(one, "Listener"));
  const ports = listeners.flatMap((one) => field(one, "InstancePort") ?? []).map(portOf);
  return foundCheck({
    selector,
    server: `port ${ports[0] ?? target.port}`,
    check: classicHealthCheck({
      selector,
      origin: place(file, check.line),
      target,
      ports,
      intervalMs: secondsOf(needed(check, "Interval")),
      timeoutMs: secondsOf(needed(check, "Timeout")),
      healthy: wholeOf(needed(check, "HealthyThreshold"), 2, 10),
      unhealthy: wholeOf(needed(check, "UnhealthyThreshold"), 2, 10),
    }),
  });
}
