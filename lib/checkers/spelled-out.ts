/** The style of a checker whose exchange is spelled out in the CONFIG file. */
export const SPELLED_OUT = "steps";
