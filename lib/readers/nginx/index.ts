/**
 * nginx: `check` of nginx_upstream_check_module and of Tengine for each server of an upstream, and `health_check` of NGINX Plus for the
 * upstream that a location or a server passes to. nginx itself makes no health checks: `max_fails` counts what clients meet.
 */
import { directives, everywhere, type Directive } from "../../source/directives";
import { place } from "../../source/place";
import { topKeys } from "../../source/top-keys";
import { byItself, partition, unchecked, type Found } from "../found";
import type { ConfigurationReader } from "../reader-types";
import { readHealthCheck } from "./health-check";
import { serversOf, valueOf, NGINX } from "./nginx-values";
import { readUpstreamCheck } from "./upstream-check";

const BLOCK = /^[ \t]*(?:upstream[ \t]+[^\s{};]+|(?:http|stream|events|server)[ \t]*)(?:\{|[ \t]*\r?\n[ \t]*\{)/m;
const ENDS = /^[ \t]*[a-z_]+[ \t]+[^\n{}]*;[ \t]*(?:#.*)?\r?$/m;

export const nginx: ConfigurationReader = {
  format: "nginx configuration",
  product: "nginx",
  files: "`nginx.conf`: `check` of upstream_check and Tengine, `health_check` of NGINX Plus",
  selector: "`upstream/server`, or the upstream",
  recognises: ({ text }) => BLOCK.test(text) && ENDS.test(text) && topKeys(text).size === 0,
  read(file) {
    const all = directives(file, NGINX);
    const upstreams = everywhere(all, "upstream").map(({ directive }) => directive);
    const plus = everywhere(all, "health_check");
    const found = [
      ...upstreams.flatMap((upstream) =>
        byItself(nameOf(upstream), place(file, upstream.line), () => readUpstreamCheck(file, upstream, all)),
      ),
      ...plus.flatMap(({ directive, around }, index) =>
        byItself(`health_check-${index + 1}`, place(file, directive.line), () => [
          readHealthCheck(file, directive, around, upstreams, all),
        ]),
      ),
    ];
    const checked = new Set(plus.flatMap(({ around }) => passedTo(around)));
    const none = upstreams.filter((upstream) => !isChecked(upstream) && !checked.has(nameOf(upstream)));
    const unmade = none.map((upstream) => uncheckedUpstream(place(file, upstream.line), upstream));
    const why = "it has no upstream with a check: nginx itself makes no health checks";
    return partition(found.length + unmade.length > 0 ? [...found, ...unmade] : [unchecked("", place(file, 1), why)]);
  },
};

function nameOf({ words }: Directive): string {
  return words[1]?.text ?? "unnamed";
}

function isChecked({ block }: Directive): boolean {
  return (block ?? []).some(({ words }) => words[0]?.text === "check");
}

/** The names of upstreams that the blocks around pass to. */
function passedTo(around: readonly Directive[]): string[] {
  return around
    .flatMap(({ block }) => valueOf(block ?? [], "proxy_pass") ?? [])
    .map((url) => url.replace(/^\w+:\/\//, ""));
}

function uncheckedUpstream(at: string, upstream: Directive): Found {
  const passive = serversOf(upstream).some(({ words }) => words.some(({ text }) => /^max_fails=/.test(text)));
  const why = `upstream ${nameOf(upstream)} has no check${passive ? "; max_fails counts what clients meet, and checks nothing" : ""}`;
  return unchecked(nameOf(upstream), at, why);
}
