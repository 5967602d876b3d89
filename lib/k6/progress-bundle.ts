/** The modules of the one VU that tells of a run while it goes on. */
export { runBegun } from "../judge/progress/run-begun";
export { lastClients, watchRun } from "../judge/progress/watch-run";
export { progressEvent } from "../report/progress-event";
export { progressLines } from "../report/progress-lines";
