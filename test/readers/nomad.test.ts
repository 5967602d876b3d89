/** Nomad: what its files come to is in corpus/nomad/; here they are mangled, and read inside k6. */
import { nomad } from "../../lib/readers/nomad/index";
import { corpusTexts } from "./corpus-files";
import { takesAnything } from "../support/reader";

takesAnything(nomad, corpusTexts("nomad"));
