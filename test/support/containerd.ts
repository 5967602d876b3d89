/**
 * Debian's containerd and runc, for one test file: with folders and a socket of its own, no registry and no network plugins. A container
 * shares the host's network, so that it reaches a server on loopback.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { start, type Ended } from "../../lib/node/child";
import { hasTool } from "./tools";

export const hasContainerd = process.getuid?.() === 0 && ["containerd", "ctr", "runc"].every(hasTool);

export interface ContainerOptions {
  image: string;
  /** A folder of the host, and where it is in the container. */
  mount: { from: string; to: string };
  env: Readonly<Record<string, string>>;
  /** In place of the image's own command. */
  args?: readonly string[];
}

export interface Containerd {
  importImage(archive: string): Promise<void>;
  /** The image as its owner wants it: its user, its entry point. The root of its files is read-only. */
  runContainer(options: ContainerOptions): Promise<Ended>;
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 50;
const READY_WITHIN_MS = 60_000;

/** It needs nothing of the kernel's file systems, unlike overlays inside a container. */
const SNAPSHOTTER = ["--snapshotter", "native"];

export async function startContainerd(): Promise<Containerd> {
  const folder = mkdtempSync(join(tmpdir(), "probe-storm-containerd-"));
  const socket = join(folder, "containerd.sock");
  mkdirSync(join(folder, "root"));
  writeFileSync(
    join(folder, "config.toml"),
    `version = 2
root = "${folder}/root"
state = "${folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "${socket}"
[ttrpc]
  address = "${folder}/ttrpc.sock"
`,
  );
  const daemon = spawn("containerd", ["--config", join(folder, "config.toml")], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  daemon.stderr.setEncoding("utf8").on("data", (chunk: string) => (log += chunk));
  const ended = new Promise<void>((resolve) => daemon.on("close", () => resolve()));
  const ctr = (args: readonly string[]) => start("ctr", ["--address", socket, ...args]).ended;
  let count = 0;
  const containerd: Containerd = {
    async importImage(archive) {
      const { code, stderr } = await ctr(["images", "import", ...SNAPSHOTTER, archive]);
      if (code !== 0) throw new Error(`ctr images import ended with ${code}: ${stderr}`);
    },
    runContainer({ image, mount, env, args = [] }) {
      const settings = Object.entries(env).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
      const bind = `type=bind,src=${mount.from},dst=${mount.to},options=rbind:rw`;
      const flags = ["--rm", "--net-host", "--read-only", ...SNAPSHOTTER, "--mount", bind, ...settings];
      return ctr(["run", ...flags, image, `run-${process.pid}-${++count}`, ...args]);
    },
    async stop() {
      daemon.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const deadline = Date.now() + READY_WITHIN_MS;
  while ((await ctr(["version"])).code !== 0) {
    if (daemon.exitCode !== null || Date.now() > deadline) {
      await containerd.stop();
      throw new Error(`containerd does not answer\n${log}`);
    }
    await delay(LOOK_EVERY_MS);
  }
  return containerd;
}
