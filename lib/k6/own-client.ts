/**
 * A client that a script brings along: a function that speaks to the service with any of k6's modules. It is counted as the clients of this
 * project are; what happens on its wire is not seen, so that it says itself why it failed, if it knows.
 */
import { beginAttempt } from "k6/x/healthcheck/runtime";
import type { ClientAnswer, ClientAttempt, OwnClient } from "../../library";
import type { ExchangeResult } from "../model/extension";
import { errorLine } from "../text/error-line";
import type { Client, ClientRunOptions } from "./run-client";

type Ended = Parameters<ReturnType<typeof beginAttempt>["end"]>[0];

/** @param attempted what the function is told of the run */
export function ownClient(work: OwnClient, attempted: ClientAttempt): Client {
  return {
    run: (options: ClientRunOptions): ExchangeResult | Promise<ExchangeResult> => {
      const attempt = beginAttempt(attempted.timeoutMs, options);
      const failed = (error: unknown) => attempt.end(failure(error));
      let answer: ReturnType<OwnClient>;
      try {
        answer = work(attempted);
      } catch (error) {
        return failed(error);
      }
      // What end() refuses, such as a cause that there is not, is a mistake in the script: it is thrown, and ends the run without a verdict.
      if (answer instanceof Promise) return answer.then((given) => attempt.end(ended(given)), failed);
      return attempt.end(ended(answer));
    },
  };
}

function ended(answer: ClientAnswer): Ended {
  if (answer === undefined || answer === true) return { ok: true };
  if (answer === false) return { ok: false, error: "the script's client returned false" };
  return answer;
}

/** A mistake in the script is no failure of the service; anything else that is thrown is what k6's modules throw when they fail. */
function failure(error: unknown): Ended {
  const mistake = [TypeError, ReferenceError, RangeError, SyntaxError].some((kind) => error instanceof kind);
  return { ok: false, error: errorLine(error), ...(mistake && { cause: "harness" as const }) };
}
