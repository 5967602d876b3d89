/** Reads an OCI layout out of its archive, and holds each blob against its digest. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  platform?: { os: string; architecture: string };
  annotations?: Record<string, string>;
}

export interface OciPlatform {
  platform: string;
  config: {
    os: string;
    architecture: string;
    config: {
      User: string;
      Entrypoint: string[];
      Cmd: string[];
      Env: string[];
      WorkingDir: string;
      Labels: Record<string, string>;
    };
  };
  /** All that has to be fetched, compressed. */
  bytes: number;
  /** As `tar` lists them, of all layers: `drwxr-xr-x 65532/65532 0 1970-01-01 00:00 data/` */
  files: string[];
  /** Writes a file of one of the layers. */
  read(path: string): Buffer;
}

export interface OciArchive {
  name: string | undefined;
  platforms: OciPlatform[];
}

/** @throws where a blob is not what its digest says, or not of its size */
export function readOciArchive(archive: string): OciArchive {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-oci-"));
  try {
    execFileSync("tar", ["-xf", archive, "-C", folder]);
    const { manifests } = json<{ manifests: Descriptor[] }>(readFileSync(join(folder, "index.json")));
    const index = json<{ manifests: Descriptor[] }>(blob(folder, manifests[0]!));
    return {
      name: manifests[0]!.annotations?.["io.containerd.image.name"],
      platforms: index.manifests.map((descriptor) => readPlatform(folder, descriptor)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readPlatform(folder: string, descriptor: Descriptor): OciPlatform {
  const manifest = json<{ config: Descriptor; layers: Descriptor[] }>(blob(folder, descriptor));
  const layers = manifest.layers.map((layer) => blob(folder, layer));
  const tar = (layer: Buffer, ...args: string[]) =>
    execFileSync("tar", [...args, "-zf", "-"], { input: layer, maxBuffer: 1e9, env: { ...process.env, TZ: "UTC" } });
  const listed = layers.map((layer) => tar(layer, "-tv").toString().trim().split("\n"));
  return {
    platform: `${descriptor.platform?.os}/${descriptor.platform?.architecture}`,
    config: json(blob(folder, manifest.config)),
    bytes: [manifest.config, ...manifest.layers].reduce((sum, { size }) => sum + size, descriptor.size),
    files: listed.flat(),
    read(path) {
      const at = listed.findIndex((lines) => lines.some((line) => line.endsWith(` ${path}`)));
      return execFileSync("tar", ["-xzOf", "-", path], { input: layers[at]!, maxBuffer: 1e9 });
    },
  };
}

function blob(folder: string, { digest, size }: Descriptor): Buffer {
  const content = readFileSync(join(folder, "blobs", ...digest.split(":")));
  const found = `sha256:${createHash("sha256").update(content).digest("hex")}`;
  if (found !== digest || content.length !== size)
    throw new Error(`${digest} (${size}) is ${found} (${content.length})`);
  return content;
}

function json<T>(content: Buffer): T {
  return JSON.parse(content.toString()) as T;
}
