/**
 * Two hosts and a cable: two network namespaces and a veth pair. They have no name, so the kernel removes them with the last
 * process inside, whatever becomes of the test.
 */
import { execFileSync, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { lines } from "../../support/lines";

/** Root may, but for a container that forbids it. */
export const canNetwork = spawnSync("unshare", ["--net", "ip", "link"], { stdio: "ignore" }).status === 0;

export interface Network {
  /** Put before a command: runs it on the service's host, on the checkers' host. */
  service: string[];
  checkers: string[];
  close(): void;
}

export const SERVICE = "10.77.0.1";
/** Real HAProxy sends from the one, our checks from the other, and our clients from the third. */
export const HAPROXY = "10.77.0.2";
export const OURS = "10.77.0.3";
export const CLIENTS = "10.77.0.4";
/** What is sent there arrives nowhere, and nobody says so. */
export const NOWHERE = "10.77.0.99";
/** The service's end of the cable. */
export const LINK = "link0";

export async function network(): Promise<Network> {
  const hosts: ChildProcess[] = [];
  const host = async () => {
    // Lives until its standard input ends, with this process at the latest.
    const child = spawn("unshare", ["--net", "sh", "-c", "echo made; exec cat"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    hosts.push(child);
    await lines(child.stdout).until((all) => all.length > 0);
    return child.pid!;
  };
  const close = () => hosts.forEach((child) => child.stdin!.end());
  try {
    const [service, checkers] = [await host(), await host()];
    // A segment as the capture shows it is one on the wire: nothing is cut up behind the capture's back.
    const end = (pid: number) => [LINK, "gso_max_segs", "1", "netns", String(pid)];
    execFileSync("ip", ["link", "add", "name", ...end(service), "type", "veth", "peer", "name", ...end(checkers)]);
    const within = (pid: number) => ["nsenter", `--net=/proc/${pid}/ns/net`];
    const up = (pid: number, addresses: string[], more: string[] = []) => {
      const [command, ...args] = within(pid);
      const commands = addresses.map((address) => `ip address add ${address}/24 dev ${LINK}`);
      execFileSync(command!, [...args, "sh", "-e", "-c", [...commands, `ip link set ${LINK} up`, ...more].join("\n")]);
    };
    up(service, [SERVICE]);
    up(
      checkers,
      [HAPROXY, OURS, CLIENTS],
      [`ip neighbour add ${NOWHERE} lladdr 02:00:00:00:00:99 dev ${LINK} nud permanent`],
    );
    return { service: within(service), checkers: within(checkers), close };
  } catch (error) {
    close();
    throw error;
  }
}
