/** What every reader of a configuration gives back, and how it says that a file is wrong. */
import type { Preset } from "../model/checker";
import type { SourceFile } from "../source/place";

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

/** A check that a file describes and that is out of reach: an exec probe, UDP, an external program, or one that is written wrongly. */
export interface OutOfReach {
  selector: string;
  place: string;
  why: string;
  /** The file is wrong there; `why` is the whole refusal, which begins with its place. */
  fault?: true;
}

export interface Imported {
  checks: ImportedCheck[];
  outOfReach: OutOfReach[];
  /** What people might take for a check and is none; `why` names it. Without a selector it speaks of the whole file. */
  unchecked?: OutOfReach[];
}

/** One folder or file each in lib/readers/, named after the format. */
export interface ConfigurationReader {
  /** For people: `HAProxy configuration`. */
  format: string;
  /** The same in a word or two, what files it reads, and what stands behind the `#`: for README.md and docs/configurations.md. */
  product: string;
  files: string;
  selector: string;
  /** Whether this is a file of its kind: by its content first, by its name where that is not clear. Cheap, and never throws. */
  recognises(file: SourceFile): boolean;
  /** @throws Refusal by {@link wrong} where the file is not valid */
  read(file: SourceFile, versions?: Versions): Imported;
}

/** The versions of products that a file is read for; left out: what the file's own keywords tell. */
export interface Versions {
  haproxy?: string;
}
