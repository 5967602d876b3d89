/** The client: what a real user says, from CLIENT and its settings, or spelled out in a CONFIG file. */
import type { Wire } from "../model/checker";
import { listens } from "../clients/accepts";
import { clientSettings, portClient } from "../clients/by-port";
import { clientWire, protocolWire } from "../clients/index";
import { polite } from "../wire/client-wire";
import { isProtocol, protocolNames, protocols } from "../clients/protocols";
import type { ClientConfig } from "../model/config";
import { LEFT_OUT, refusal } from "../text/refusal";
import type { ConfigFile } from "./config-file";
import { refuse } from "../source/data";
import { readEnding } from "./ending";
import type { AllGiven, RunSettings } from "./given";
import type { SettingName } from "./settings";
import { readSteps } from "./steps/index";

export function readClient(spelledOut: ConfigFile["client"], run: RunSettings): ClientConfig {
  const { values, given, host, port } = run;
  const kind = spelledOut !== null && !given.has("CLIENT") ? "steps" : values.CLIENT;
  const tls = speaksTls(kind) && !given.has("CLIENT_TLS") ? "on" : values.CLIENT_TLS;
  refuseContradictions(kind, tls, given);
  const serverName = values.CLIENT_SNI ?? (tls === "off" ? "" : host);
  const wire =
    kind === "steps"
      ? stepsWire(spelledOut, { tls, serverName }, run)
      : clientWire(kind, {
          host,
          ...(port !== undefined && { port }),
          tls,
          serverName,
          send: values.CLIENT_SEND ?? "",
          expect: values.CLIENT_EXPECT ?? null,
          user: values.CLIENT_USER ?? null,
          password: values.CLIENT_PASSWORD ?? null,
        });
  return {
    kind,
    wire,
    ratePerSecond: values.CLIENT_RATE,
    timeoutMs: values.CLIENT_TIMEOUT,
    tls,
    serverName,
    ...(kind === "auto" || (wire !== null && !listens(wire)) ? byPort({ tls, serverName }, run) : {}),
    ...((given.has("CLIENT_USER") || given.has("CLIENT_PASSWORD")) && { credentials: true }),
    source: values.CLIENT_SOURCE ?? null,
  };
}

const SAYS_WHAT_A_CLIENT_DOES: readonly SettingName[] = [
  "CLIENT",
  "CLIENT_SEND",
  "CLIENT_EXPECT",
  "CLIENT_USER",
  "CLIENT_PASSWORD",
  "CLIENT_TLS",
  "CLIENT_SNI",
  "CLIENT_SOURCE",
];

/** The client that a script brings along: how often it comes and how long it waits is all that settings say of it. */
export function scriptClient(spelledOut: ConfigFile["client"], { values, given }: RunSettings): ClientConfig {
  const why = "the script has a client of its own";
  for (const setting of SAYS_WHAT_A_CLIENT_DOES) {
    const one = given.get(setting);
    if (one !== undefined) throw refusal(one.name, one.text, LEFT_OUT, { why });
  }
  if (spelledOut !== null) throw refuse(spelledOut.steps, LEFT_OUT, { why });
  return {
    kind: "script",
    wire: polite({ tls: "off", serverName: "" }),
    ratePerSecond: values.CLIENT_RATE,
    timeoutMs: values.CLIENT_TIMEOUT,
    tls: "off",
    serverName: "",
    source: null,
  };
}

/** CLIENT_USER plays no part here: a user who sets it has named the client as well. */
function byPort(
  { tls, serverName }: Pick<ClientConfig, "tls" | "serverName">,
  { host, port }: RunSettings,
): Pick<ClientConfig, "byPort"> {
  const found = portClient(port);
  if (found === null || port === undefined) return {};
  const { protocol } = found;
  const added = found.tls && tls === "off";
  const wire = protocolWire(protocol, {
    host,
    port,
    tls: added ? "on" : tls,
    serverName,
    user: null,
    password: null,
  });
  return { byPort: { port, protocol, settings: clientSettings({ protocol, tls: added }), wire } };
}

function speaksTls(kind: ClientConfig["kind"]): boolean {
  return kind === "tls" || (isProtocol(kind) && protocols[kind].tls === "always");
}

function refuseContradictions(kind: ClientConfig["kind"], tls: ClientConfig["tls"], given: AllGiven): void {
  const no = (setting: SettingName, why: string, expected: string = LEFT_OUT) => {
    const one = given.get(setting);
    if (one !== undefined) throw refusal(one.name, one.text, expected, { why });
  };
  if (kind !== "send-expect") {
    no("CLIENT_SEND", "only CLIENT=send-expect sends it");
    no("CLIENT_EXPECT", "only CLIENT=send-expect looks for it");
  } else if (!given.has("CLIENT_EXPECT")) {
    no("CLIENT", "it is what the answer begins with, such as 220 or regex:^2[0-9][0-9]", "CLIENT_EXPECT beside it");
  }
  refuseCredentials(kind, given, no);
  if (speaksTls(kind) && tls === "off") no("CLIENT_TLS", `CLIENT=${kind} speaks TLS`, "on or insecure");
  if (tls === "off") no("CLIENT_SNI", "only a client inside TLS names a host; set CLIENT=tls or CLIENT_TLS=on as well");
}

function refuseCredentials(
  kind: ClientConfig["kind"],
  given: AllGiven,
  no: (setting: SettingName, why: string, expected?: string) => void,
): void {
  const login = isProtocol(kind) ? protocols[kind].login : undefined;
  if (login === undefined) {
    const names = protocolNames.filter((name) => protocols[name].login !== undefined).join(", ");
    for (const name of ["CLIENT_USER", "CLIENT_PASSWORD"] as const) no(name, `only these clients log in: ${names}`);
  }
  if (login === "user") {
    no(
      "CLIENT_PASSWORD",
      `the answer to a challenge of ${kind} cannot be said in advance; name a user without a password`,
    );
  }
  if (login === "user and password" && !given.has("CLIENT_USER")) {
    no("CLIENT_PASSWORD", "a password alone logs nobody in", "CLIENT_USER beside it");
  }
}

function stepsWire(
  spelledOut: ConfigFile["client"],
  tls: Pick<ClientConfig, "tls" | "serverName">,
  { values, given, host, outside }: RunSettings,
): Wire {
  if (spelledOut === null) {
    const { name, text } = given.get("CLIENT") ?? { name: "CLIENT", text: "steps" };
    throw refusal(name, text, "client.steps in a CONFIG file beside it");
  }
  const steps = readSteps(spelledOut.steps, {
    outside,
    host,
    timeoutMs: values.CLIENT_TIMEOUT,
    timeout: "CLIENT_TIMEOUT",
  });
  const own = steps.findIndex((step) => step.kind === "tls" || step.kind === "tls-hello");
  if (own >= 0 && tls.tls !== "off") {
    throw refuse(spelledOut.steps, "CLIENT_TLS or a step tls", { why: "both are given" });
  }
  const wire = polite(tls, ...steps);
  if (spelledOut.ending === undefined) return wire;
  const ending = readEnding(spelledOut.ending, wire.steps, outside);
  if (ending.kind === "rst" || ending.kind === "fin") {
    throw refuse(spelledOut.ending, "half-close or drain-fin", {
      why: "a client that leaves bytes unread resets the connection, and does harm itself",
    });
  }
  return { ...wire, ending };
}
