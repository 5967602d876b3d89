/**
 * A storm in a script of one's own: library.d.ts documents it.
 *
 *     import { storm } from "./node_modules/probe-storm/dist/library.js";
 */
import type { storm as declared } from "../library";
import { storm as planned } from "../lib/k6/storm-script";

export const storm = planned satisfies typeof declared;
