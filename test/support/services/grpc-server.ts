/** A gRPC server of grpc-go, with the health service of the same, or of Debian's python3-grpcio without one. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { startService, type Service } from "./service";
import { withFolder } from "./with-folder";
import type { PoliteRow } from "./polite";

const GO_SOURCE = new URL("grpc_server.go", import.meta.url).pathname;
const PYTHON_SOURCE = new URL("grpc_server.py", import.meta.url).pathname;
const MODULE = new URL("../../../", import.meta.url).pathname;

/** @param status what it says of itself, or `none`: a server without a health service */
export function goGrpcServer(status: "serving" | "not-serving" | "none"): Promise<Service> {
  return withFolder((folder) => {
    const program = join(folder, "grpc-server");
    // grpc-go is a part of k6, so the module knows it.
    execFileSync("go", ["build", "-o", program, GO_SOURCE], { cwd: MODULE, stdio: ["ignore", "ignore", "pipe"] });
    return startService([program, status], /^listening on port (\d+)$/m);
  });
}

export function pythonGrpcServer(status: "serving" | "none"): Promise<Service> {
  return startService(["/usr/bin/python3", "-u", PYTHON_SOURCE, status], /^listening on port (\d+)$/m);
}

export const NORMAL = [/^listening on port \d+$/, /^Check$/];
export const ACCEPTED = /^Check$/gm;

export const polite: PoliteRow[] = [
  {
    client: "grpc",
    server: "grpc-go with its health service",
    tools: ["go"],
    start: () => goGrpcServer("serving"),
    served: ACCEPTED,
    normal: NORMAL,
  },
  {
    client: "grpc",
    server: "Python's grpcio with a health service",
    tools: ["/usr/bin/python3"],
    debian: "python3-grpcio",
    start: () => pythonGrpcServer("serving"),
    served: ACCEPTED,
    normal: NORMAL,
  },
];
