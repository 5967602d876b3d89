/**
 * `k6/x/tcp`, k6's official extension for TCP sockets, for scripts that bring a client of their own and whose k6 has it: the part that a
 * client needs. After https://grafana.com/docs/k6/latest/javascript-api/k6-x-tcp/.
 */
declare module "k6/x/tcp" {
  export class Socket {
    constructor(options?: { tags?: Record<string, string> });
    /** `disconnected`, `opening`, `open` or `destroyed`. */
    readonly ready_state: string;
    readonly connected: boolean;
    readonly bytes_read: number;
    readonly bytes_written: number;
    /** Waits for the handshake, or returns a promise of it: that depends on the version. `tls`: k6's own TLS settings hold. */
    connect(port: number | string, host?: string): unknown;
    connect(options: { port: number | string; host?: string; tls?: boolean; tags?: Record<string, string> }): unknown;
    /** `encoding` of a string: utf8, ascii, base64 or hex. */
    write(data: string | ArrayBuffer, options?: { encoding?: string; tags?: Record<string, string> }): unknown;
    /** Of silence, ms; 0: none. */
    setTimeout(ms: number): unknown;
    /** Closes it; every socket has to be. */
    destroy(error?: unknown): unknown;
    on(event: "connect" | "close" | "timeout", heard: () => void): unknown;
    on(event: "data", heard: (data: ArrayBuffer) => void): unknown;
    on(event: "error", heard: (error: unknown) => void): unknown;
  }
}
