/**
 * The kubelet's request, as Go's net/http writes it: Host and User-Agent first, then the other headers by name, in Go's spelling (`x-check`
 * becomes `X-Check`), and last the `Connection: close` of a client that keeps no connection.
 */
import type { Step } from "../model/extension";
import { canonicalHeader, goHttpRequest } from "./go-http-request";
import type { Header } from "./http-request";

export interface KubernetesHttpGet {
  /** The path of the manifest: a missing slash is added, characters that a path cannot have are escaped, `#…` is dropped. */
  path: string;
  /** The pod's address with the port. A `Host` among the headers stands in its place. */
  host: string;
  userAgent: string;
  headers: readonly Header[];
}

/** Written apart from the others, or not at all. */
const APART = ["Host", "User-Agent", "Content-Length", "Transfer-Encoding", "Trailer"];

export function kubernetesHttpGet({ path, host, userAgent, headers }: KubernetesHttpGet): Step {
  const all = headers.map(([name, value]) => [canonicalHeader(name), value.trim()] as const);
  const first = (name: string) => all.find(([key]) => key === name)?.[1];
  // An Accept of the manifest's own that is empty leaves it out.
  const accept = first("Accept") === undefined ? [["Accept", "*/*"] as const] : [];
  const others = [...all, ...accept].filter(
    ([name]) => !APART.includes(name) && !(name === "Accept" && first("Accept") === ""),
  );
  const closes = others.some(([name, value]) => name === "Connection" && /(^|[, ])close([, ]|$)/i.test(value));
  return goHttpRequest({
    method: "GET",
    path: requestUri(path),
    host: first("Host") || host,
    userAgent: first("User-Agent") ?? userAgent,
    headers: others,
    body: "",
    uncompressed: true,
    // The manifest's own Connection says it already.
    ...(closes && { keepsAlive: true }),
  });
}

function requestUri(written: string): string {
  const [withQuery = ""] = written.split("#");
  const mark = withQuery.indexOf("?");
  const path = mark < 0 ? withQuery : withQuery.slice(0, mark);
  return (path.startsWith("/") ? "" : "/") + escaped(path) + (mark < 0 ? "" : withQuery.slice(mark));
}

/** Keeps the path where it is valid; else decodes it and encodes it anew. */
function escaped(path: string): string {
  if (/^(?:[\w\-.~!$&'()*+,;=:@/[\]]|%[0-9A-Fa-f]{2})*$/.test(path)) return path;
  let plain = path;
  try {
    plain = decodeURIComponent(path);
  } catch {
    // A lone % is a character like any other.
  }
  return encodeURIComponent(plain)
    .replace(/%(24|26|2B|2C|2F|3A|3B|3D|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
