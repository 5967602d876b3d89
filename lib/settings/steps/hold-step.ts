/** `hold: 5s`, `hold: to-the-end` (of the phase): open and silent. */
import { readAs, refuse, textOf } from "../../source/data";
import { duration } from "../duration-setting";
import { milliseconds } from "../../text/duration";
import type { StepReader } from "./step-reader";

const LENGTH = duration({ min: 1 });
const ACCEPTS = `to-the-end, or ${LENGTH.accepts}`;

export const hold: StepReader = {
  accepts: "hold: 5s or hold: to-the-end",
  alone: true,
  read({ value, outside }) {
    if (value.kind === "empty" || textOf(value, ACCEPTS) === "to-the-end") return { kind: "hold" };
    if (Number.isNaN(milliseconds(value.text))) throw refuse(value, ACCEPTS);
    return { kind: "hold", ms: readAs(LENGTH, value, outside) };
  },
};
