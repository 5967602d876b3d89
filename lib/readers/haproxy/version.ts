/**
 * Which version of HAProxy a file is for: the one that is asked for, else the one that its newest keyword came with, else 2.6.
 *
 * Known of the newer ones is what their source and manual say: https://docs.haproxy.org/3.4/configuration.html
 */
import type { Section } from "./sections";
import { wordsBehind } from "./server-keywords";

/** 3.2 is 302, so that versions can be compared. */
export type Version = number;

export const OLDEST: Version = 206;

/** What people ask for. */
export const VERSIONS = ["2.6", "2.8", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5"] as const;

export function versionOf(text: string): Version {
  const [major = "", minor = ""] = text.split(".");
  return 100 * Number(major) + Number(minor);
}

/** Automatic SNI, and ALPN that chooses between HTTP/1 and HTTP/2 (src/tcpcheck.c). */
export const AUTOMATIC: Version = 303;

/** What is no HTTP is an error of the socket, no longer a wrong answer (src/mux_h1.c, h1_process_demux). */
export const INVALID_IS_SOCKERR: Version = 302;

const OF_SERVERS: ReadonlyMap<string, Version> = new Map([
  ["init-state", 301],
  ["renegotiate", 301],
  ["no-renegotiate", 301],
  ["strict-maxconn", 302],
  ["check-reuse-pool", 302],
  ["no-check-reuse-pool", 302],
  ["check-pool-conn-name", 302],
  ["check-sni-auto", 303],
  ["no-check-sni-auto", 303],
  ["sni-auto", 303],
  ["no-sni-auto", 303],
  ["ktls", 303],
  ["healthcheck", 304],
  ["from", 305],
]);

const OF_SECTIONS: ReadonlyMap<string, Version> = new Map([
  ["crt-store", 300],
  ["traces", 301],
  ["log-profile", 301],
  ["acme", 302],
  ["healthcheck", 304],
]);

/** By the newest of its keywords. */
export function versionOfKeywords(sections: readonly Section[]): Version {
  const versions = sections.flatMap(({ kind, lines }) => [
    OF_SECTIONS.get(kind) ?? OLDEST,
    ...lines.map(({ keyword, words }) => {
      const texts = words.map(({ text }) => text);
      if (keyword === "option") return ofOption(texts);
      if (keyword === "server" || keyword === "server-template" || keyword === "default-server") return ofServer(texts);
      return OLDEST;
    }),
  ]);
  return versions.reduce((newest, one) => Math.max(newest, one), OLDEST);
}

function ofOption([name, ...words]: readonly string[]): Version {
  if (name === "httpchk" && words.length === 4) return 301;
  return name === "mysql-check" && words[2] === "post-80" ? 304 : OLDEST;
}

/** The words behind a keyword are its value: `id from` is a name. */
function ofServer(words: readonly string[]): Version {
  let newest = OLDEST;
  for (let at = 0; at < words.length; at += 1 + (wordsBehind(words[at] ?? "") ?? 0))
    newest = Math.max(newest, OF_SERVERS.get(words[at] ?? "") ?? OLDEST);
  return newest;
}
