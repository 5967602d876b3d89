/** A ladder as a pattern for what `moves` shows of a captured connection. */

const OUT = String.raw`>F?PA\(\d+\) `;
const IN = String.raw`<F?PA\(\d+\) `;

const PACKETS: Record<string, string> = {
  "→ SYN": ">S ",
  "← SYN/ACK": "<SA ",
  "→ FIN/ACK": ">FA ",
  // It may leave with the last of an answer.
  "← FIN/ACK": String.raw`(<FA |(?<=<FPA\(\d+\) ))`,
  // An answer that nobody waits for may come before the RST or cross with it.
  "→ RST/ACK": `(${IN})*>RA (${IN})*`,
  // The service may answer with its own at once, and close.
  "→ close_notify": `(<FA )?${OUT}(${IN})*(<FA )?`,
  "→ FIN/ACK or RST/ACK": `(>FA (${IN})*(<FA )?|(?<=${IN}(<FA )?)>RA (<FA )?)`,
  "⇄ TLS handshake": `${OUT}(${IN})+${OUT}(${IN})*`,
};

/** A pause is no packet; of the bare ACKs only the handshake's is certain. */
export function pattern(ladder: readonly string[]): RegExp {
  const secure = ladder.includes("⇄ TLS handshake");
  const packets = ladder.map((line, i) => {
    if (/^[→←] ACK$/.test(line)) return i === 2 ? ">A " : "";
    if (line.startsWith("(")) return "";
    // What is read behind the checker's own FIN may cross with it.
    if (line === "→ FIN/ACK" && ladder[i + 1] === "← answer") return `((${IN})+>FA |>FA (${IN})+)`;
    if (line === "← answer" && ladder[i - 1] === "→ FIN/ACK") return "";
    // Inside TLS its close_notify tells its end, before the FIN has come.
    if (secure && line === "← FIN/ACK" && ladder[i + 1] === "→ FIN/ACK") return `(${PACKETS[line]}>FA |>FA <FA )`;
    if (secure && line === "→ FIN/ACK" && ladder[i - 1] === "← FIN/ACK") return "";
    // Whatever else has a name is data; it may take more than one segment.
    return PACKETS[line] ?? (line.startsWith("→") ? `(${OUT})+` : `(${IN})+`);
  });
  return new RegExp(`^${packets.join("")}$`);
}
