/**
 * ldirectord.cf: the checks of each real server of each virtual service. What a virtual service leaves out is said at the top.
 *
 * ClusterLabs/resource-agents@bf01ad08: ldirectord/ldirectord.in
 */
import { ldirectord as connects, ldirectordNegotiate as negotiates } from "../../checkers/products/ldirectord";
import type { Connections, Preset } from "../../model/checker";
import type { Step } from "../../model/extension";
import { connection } from "../../wire/connection";
import { hexOfText } from "../../wire/bytes";
import { httpRequest } from "../../wire/http-request";
import { httpStatus } from "../../wire/http-status";
import { send } from "../../wire/steps";
import { LONGEST_MS } from "../../text/duration";
import { wellFormed } from "../../text/well-formed";
import { portNumber } from "../../source/address";
import { place, wrong, type SourceFile } from "../../source/place";
import { notEmulated } from "../../source/unsupported";
import { topKeys } from "../../source/top-keys";
import { byItself, foundCheck, outOfReach, partition, unchecked, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { patternStep, type PatternStep } from "../pattern-step";
import type { ConfigurationReader } from "../reader-types";

const VIRTUAL = /^virtual6?[ \t]*=[ \t]*\S/m;
/** What a port is taken for where `service` is left out. */
const SERVICES: ReadonlyMap<number, string> = new Map([
  [20, "ftp"],
  [21, "ftp"],
  [25, "smtp"],
  [53, "dns"],
  [80, "http"],
  [110, "pop"],
  [119, "nntp"],
  [143, "imap"],
  [389, "ldap"],
  [443, "https"],
  [993, "imaps"],
  [995, "pops"],
  [3306, "mysql"],
  [5432, "pgsql"],
]);
const AGENT = "libwww-perl/6.68";

export const ldirectord: ConfigurationReader = {
  format: "ldirectord configuration",
  product: "ldirectord",
  files: "`ldirectord.cf`",
  selector: "`virtual service/real server`",
  recognises: ({ text }) => VIRTUAL.test(text) && /^[ \t]+real6?[ \t]*=/m.test(text) && topKeys(text).size === 0,
  read(file) {
    const { top, virtuals } = linesOf(file);
    const found = virtuals.flatMap((virtual) =>
      virtual.settings
        .filter(({ key }) => /^real6?$/.test(key))
        .flatMap((real) => {
          const selector = `${virtual.name}/${real.value.split(/\s/)[0] ?? ""}`;
          return byItself(selector, place(file, real.line), () => [readReal(file, { virtual, top, real, selector })]);
        }),
    );
    return partition(
      found.length > 0 ? found : [unchecked("", place(file, 1), "no virtual service has a real server")],
    );
  },
};

interface Setting {
  key: string;
  value: string;
  line: number;
}

interface Virtual {
  name: string;
  settings: Setting[];
}

/** What is indented belongs to the virtual service above. */
function linesOf(file: SourceFile): { top: Setting[]; virtuals: Virtual[] } {
  const top: Setting[] = [];
  const virtuals: Virtual[] = [];
  wellFormed(file.text)
    .split(/\r?\n/)
    .forEach((text, index) => {
      const line = index + 1;
      if (/^\s*(?:#|$)/.test(text)) return;
      const [, indent = "", key = "", value = ""] = /^([ \t]*)(\w+)[ \t]*=[ \t]*(.*?)[ \t]*$/.exec(text) ?? [];
      if (key === "") throw wrong(file, line, "expected a line such as checkinterval=10");
      const setting = { key: key.toLowerCase(), value, line };
      const last = virtuals[virtuals.length - 1];
      if (/^virtual6?$/.test(setting.key)) virtuals.push({ name: value, settings: [] });
      else if (indent === "") top.push(setting);
      else if (last === undefined) throw wrong(file, line, `${key} stands before the first virtual service`);
      else last.settings.push(setting);
    });
  return { top, virtuals };
}

interface Real {
  virtual: Virtual;
  top: readonly Setting[];
  real: Setting;
  selector: string;
}

function readReal(file: SourceFile, { virtual, top, real, selector }: Real): Found {
  const at = place(file, real.line);
  const own = (key: string) => lastOf(virtual.settings, key);
  const setting = (key: string) => own(key) ?? lastOf(top, key);
  const [address = "", , , ...asks] = real.value.match(/"[^"]*"|[^\s,]+/g) ?? [];
  const [, host = "", portText] = /^(\[[^\]]+\]|[^:\s]+?)(?:->\S*?)?(?::(\w+))?$/.exec(address) ?? [];
  if (host === "")
    throw wrong(file, real.line, `real: expected an address such as 10.0.0.5:80, got ${JSON.stringify(address)}`);
  if (own("protocol")?.value === "udp") return outOfReach(selector, at, "its protocol is UDP");
  const port = portNumber(own("checkport")?.value ?? portText ?? /:(\d+)$/.exec(virtual.name)?.[1] ?? "") ?? null;
  const type = own("checktype")?.value.toLowerCase() ?? "negotiate";
  const service = own("service")?.value.toLowerCase() ?? SERVICES.get(port ?? 0) ?? "none";
  if (type === "off" || type === "on") return unchecked(selector, at, `checktype=${type}: it is never checked`);
  if (type === "ping" || type.startsWith("external"))
    return outOfReach(selector, at, `checktype=${type} makes no connection`);
  const seconds = (key: string, otherwiseMs: number) => secondsOf(file, setting(key), otherwiseMs);
  const negotiate = type !== "connect" && service !== "none";
  const texts = [own("request")?.value, own("receive")?.value].map((text, index) =>
    unquoted(asks[index] ?? text ?? ""),
  );
  const [request = "", receive = ""] = texts;
  const speaksHttp = /^https?$/.test(service);
  const looks: PatternStep =
    receive === "" || !negotiate ? { steps: [], notes: [] } : patternStep(file, real.line, "receive", receive);
  const wire = negotiate
    ? negotiated(service, {
        request,
        looks: looks.steps,
        method: own("httpmethod")?.value ?? "GET",
        name: own("virtualhost")?.value ?? null,
      })
    : {};
  if (wire === null) return outOfReach(selector, at, `checktype=${type} of the service ${service} is not emulated`);
  // What the preset says of its own request is not so here.
  const base = negotiate ? { ...negotiates, assumptions: [] } : connects;
  const timeoutMs = seconds(negotiate ? "negotiatetimeout" : "checktimeout", base.timeoutMs);
  const elsewhere = own("checkport") !== undefined && port !== null ? { port } : {};
  const makes = wire.connections ?? ((): Connections => [connection("full", [], { kind: "fin" })]);
  return foundCheck({
    selector,
    server: port === null ? host : `${host}:${port}`,
    check: fromPreset(base, {
      selector,
      origin: at,
      summary: `ldirectord, checktype ${type}${negotiate ? `, service ${service}` : ""}, of ${selector}`,
      ...wire,
      connections: (options) => {
        const [first] = makes(options);
        return [{ ...first, ...elsewhere }];
      },
      intervalMs: seconds("checkinterval", base.intervalMs),
      timeoutMs,
      rise: 1,
      fall: /^\d+$/.test(type)
        ? 1
        : Math.max(1, Number(/^\d{1,4}$/.exec(setting("failurecount")?.value ?? "1")?.[0] ?? 1)),
      assumptions: negotiate && speaksHttp ? [`the headers of ${AGENT} are assumed`] : [],
      notes: [
        ...looks.notes,
        ...(negotiate && !speaksHttp && receive !== ""
          ? [notEmulated(at, "receive", "the answer is read, and not compared with it")]
          : []),
        ...(/^\d+$/.test(type)
          ? [notEmulated(at, "checktype", "a number mixes connections with requests; here each is a request")]
          : []),
      ],
    }),
  });
}

function lastOf(settings: readonly Setting[], key: string): Setting | undefined {
  return settings.filter((one) => one.key === key).pop();
}

function unquoted(text: string): string {
  return text
    .replace(/^"(.*)"$/, "$1")
    .replace(/\\n/g, "\n")
    .replace(/\\r/g, "\r");
}

function secondsOf(file: SourceFile, setting: Setting | undefined, otherwiseMs: number): number {
  if (setting === undefined) return otherwiseMs;
  const ms = /^\d{1,6}$/.test(setting.value) ? Number(setting.value) * 1000 : NaN;
  if (!(ms >= 1000 && ms <= LONGEST_MS))
    throw wrong(file, setting.line, `${setting.key}: expected a number of seconds, such as 10, got "${setting.value}"`);
  return ms;
}

interface Asked {
  request: string;
  /** What is looked for in the answer. */
  looks: Step[];
  method: string;
  name: string | null;
}

/** null: what it says is not emulated. */
function negotiated(
  service: string,
  { request, looks, method, name }: Asked,
): Partial<Pick<Preset, "style" | "connections">> | null {
  if (service === "http" || service === "https")
    return {
      style: "send-expect",
      connections: ({ host }) => {
        const asks = httpRequest({
          method: method.toUpperCase(),
          path: request.startsWith("/") ? request : `/${request}`,
          headers: [
            ["TE", "deflate,gzip;q=0.3"],
            ["Connection", "TE, close"],
            ["Host", name ?? host],
            ["User-Agent", AGENT],
          ],
        });
        const tls = service === "https" ? [{ kind: "tls" as const, verify: false }] : [];
        return [connection("full", [...tls, asks, httpStatus("2[0-9][0-9]"), ...looks], { kind: "drain-fin" })];
      },
    };
  if (service !== "simpletcp") return null;
  const asks = request === "" ? [] : [send(hexOfText(request))];
  return { connections: ({ timeoutMs }) => [connection("full", asks, { kind: "half-close", withinMs: timeoutMs })] };
}
