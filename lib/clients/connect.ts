/**
 * Connects, says nothing, leaves politely: accepted when the handshake was completed.
 *
 * The handshake is the kernel's work: it goes on for a service that has stopped accepting, until the queue is full. Inside TLS
 * the service itself has to answer, so there the handshake is evidence.
 */
import { polite, type TlsOptions } from "../wire/client-wire";

export const connect = (options: TlsOptions) => polite(options);
