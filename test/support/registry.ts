/** An npm registry on loopback that has the packages of one version, and tells which archives it was asked for. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { once } from "node:events";
import type { Manifest } from "../../lib/node/packages/manifests";

export interface Published {
  manifest: Manifest;
  /** The path of the archive; undefined: nobody may ask for it. */
  archive?: string;
}

export interface Registry {
  url: string;
  /** Names of archives. */
  fetched: string[];
  close: () => Promise<void>;
}

export async function startRegistry(packages: readonly Published[]): Promise<Registry> {
  const fetched: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(request.url!).slice(1);
    const archive = packages.find((one) => one.archive !== undefined && basename(one.archive) === path)?.archive;
    const wanted = packages.find(({ manifest }) => manifest.name === path);
    if (archive !== undefined) {
      fetched.push(path);
      response.end(readFileSync(archive));
    } else if (wanted !== undefined) {
      response.setHeader("content-type", "application/json").end(JSON.stringify(document(wanted, url)));
    } else {
      fetched.push(`not there: ${path}`);
      response.writeHead(404).end();
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    fetched,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function document({ manifest, archive }: Published, url: string): object {
  const { name, version } = manifest as { name: string; version: string };
  const dist =
    archive === undefined
      ? { tarball: `${url}never`, integrity: "sha512-never" }
      : {
          tarball: url + basename(archive),
          integrity: `sha512-${createHash("sha512").update(readFileSync(archive)).digest("base64")}`,
        };
  return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } };
}
