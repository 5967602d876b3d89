/** `aws_lb_target_group` (also `aws_alb_target_group`) and `aws_elb`. */
import { classicHealthCheck, targetOf } from "../aws-target-groups/classic";
import { awsHealthCheck } from "../aws-target-groups/health-check";
import { balancerOf, usualCodes } from "../aws-target-groups/index";
import { matcherOf } from "../aws-target-groups/matcher";
import { field, itemsOf, pathOf, portOf, secondsOf, textOf, wholeOf, wordOf, yesOf } from "../../source/fields";
import type { Read } from "../partition";
import { wrong } from "../../source/place";
import { blockOf, far, setting, type Resource } from "./resource";

const threshold = (data: Parameters<typeof wholeOf>[0]) => wholeOf(data, 2, 10);

export function awsTargetGroup(resource: Resource): Read {
  const { address, origin, values } = resource;
  const get = (key: string) => field(values.data, key);
  if (get("target_type")?.text === "lambda")
    return far(resource, "a Lambda function is invoked, there is no connection");
  const version = get("protocol_version");
  if (version !== undefined && textOf(version) !== "HTTP1")
    return far(resource, `${textOf(version)} checks speak HTTP/2, which is not emulated`);

  const balancer = balancerOf(get("protocol"), []);
  const block = blockOf(values, "health_check");
  const given = block.data !== undefined;
  if (!given && block.unknown !== undefined)
    block.assumptions.push("health_check is known after apply; what AWS takes where nothing is said is assumed");
  const own = given ? block : { ...block, unknown: undefined };
  if (!setting(own, "enabled", (data) => yesOf(data, true), true))
    return far(resource, "its health checks are switched off");
  // With the block the provider fills in, without it AWS does.
  const usual = given || balancer === "alb" ? "HTTP" : "TCP";
  const protocol = setting(own, "protocol", (data) => wordOf(data, ["TCP", "HTTP", "HTTPS"] as const), usual);
  const timeout = balancer !== "nlb" ? 5_000 : protocol === "HTTP" ? 6_000 : 10_000;
  const port = get("port");
  const trafficPort = port === undefined ? null : portOf(port);
  const checkPort = setting(
    own,
    "port",
    (data) => (data.text === "traffic-port" ? null : portOf(data)),
    null,
    "traffic-port",
  );
  const seconds = (ms: number) => `${ms / 1000} s`;
  const interval = balancer === "gwlb" && !given ? 10_000 : 30_000;
  return {
    check: {
      selector: address,
      server: trafficPort === null ? null : `port ${trafficPort}`,
      check: awsHealthCheck({
        selector: address,
        origin,
        balancer,
        protocol,
        trafficPort,
        checkPort,
        ...(protocol === "TCP"
          ? { path: "/", codes: usualCodes(balancer) }
          : {
              path: setting(own, "path", pathOf, "/"),
              codes: setting(
                own,
                "matcher",
                (data) => matcherOf(data, 200, 599),
                usualCodes(balancer),
                balancer === "alb" ? "200" : "200-399",
              ),
            }),
        intervalMs: setting(own, "interval", secondsOf, interval, seconds(interval)),
        timeoutMs: setting(own, "timeout", secondsOf, timeout, seconds(timeout)),
        healthy: setting(own, "healthy_threshold", threshold, given ? 3 : 5),
        unhealthy: setting(own, "unhealthy_threshold", threshold, given ? 3 : 2),
        assumptions: block.assumptions,
      }),
    },
  };
}

export function awsElb(resource: Resource): Read {
  const { address, origin, values } = resource;
  const block = blockOf(values, "health_check");
  if (block.data === undefined) return far(resource, "it says no health check");
  const target = field(block.data, "target");
  if (target === undefined)
    throw wrong({ name: block.data.file }, block.line, `${address} has a health_check without target`);
  const read = targetOf(target);
  const ports = itemsOf(field(values.data, "listener")).flatMap((one) => field(one, "instance_port") ?? []);
  return {
    check: {
      selector: address,
      server: `port ${read.port}`,
      check: classicHealthCheck({
        selector: address,
        origin,
        target: read,
        ports: ports.map(portOf),
        intervalMs: setting(block, "interval", secondsOf, 30_000, "30 s"),
        timeoutMs: setting(block, "timeout", secondsOf, 5_000, "5 s"),
        healthy: setting(block, "healthy_threshold", threshold, 10),
        unhealthy: setting(block, "unhealthy_threshold", threshold, 2),
      }),
    },
  };
}
