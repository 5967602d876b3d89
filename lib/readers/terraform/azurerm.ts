/** `azurerm_lb_probe`: a probe of Azure's load balancer. */
import type { Note } from "../../model/note";
import { azureLb } from "../../checkers/products/azure";
import type { Data } from "../../source/data";
import { placeOf } from "../../source/documents";
import { field, portOf, secondsOf, textOf, wholeOf, wordOf } from "../../source/fields";
import { wrong } from "../../source/place";
import { azureAssumptions, AZURE_PROTOCOLS, azureProbe } from "../azure-probe";
import { foundCheck, type Found } from "../found";
import { fromPreset } from "../from-preset";
import { assumedFor, setting, type Resource } from "./resource";

export function azurermLbProbe(resource: Resource): Found {
  const { address, origin, values } = resource;
  const protocol = setting(values, "protocol", (data) => wordOf(data, AZURE_PROTOCOLS), "Tcp");
  const portData = field(values.data, "port");
  if (portData === undefined) throw wrong({ name: values.data.file }, values.line, `${address} has no port`);
  const port = portOf(portData);
  const path =
    protocol.value === "Tcp"
      ? { value: "", assumed: [] }
      : setting(values, "request_path", (data) => textOf(data), "/");
  const interval = setting(values, "interval_in_seconds", secondsOf, 15_000, "15 s");
  const threshold = setting(values, "probe_threshold", (data) => wholeOf(data, 1, 100), 1);
  return foundCheck({
    selector: address,
    server: `port ${port}`,
    check: fromPreset(azureLb, {
      selector: address,
      origin,
      summary: `Azure Load Balancer, ${protocol.value.toUpperCase()} probe ${address}`,
      ...azureProbe({
        protocol: protocol.value,
        port,
        path: path.value.startsWith("/") ? path.value : `/${path.value}`,
        intervalMs: interval.value,
      }),
      rise: threshold.value,
      fall: threshold.value,
      assumptions: [...azureAssumptions(protocol.value), ...assumedFor(protocol, path, interval, threshold)],
      notes: probesNote(field(values.data, "number_of_probes")),
    }),
  });
}

function probesNote(data: Data | undefined): Note[] {
  if (data === undefined) return [];
  const text = "`number_of_probes` counts for nothing with Azure; `probe_threshold` decides";
  return [{ kind: "note", about: "number_of_probes", place: placeOf(data), text }];
}
