/** `wait: 3ms` */
import { duration } from "../duration-setting";
import { readAs } from "../../source/data";
import type { StepReader } from "./step-reader";

export const wait: StepReader = {
  accepts: "wait: 3ms",
  read: ({ value, outside }) => ({ kind: "wait", ms: readAs(duration({ min: 0.1 }), value, outside) }),
};
