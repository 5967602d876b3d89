/** nginx: what its files come to is in corpus/nginx/; here they are mangled, and read inside k6. */
import { nginx } from "../../lib/readers/nginx/index";
import { corpusTexts } from "./corpus-files";
import { takesAnything } from "../support/reader";

takesAnything(nginx, corpusTexts("nginx"));
