/** What every reader of a configuration gives back, and how it says that a file is wrong. */
import type { Preset } from "../checker";
import { Refusal } from "../refusal";

/** A check that a file describes. */
export interface ImportedCheck {
  /** How people choose it behind the `#`: `backend/server`, `namespace/pod/container/liveness`, … A prefix chooses all below it. */
  selector: string;
  /** What is checked, as the file has it (`10.0.0.5:3306`); null where it says none. TARGET decides, never the file. */
  server: string | null;
  /** The container and port that it goes to, where it goes to one: checks of the same one meet in every target. */
  container?: string;
  /** `origin` is set (`haproxy.cfg:12`), and `unsupported` names what cannot be emulated, each with its place. */
  check: Preset;
}

/** A check that a file describes and that is out of reach: an exec probe, UDP, an external program. */
export interface OutOfReach {
  selector: string;
  place: string;
  why: string;
}

export interface Imported {
  checks: ImportedCheck[];
  outOfReach: OutOfReach[];
  /** Whatever else has a name that people might choose, and no check at all: `why` says so. */
  unchecked?: OutOfReach[];
}

export interface SourceFile {
  /** As the user wrote it, without the `#…`. */
  name: string;
  text: string;
}

/** One folder or file each in lib/importers/, named after the format. */
export interface Importer {
  /** For people: `HAProxy configuration`. */
  format: string;
  /** Whether this is a file of its kind: by its content first, by its name where that is not clear. Cheap, and never throws. */
  recognises(file: SourceFile): boolean;
  /** @throws Refusal by {@link wrong} where the file is not valid */
  read(file: SourceFile): Imported;
}

/** `haproxy.cfg:12: …` */
export function place(file: Pick<SourceFile, "name">, line: number): string {
  return `${file.name}:${line}`;
}

/** A file that is wrong: file, line and reason, in one line. */
export function wrong(file: Pick<SourceFile, "name">, line: number, reason: string): Refusal {
  return new Refusal(`${place(file, line)}: ${reason}`);
}
