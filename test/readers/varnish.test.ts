/** Varnish: what its files come to is in corpus/varnish/; here they are mangled, and read inside k6. */
import { varnish } from "../../lib/readers/varnish/index";
import { corpusTexts } from "./corpus-files";
import { takesAnything } from "../support/reader";

takesAnything(varnish, corpusTexts("varnish"));
