/** Apache httpd: what its files come to is in corpus/apache/; here they are mangled, and read inside k6. */
import { apache } from "../../lib/readers/apache/index";
import { corpusTexts } from "./corpus-files";
import { takesAnything } from "../support/reader";

takesAnything(apache, corpusTexts("apache"));
