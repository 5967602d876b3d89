/** Which CLIENT to name where the one at hand only connects, so that the service itself has to answer. One line for people. */
import type { ClientConfig } from "../model/config";
import { CERTIFICATE, TRUST } from "./certificate";
import type { FirstContact } from "./first-contact";

/** @param question how the service took what it was asked in its port's protocol; left out: it was not asked */
export function otherClient({ byPort }: ClientConfig, question?: FirstContact): string {
  if (byPort === undefined) {
    return (
      "Name the client of the service's protocol (CLIENT=http, tls, redis, …), or send-expect with CLIENT_SEND and CLIENT_EXPECT: its answer " +
      "proves that the service serves."
    );
  }
  const { port, protocol, settings } = byPort;
  if (question === undefined) {
    return `Port ${port} stands for ${protocol}: ${settings} would prove that the service serves.`;
  }
  if (question.errno === CERTIFICATE) {
    return `It speaks TLS with a certificate that is not trusted here: name CLIENT=${protocol}. ${TRUST}`;
  }
  return (
    `If it is ${protocol} after all, ${settings} shows what it answers; if not, name the client of its own protocol, or send-expect with ` +
    "CLIENT_SEND and CLIENT_EXPECT."
  );
}
