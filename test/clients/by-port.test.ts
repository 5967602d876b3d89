/** The protocol of a port: for each client one, for strangers none. */
import { expect, test } from "vitest";
import { clientSettings, portClient } from "../../lib/clients/by-port";
import { protocolNames, protocols } from "../../lib/clients/protocols";

test.each(protocolNames)("%s: its first port stands for it, and none of its others for another client", (name) => {
  const [first, ...others] = protocols[name].ports;
  expect(portClient(first!.port)?.protocol).toBe(name);
  for (const { port } of others) {
    const found = portClient(port);
    // Behind 443 may be gRPC, behind 9090 nearly anything.
    if (found !== null && port !== 443) expect([port, found.protocol]).toEqual([port, name]);
  }
});

test.each(protocolNames.filter((name) => protocols[name].ports.some(({ tls }) => tls)))(
  "%s: the port that is named for TLS is asked inside it",
  (name) => {
    const { port } = protocols[name].ports.find(({ tls }) => tls)!;
    expect(portClient(port)?.tls).toBe(true);
  },
);

test("no port stands for two protocols", () => {
  const ports = protocolNames.flatMap((name) => protocols[name].ports.filter(({ shared }) => !shared));
  const numbers = ports.map(({ port }) => port);
  expect(numbers).toEqual([...new Set(numbers)]);
});

const silent: [port: number | undefined, why: string][] = [
  [undefined, "the embedded server's port is not known in advance"],
  [4000, "no protocol has it"],
  [9090, "Prometheus, gRPC and many others have it"],
  [110, "POP3 has no client here, and greets"],
  [514, "syslog says nothing, and nothing may be said to it"],
  [8125, "statsd says nothing, and nothing may be said to it"],
  [2575, "HL7 has no client here"],
  [11112, "DICOM has no client here"],
];

test.each(silent)("port %s stands for no protocol: %s", (port) => {
  expect(portClient(port)).toBeNull();
});

test.each([
  [6379, "CLIENT=redis"],
  [6380, "CLIENT=redis CLIENT_TLS=on"],
  [8443, "CLIENT=https"],
])("the client of port %i is what a user writes as %s", (port, text) => {
  expect(clientSettings(portClient(port)!)).toBe(text);
});
