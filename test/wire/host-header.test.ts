/** The port in `Host`, for those products that send one; what the settings make of TARGET is what goes over the wire. */
import { expect, test } from "vitest";
import { quoted } from "../../lib/wire/bytes";
import { resolve } from "../settings/resolve";

function host(checker: string, target: string | undefined): string | undefined {
  const { checkers } = resolve({ CHECKER: checker, ...(target !== undefined && { TARGET: target }) });
  const sent = checkers[0]!.connections[0].steps.flatMap((step) => (step.kind === "send" ? [quoted(step.hex)] : []));
  return /\\r\\nHost: (.*?)\\r\\n/.exec(sent.join(""))?.[1];
}

test.each(["kubelet-http", "keepalived-http", "keepalived-ssl"])(
  "%s names the target with its port in Host",
  (checker) => {
    expect(host(checker, "10.0.0.5:8080")).toBe("10.0.0.5:8080");
    expect(host(checker, "web.lan:80")).toBe("web.lan:80");
    expect(host(checker, "[fd00::5]:8080")).toBe("[fd00::5]:8080");
    // The embedded server chooses its port once it starts.
    expect(host(checker, undefined)).toBe("127.0.0.1");
  },
);

test("Varnish names the target without its port in Host, and HAProxy sends no Host at all", () => {
  expect(host("varnish", "10.0.0.5:8080")).toBe("10.0.0.5");
  expect(host("haproxy-http", "10.0.0.5:8080")).toBeUndefined();
});
