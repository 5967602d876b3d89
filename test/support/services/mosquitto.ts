/** Mosquitto, open to whoever comes unless told otherwise. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

export function mosquitto(allowAnonymous = true): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const config = join(folder, "mosquitto.conf");
    writeFileSync(
      config,
      [`listener ${port} 127.0.0.1`, `allow_anonymous ${allowAnonymous}`, "log_dest stderr", "log_type all", ""].join(
        "\n",
      ),
    );
    return startDaemon(["mosquitto", "-c", config], { port });
  });
}

export const NORMAL = [
  /: mosquitto version \S+ (starting|running)$/,
  /: Config loaded from /,
  /: Opening ipv4 listen socket on port \d+\.$/,
  /: New connection from 127\.0\.0\.1:\d+ on port \d+\.$/,
  /: New client connected from 127\.0\.0\.1:\d+ as auto-\S+ \(p2, c1, k60\)\.$/,
  /: No will message specified\.$/,
  /: Sending CONNACK to auto-\S+ \(0, 0\)$/,
  /: Received DISCONNECT from auto-\S+$/,
  /: Client auto-\S+ disconnected\.$/,
];

export const ACCEPTED = /: Received DISCONNECT from auto-/g;

export const polite: PoliteRow[] = [
  {
    client: "mqtt",
    server: "Mosquitto",
    tools: ["mosquitto"],
    debian: "mosquitto",
    start: mosquitto,
    served: ACCEPTED,
    normal: NORMAL,
  },
];
