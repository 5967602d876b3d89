/**
 * An HTTP/1 request as a product writes it: one write, so one segment where it fits. Headers keep their order and their case, because a
 * service may look at either; a product that sends none has none here.
 */
import type { Step } from "../model/extension";
import { hexOfText } from "./bytes";

export interface HttpRequest {
  /** Default `GET`. */
  method?: string;
  /** Default `/`. */
  path?: string;
  /** Default `1.1`. */
  version?: "1.0" | "1.1";
  headers?: readonly (readonly [name: string, value: string])[];
  body?: string;
}

export function httpRequest({
  method = "GET",
  path = "/",
  version = "1.1",
  headers = [],
  body = "",
}: HttpRequest): Extract<Step, { kind: "send" }> {
  const lines = [`${method} ${path} HTTP/${version}`, ...headers.map(([name, value]) => `${name}: ${value}`), "", body];
  return { kind: "send", hex: hexOfText(lines.join("\r\n")) };
}
