/** `aws_lb_target_group` (also `aws_alb_target_group`) and `aws_elb`. */
import type { Claim } from "../../model/assumptions";
import { classicHealthCheck, targetOf } from "../aws-target-groups/classic";
import { awsHealthCheck } from "../aws-target-groups/target-group-check";
import { balancerOf, usualCodes } from "../aws-target-groups/index";
import { matcherOf } from "../aws-target-groups/matcher";
import type { Data } from "../../source/data";
import { field, itemsOf, pathOf, portOf, secondsOf, textOf, wholeOf, wordOf, yesOf } from "../../source/fields";
import { foundCheck, type Found } from "../found";
import { wrong } from "../../source/place";
import { assumedFor, resourceOutOfReach, blockOf, setting, type Block, type Resource } from "./resource";

const threshold = (data: Data) => wholeOf(data, 2, 10);

export function awsTargetGroup(resource: Resource): Found {
  const { address, origin, values } = resource;
  if (field(values.data, "target_type")?.text === "lambda")
    return resourceOutOfReach(resource, "a Lambda function is invoked, there is no connection");
  const version = field(values.data, "protocol_version");
  if (version !== undefined && textOf(version) !== "HTTP1")
    return resourceOutOfReach(resource, `${textOf(version)} checks speak HTTP/2, which is not emulated`);

  const balancer = balancerOf(field(values.data, "protocol"), []);
  const given = blockOf(values, "health_check");
  const isGiven = given.data !== undefined;
  // A whole block that is not known is assumed once, not setting by setting.
  const block: Block = isGiven ? given : { ...given, unknown: undefined };
  const wholeBlock: Claim[] =
    !isGiven && given.unknown !== undefined
      ? ["health_check is known after apply; what AWS takes where nothing is said is assumed"]
      : [];
  const enabled = setting(block, "enabled", (data) => yesOf(data, true), true);
  if (!enabled.value) return resourceOutOfReach(resource, "its health checks are switched off");
  // With the block the provider fills in, without it AWS does.
  const usual = isGiven || balancer === "alb" ? "HTTP" : "TCP";
  const protocol = setting(block, "protocol", (data) => wordOf(data, ["TCP", "HTTP", "HTTPS"] as const), usual);
  const port = field(values.data, "port");
  const trafficPort = port === undefined ? null : portOf(port);
  const checkPort = setting(
    block,
    "port",
    (data) => (data.text === "traffic-port" ? null : portOf(data)),
    null,
    "traffic-port",
  );
  const asks = protocol.value !== "TCP";
  const codes = usualCodes(balancer);
  const path = asks ? setting(block, "path", pathOf, "/") : { value: "/", assumed: [] };
  const matcher = asks
    ? setting(block, "matcher", (data) => matcherOf(data, 200, 599), codes, balancer === "alb" ? "200" : "200-399")
    : { value: codes, assumed: [] };
  const usualIntervalMs = balancer === "gwlb" && !isGiven ? 10_000 : 30_000;
  const usualTimeoutMs = balancer !== "nlb" ? 5_000 : protocol.value === "HTTP" ? 6_000 : 10_000;
  const interval = setting(block, "interval", secondsOf, usualIntervalMs, `${usualIntervalMs / 1000} s`);
  const timeout = setting(block, "timeout", secondsOf, usualTimeoutMs, `${usualTimeoutMs / 1000} s`);
  const healthy = setting(block, "healthy_threshold", threshold, isGiven ? 3 : 5);
  const unhealthy = setting(block, "unhealthy_threshold", threshold, isGiven ? 3 : 2);
  return foundCheck({
    selector: address,
    server: trafficPort === null ? null : `port ${trafficPort}`,
    check: awsHealthCheck({
      selector: address,
      origin,
      balancer,
      protocol: protocol.value,
      trafficPort,
      checkPort: checkPort.value,
      path: path.value,
      codes: matcher.value,
      intervalMs: interval.value,
      timeoutMs: timeout.value,
      healthy: healthy.value,
      unhealthy: unhealthy.value,
      assumptions: [
        ...wholeBlock,
        ...assumedFor(enabled, protocol, checkPort, path, matcher, interval, timeout, healthy, unhealthy),
      ],
    }),
  });
}

export function awsElb(resource: Resource): Found {
  const { address, origin, values } = resource;
  const block = blockOf(values, "health_check");
  if (block.data === undefined) return resourceOutOfReach(resource, "it says no health check");
  const targetData = field(block.data, "target");
  if (targetData === undefined)
    throw wrong({ name: block.data.file }, block.line, `${address} has a health_check without target`);
  const target = targetOf(targetData);
  const ports = itemsOf(field(values.data, "listener")).flatMap((one) => field(one, "instance_port") ?? []);
  return foundCheck({
    selector: address,
    server: `port ${target.port}`,
    check: classicHealthCheck({
      selector: address,
      origin,
      target,
      ports: ports.map(portOf),
      intervalMs: setting(block, "interval", secondsOf, 30_000, "30 s").value,
      timeoutMs: setting(block, "timeout", secondsOf, 5_000, "5 s").value,
      healthy: setting(block, "healthy_threshold", threshold, 10).value,
      unhealthy: setting(block, "unhealthy_threshold", threshold, 2).value,
    }),
  });
}
