/** A whole TLS handshake, then close_notify: accepted when it was completed. Verifies the certificate unless told `insecure`. */
import { polite, type TlsOptions } from "../wire/client-wire";

export const tls = (options: TlsOptions) => polite({ ...options, tls: options.tls === "off" ? "on" : options.tls });
