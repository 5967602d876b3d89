/** RabbitMQ with a node, a data folder and an account of its own. */
import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { account, isRoot, startDaemon } from "./daemon";
import { freePort } from "./free-port";
import type { Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

export function rabbitMq(): Promise<Service> {
  return withFolder(async (folder) => {
    const port = await freePort();
    const distribution = await freePort();
    const registryPort = await freePort();
    const config = join(folder, "rabbitmq.conf");
    const definitions = join(folder, "definitions.json");
    chmodSync(folder, 0o755);
    const home = join(folder, "home");
    mkdirSync(home);
    const owner = isRoot ? account("rabbitmq") : null;
    if (owner !== null) chownSync(home, owner.uid, owner.gid);
    writeFileSync(definitions, JSON.stringify(DEFINITIONS));
    writeFileSync(
      config,
      [
        `listeners.tcp.1 = 127.0.0.1:${port}`,
        "log.console = true",
        "log.console.level = info",
        "log.file = false",
        `load_definitions = ${definitions}`,
        "",
      ].join("\n"),
    );
    // The registry of Erlang nodes. One that RabbitMQ starts by itself would stay behind.
    const registry = await startDaemon(["epmd", "-port", String(registryPort), "-address", "127.0.0.1"], {
      port: registryPort,
      as: "rabbitmq",
    });
    const broker = await startDaemon(["/usr/lib/rabbitmq/bin/rabbitmq-server"], {
      port,
      as: "rabbitmq",
      env: {
        HOME: home,
        ERL_EPMD_PORT: String(registryPort),
        RABBITMQ_NODENAME: `storm${port}@localhost`,
        RABBITMQ_DIST_PORT: String(distribution),
        RABBITMQ_CONFIG_FILE: config.replace(/\.conf$/, ""),
        RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "enabled_plugins"),
        RABBITMQ_MNESIA_BASE: join(home, "mnesia"),
        RABBITMQ_LOG_BASE: join(home, "log"),
        RABBITMQ_LOGS: "-",
        // Its threads do not spin for work, on the two cores that everything else runs on.
        RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
          "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
      },
    }).catch(async (error: unknown) => {
      await registry.stop();
      throw error;
    });
    return { ...broker, stop: () => broker.stop().finally(() => registry.stop()) };
  });
}

export const ACCOUNT = { CLIENT_USER: "storm", CLIENT_PASSWORD: "no secret" };

const DEFINITIONS = {
  users: [{ name: ACCOUNT.CLIENT_USER, password: ACCOUNT.CLIENT_PASSWORD, tags: "" }],
  vhosts: [{ name: "/" }],
  permissions: [{ user: ACCOUNT.CLIENT_USER, vhost: "/", configure: "^$", write: "^$", read: "^$" }],
};

export const STARTED = /Server startup complete/;
export const NORMAL = [
  / \[info\] \S+ accepting AMQP connection \S+ \(127\.0\.0\.1:\d+ -> 127\.0\.0\.1:\d+\)$/,
  / \[info\] \S+ connection \S+ \(127\.0\.0\.1:\d+ -> [^)]*\): user 'storm' authenticated and granted access to vhost '\/'$/,
  / \[info\] \S+ closing AMQP connection \S+ \(127\.0\.0\.1:\d+ -> [^)]*\)?/,
  / \[info\] \S+ {2}\* \S+$/,
  // The last words of its banner, which it writes beside its log.
  /^ completed with 0 plugins\.$/,
];
export const ACCEPTED = /user 'storm' authenticated and granted access to vhost '\/'$/gm;

export const polite: PoliteRow[] = [
  {
    client: "amqp",
    server: "RabbitMQ, with an account",
    tools: ["rabbitmqctl"],
    debian: "rabbitmq-server",
    start: rabbitMq,
    settings: ACCOUNT,
    served: ACCEPTED,
    normal: NORMAL,
    started: STARTED,
  },
];
