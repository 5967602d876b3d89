/** The decisions of the driver of a second storm, bundled once per process, without the reports that it does not write. */
export { nextStep } from "../judge/judge";
export { planSecondStorm } from "../plan/second-storm";
export { sequelOf } from "./sequel";
