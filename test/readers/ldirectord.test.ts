/** ldirectord: what its files come to is in corpus/ldirectord/; here they are mangled, and read inside k6. */
import { ldirectord } from "../../lib/readers/ldirectord/index";
import { corpusTexts } from "./corpus-files";
import { takesAnything } from "../support/reader";

takesAnything(ldirectord, corpusTexts("ldirectord"));
