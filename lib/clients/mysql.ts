/**
 * Knows MySQL and MariaDB by their first packet: https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase.html
 *
 * Three bytes of length, a sequence number of 0, then either 0x0a and the version's text (the handshake) or 0xff, two bytes of
 * error number and a text. They count whoever leaves without a login, and block the address after `max_connect_errors` of them.
 */

/** What it says of itself (version, or the error's text); null when this is no such packet. */
export function mysqlGreeting(hex: string): string | null {
  const bytes = (hex.match(/../g) ?? []).map((byte) => parseInt(byte, 16));
  const [low = 0, middle = 0, high = 0, sequence, kind] = bytes;
  const length = low + middle * 0x100 + high * 0x10000;
  if (sequence !== 0 || length < 4 || length > 0x1000) return null;
  if (kind === 0x0a) {
    const end = bytes.indexOf(0, 5);
    const version = text(bytes.slice(5, end));
    return end > 5 && /^[0-9]+\.[ -~]*$/.test(version) ? version : null;
  }
  if (kind === 0xff) {
    const message = text(bytes.slice(7, 4 + length));
    return /^[ -~]{4,}$/.test(message) ? message : null;
  }
  return null;
}

function text(bytes: number[]): string {
  return bytes.map((byte) => String.fromCharCode(byte)).join("");
}
