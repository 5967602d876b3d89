/** Services by script: what they say, and what they wait for before they go on. */
import type { Socket } from "node:net";
import { hexOfText } from "../../lib/wire/bytes";

/** Bytes as hex. `hear`: up to these bytes, or as many. */
export type Move = { say: string } | { hear: string | number } | { leave: true };

export const says = (text: string): Move => ({ say: hexOfText(text) });
export const hears = (text: string): Move => ({ hear: hexOfText(text) });

/** After the last move it reads on; it closes when the checker does. */
export function acts(moves: readonly Move[]): (socket: Socket) => void {
  return (socket) => {
    const rest = [...moves];
    let waiting = Buffer.alloc(0);
    const go = () => {
      for (let move = rest[0]; move !== undefined; rest.shift(), move = rest[0]) {
        if ("say" in move) socket.write(Buffer.from(move.say, "hex"));
        else if ("leave" in move) socket.end();
        else {
          const end = heard(waiting, move.hear);
          if (end < 0) return;
          waiting = waiting.subarray(end);
        }
      }
    };
    socket.on("data", (bytes) => {
      waiting = Buffer.concat([waiting, bytes]);
      go();
    });
    go();
  };
}

/** Where what was waited for ends; -1 as long as it has not come. */
function heard(waiting: Buffer, wanted: string | number): number {
  if (typeof wanted === "number") return waiting.length >= wanted ? wanted : -1;
  const bytes = Buffer.from(wanted, "hex");
  const at = waiting.indexOf(bytes);
  return at < 0 ? -1 : at + bytes.length;
}
