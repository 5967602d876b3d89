/** A key and a self-signed certificate for localhost, by the openssl command. */
import { execFileSync } from "node:child_process";

export function certificate(): { key: string; cert: string } {
  const pem = execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
      ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "-"],
    ],
    { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
  );
  const part = (kind: string) => new RegExp(`-----BEGIN ${kind}-----[^]*-----END ${kind}-----\\n`).exec(pem)![0];
  return { key: part("PRIVATE KEY"), cert: part("CERTIFICATE") };
}
