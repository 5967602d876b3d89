/** `host:port` as it stands in a Host header: an IPv6 address in brackets, the port only where it is known. */
export function authority(host: string, port: number | null | undefined): string {
  const address = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return port === null || port === undefined ? address : `${address}:${port}`;
}
