import { expect, test } from "vitest";
import { wireLine } from "../../lib/report/wire-line";
import { presets } from "../../lib/checkers/products";
import { styles } from "../../lib/checkers/styles";
import { checker } from "../plan/config";

const lines = (names: Iterable<string>) =>
  Object.fromEntries([...names].map((name) => [name, wireLine([checker(name)])]));

test("each style has a line that says what it sends", () => {
  expect(lines(styles.keys())).toEqual({
    "half-open": "half a handshake, RST",
    rst: "handshake, RST",
    fin: "handshake, FIN",
    "delayed-close": "handshake, 10 ms of silence, RST",
    "greeting-wait": "handshake, greeting read, FIN",
    // The kernel makes an RST of a close with bytes unread.
    "greeting-unread": "handshake, greeting left unread, RST",
    "send-expect": "handshake, request, answer read, FIN",
    "send-rst": "handshake, request, RST",
    hold: "handshake, held to the end, FIN",
    "tls-hello": "handshake, ClientHello, answer read, RST",
    "tls-handshake": "handshake, TLS, FIN",
    "proxy-header": "handshake, PROXY header, FIN",
  });
});

test("a line tells conversations, and what is held between two checks", () => {
  expect(
    lines(["haproxy-linger", "haproxy-smtp", "haproxy-redis", "azure-lb", "keepalived-ssl", "kubelet-http"]),
  ).toEqual({
    // The FIN carries the ACK that the handshake withheld.
    "haproxy-linger": "handshake, FIN",
    "haproxy-smtp": "handshake, greeting read, request, answer read, request, answer read, FIN",
    "haproxy-redis": "handshake, request, answer read, RST",
    "azure-lb": "handshake, held to the next check, FIN",
    "keepalived-ssl": "handshake, TLS, request, answer read, FIN",
    // To its end; nothing is held.
    "kubelet-http": "handshake, request, answer read, FIN",
  });
});

test("a line tells what several checkers do, each once", () => {
  expect(wireLine([checker("rst"), checker("alibaba-clb"), checker("fin")])).toBe("handshake, RST; handshake, FIN");
});

test("every preset has a line, without anything undefined in it", () => {
  for (const [name, line] of Object.entries(lines(presets.keys())))
    expect([name, /^(half a )?handshake, .*(RST|FIN)$/.test(line) && !line.includes("undefined")]).toEqual([
      name,
      true,
    ]);
});
