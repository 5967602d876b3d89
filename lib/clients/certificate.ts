/** A certificate that this side does not trust: how it is known, and what the user can do. */

/** `errno` of the exchange, and the only way to know it: error texts differ between platforms and versions. */
export const CERTIFICATE = "CERTIFICATE";

export const TRUST = "CLIENT_TLS=insecure takes any certificate; CLIENT_SNI names the host that it is for.";
