/** What the OCI image holds and how it starts, as .ci/image reads it. */
import type { Platform } from "../packages/platforms";

/** A file, or a folder if its path ends with a slash. Its content is `text`, or that of the file `from`. */
export interface ImageEntry {
  path: string;
  mode: number;
  /** The number of a user, and of a group. 0 is root. */
  owner?: number;
  text?: string;
  from?: string;
}

export interface ImageDescription {
  /** With the tag: what an import calls it. */
  name: string;
  /** Seconds since 1970. */
  created: number;
  /** The names are those of the OCI image specification. */
  config: Readonly<Record<string, unknown>>;
  annotations: Readonly<Record<string, string>>;
  platforms: { os: string; architecture: string; layers: ImageEntry[][] }[];
}

export interface ImageInput {
  version: string;
  description: string;
  homepage: string;
  created: number;
  /** The certificates of well-known authorities, as PEM. */
  certificates: string;
  /** The text of each file in /licenses, by its name. */
  licences: Readonly<Record<string, string>>;
  /** Paths of the bundles, by their name in the image. */
  scripts: Readonly<Record<string, string>>;
  binaries: readonly { platform: Platform; file: string; thirdParty: string }[];
}

/** Nobody's account. Kubernetes' `runAsNonRoot` wants a number. */
const USER = 65532;

/** Where relative names of files are looked for: a folder of the host is mounted here. */
const DATA = "data/";

/** The layers in the order in which they change: certificates and licences, k6, scripts. */
export function imageDescription(input: ImageInput): ImageDescription {
  const labels = labelsOf(input);
  return {
    name: `docker.io/library/probe-storm:${input.version}`,
    created: input.created,
    config: {
      User: `${USER}:${USER}`,
      WorkingDir: `/${DATA}`.replace(/\/$/, ""),
      Entrypoint: ["/usr/bin/k6"],
      Cmd: ["run", "--quiet", "/probe-storm.js"],
      // No address for k6's REST API: runs that share a network would want the same port.
      Env: ["PATH=/usr/bin", "K6_ADDRESS=", "K6_NO_USAGE_REPORT=true", "K6_AUTO_EXTENSION_RESOLUTION=false"],
      Labels: labels,
    },
    annotations: labels,
    platforms: input.binaries.map(({ platform, file, thirdParty }) => ({
      os: platform.goos,
      architecture: platform.goarch,
      layers: [
        [
          { path: DATA, mode: 0o755, owner: USER },
          { path: "etc/ssl/certs/ca-certificates.crt", mode: 0o644, text: input.certificates },
          ...Object.entries({ ...input.licences, "THIRD-PARTY-LICENSES.txt": thirdParty }).map(([name, text]) => ({
            path: `licenses/${name}`,
            mode: 0o644,
            text,
          })),
        ],
        [{ path: "usr/bin/k6", mode: 0o755, from: file }],
        Object.entries(input.scripts).map(([name, from]) => ({ path: name, mode: 0o644, from })),
      ],
    })),
  };
}

function labelsOf({ version, description, homepage }: ImageInput): Record<string, string> {
  return {
    "org.opencontainers.image.title": "probe-storm",
    "org.opencontainers.image.description": description,
    "org.opencontainers.image.version": version,
    "org.opencontainers.image.source": homepage,
    "org.opencontainers.image.documentation": `${homepage}/tree/v${version}/docs`,
    // Everything of ours, and k6, which is built in.
    "org.opencontainers.image.licenses": "Apache-2.0 AND AGPL-3.0-only",
  };
}
