import type { Answer } from "./answer";
import { investigate } from "./open-request";
import { PartialRequest } from "./partial-request";
import type { Question } from "./question";
import { levelsInForce } from "./statements-in-force";

/**
 * What the organization's policies say of a request, for every completion of what the question leaves open.
 *
 * A request is allowed when at each level, of service control policies and of resource control policies, a statement
 * allows it and no statement denies it. `denied` and `allowed` hold for every completion; of `depends`, both requests
 * were evaluated. What cannot be settled is `undecided`: tests with an operator that AWS does not document, policy
 * variables whose keys are open where no pair of requests was found, and more cases than are worth counting.
 *
 * It over-approximates in two places, both of which can only turn an answer into `depends` or `undecided`: a number or
 * a date may lie between any two values of policies, and keys that are tested as text and on a scale at once.
 *
 * Source: Organizations user guide, "SCP evaluation" and "RCP evaluation", read 2026-11.
 */
export function evaluate(question: Question): Answer {
  const { scps, rcps } = question;
  if (scps.kind === "exempt" && rcps.kind === "exempt") {
    return { verdict: "not-bound", because: [...new Set([scps.because, rcps.because])] };
  }
  const levels = levelsInForce(question);
  return investigate(new PartialRequest(question, levels), levels);
}
