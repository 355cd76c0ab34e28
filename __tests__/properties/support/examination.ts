import type { Answer, Completion } from "../../../policies/evaluator/answer";
import { evaluate } from "../../../policies/evaluator/evaluate";
import type { Fact } from "../../../policies/evaluator/question";
import { questionOf, requestOf } from "./evaluator";
import { Completions, leaves, type PartialRequest, withPartsOpen } from "./open-question";
import { needsNoValidation, oracleAllows } from "./oracle";
import { deviationIn } from "./oracle-deviations";
import type { CompleteRequest, OrganizationCase } from "./organization-case";
import { Random } from "./random";
import { randomCase } from "./random-case";
import { isAllowed } from "./reference-evaluator";

/** An answer that a request refutes. */
export interface Refutation {
  readonly seed: number;
  readonly verdict: Answer["verdict"];
  readonly problem: string;
  readonly request: CompleteRequest;
  readonly partial: PartialRequest;
  readonly organizationCase: OrganizationCase;
}

/** How much is asked. */
export interface ExaminationOptions {
  /** How many completions of each open question are drawn. */
  readonly completions: number;
  /** The oracle decides each so many-th of them, and every witness; the reference evaluator decides the others. */
  readonly oracleEvery: number;
}

/** Asks open questions, and looks for requests that refute the answers. */
export class Examination {
  readonly verdicts: Record<Answer["verdict"], number> = {
    denied: 0,
    allowed: 0,
    depends: 0,
    "not-bound": 0,
    undecided: 0,
  };
  readonly refutations: Refutation[] = [];
  completions = 0;
  oracleDecisions = 0;

  constructor(private readonly options: ExaminationOptions) {}

  /** The policies and the question of a seed. */
  examine(seed: number): void {
    const random = new Random(seed);
    const organizationCase = randomCase(seed);
    const partial = withPartsOpen(random, organizationCase);
    const answer = evaluate(questionOf(organizationCase, partial));
    this.verdicts[answer.verdict] += 1;
    const refute = (request: CompleteRequest, problem: string): void => {
      this.refutations.push({ seed, verdict: answer.verdict, problem, request, partial, organizationCase });
    };
    const claim = { organizationCase, partial, refute };
    if (answer.verdict === "denied") this.complete(random, { ...claim, isAllowed: false });
    if (answer.verdict === "allowed") this.complete(random, { ...claim, isAllowed: true });
    if (answer.verdict === "depends") {
      this.checkWitness({ ...claim, isAllowed: false }, answer.denied);
      this.checkWitness({ ...claim, isAllowed: true }, answer.allowed);
      const known = answer.on.filter((part) => !isOpen(partial, part));
      if (known.length > 0)
        refute(organizationCase.request, `it does not depend on ${known.join(", ")}, which is known`);
      if (answer.on.length === 0) refute(organizationCase.request, "it depends on nothing");
    }
  }

  /** Looks for a completion that is decided otherwise; the request that the question was made from is the first. */
  private complete(random: Random, { organizationCase, partial, isAllowed: claimed, refute }: Claim): void {
    const completions = new Completions(random, partial, organizationCase);
    for (let number = 0; number < this.options.completions; number += 1) {
      const request = number === 0 ? organizationCase.request : completions.draw();
      this.completions += 1;
      const asksOracle = number % this.options.oracleEvery === 0;
      if (this.decide({ ...organizationCase, request }, asksOracle) === claimed) continue;
      refute(request, `a completion is ${claimed ? "denied" : "allowed"}`);
      return;
    }
  }

  /** A witness has to be a completion, and to be decided as the answer says. */
  private checkWitness({ organizationCase, partial, isAllowed: claimed, refute }: Claim, witness: Completion): void {
    const request = requestOf(witness, partial);
    const misfit = misfitOf(witness, partial);
    if (misfit !== undefined) refute(request, `a witness does not complete the question: ${misfit}`);
    if (this.decide({ ...organizationCase, request }, true) === claimed) return;
    refute(request, `the witness of ${claimed ? "allowed" : "denied"} is not`);
  }

  private decide(organizationCase: OrganizationCase, asksOracle: boolean): boolean {
    const isFit = asksOracle && needsNoValidation(organizationCase) && deviationIn(organizationCase) === undefined;
    if (!isFit) return isAllowed(organizationCase);
    this.oracleDecisions += 1;
    return oracleAllows(organizationCase);
  }
}

interface Claim {
  readonly organizationCase: OrganizationCase;
  readonly partial: PartialRequest;
  readonly isAllowed: boolean;
  readonly refute: (request: CompleteRequest, problem: string) => void;
}

function isOpen(partial: PartialRequest, part: string): boolean {
  const fact = part === "action" ? partial.action : part === "resource" ? partial.resource : partial.context[part];
  return fact === undefined || fact.kind === "open";
}

/** The part of a witness that the question does not leave so; keys that it does not name do not matter. */
function misfitOf({ action, resource, context }: Completion, partial: PartialRequest): string | undefined {
  const fits = (fact: Fact, values: readonly string[] | undefined): boolean => {
    if (values === undefined) return fact.kind === "absent" || (fact.kind === "open" && fact.isPresent !== true);
    return values.every((value) => leaves(fact, value));
  };
  if (!leaves(inLowerCase(partial.action), action.toLowerCase())) return "action";
  if (!leaves(partial.resource, resource)) return "resource";
  return Object.keys(context).find((key) => !fits(partial.context[key] ?? { kind: "open" }, context[key]));
}

function inLowerCase(fact: Fact): Fact {
  return fact.kind === "values" ? { ...fact, values: fact.values.map((value) => value.toLowerCase()) } : fact;
}
