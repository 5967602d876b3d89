/** A real server as far as its checkers go. */
import type { Note } from "../../model/note";
import type { Timing } from "./timing";

export interface RealServer {
  selector: string;
  address: string;
  /** null: the file names none. */
  port: number | null;
  timing: Timing;
  virtualHost: string | null;
  /** `ha_suspend` */
  suspends: boolean;
  /** What stands above the checker and is not emulated. */
  notes: Note[];
}
