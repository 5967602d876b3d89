/** What the driver of a second storm has to decide, once per process: without the reports, which it does not write. */
export { nextStep } from "../judge/judge";
export { planSecondStorm } from "../plan/second-storm";
export { sequelOf } from "./sequel";
