/** fast-check draws the same cases everywhere, so that a change is judged by what it changed. FUZZ_RUNS=20000 draws others, and more. */
import fc from "fast-check";

if (process.env["FUZZ_RUNS"] === undefined) fc.configureGlobal({ seed: 20_261_123 });
