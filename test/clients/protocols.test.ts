/** The clients of protocols as data: complete and polite. What they say and take for an answer: client-answers.test.ts. */
import { expect, test } from "vitest";
import { clientWire, type ClientWireOptions } from "../../lib/clients/index";
import { protocolNames, protocols } from "../../lib/clients/protocols";

const options: ClientWireOptions = {
  host: "shop.example",
  tls: "off",
  serverName: "",
  send: "",
  expect: null,
  user: null,
  password: null,
};

test.each(protocolNames)(
  "%s tells in one line each what it does, what proves acceptance and what a refusal is",
  (name) => {
    const { summary, accepts, refusals, remark = "none" } = protocols[name];
    for (const text of [summary, accepts, remark, ...refusals]) expect(text).toMatch(/^\S[^\n]*[^\s.]$/);
    expect(refusals.length).toBeGreaterThan(0);
  },
);

test.each(protocolNames)("%s hears an answer and leaves by a half-close", (name) => {
  const wire = clientWire(name, options)!;
  expect(wire).toMatchObject({ handshake: "full", ending: { kind: "half-close" }, prove: {} });
  expect(wire.steps.some(({ kind }) => kind === "expect")).toBe(true);
  for (const step of wire.steps) if (step.kind === "send") expect(step.hex).toMatch(/^([0-9a-f]{2})+$/);
});

test.each(protocolNames)("%s inside TLS: one handshake, with the name of the host or the one given", (name) => {
  const handshakes = (serverName: string) =>
    clientWire(name, { ...options, tls: "insecure", serverName })!.steps.filter(({ kind }) => kind === "tls");
  const alpn = name === "grpc" ? { alpn: ["h2"] } : {};
  expect(handshakes("")).toEqual([{ kind: "tls", serverName: "shop.example", verify: false, ...alpn }]);
  expect(handshakes("sni.example")).toEqual([{ kind: "tls", serverName: "sni.example", verify: false, ...alpn }]);
});
