import type { Account, LandingZone } from "../../model/landing-zone";
import type { ProofConfig } from "../../model/proofs-config";
import { type Breach, defineRule } from "../../model/rule";
import { accountGroups } from "../proofs/account-groups";
import { answerInWords } from "../proofs/answer-text";
import { organizationPoliciesOf } from "../proofs/organization-policies";
import { type ProofOutcome, proofOutcome } from "../proofs/team-proofs";
import { accountsInWords } from "./deciding-statement";

/** A truth table is true. */
export const proofFailsRule = defineRule<LandingZone>({
  id: "proof-fails",
  doc: "Every line of `proofs` holds: the answer is the expected one whatever else a request carries.",
  waivable: true,
  *breaches(zone) {
    for (const [index, proof] of zone.proofs.entries()) {
      for (const { accounts, outcome } of outcomesOf(zone, proof)) {
        const failure = inWords(proof, accounts, outcome);
        if (failure !== undefined) yield { path: ["proofs", index], ...failure };
      }
    }
  },
});

interface GroupOutcome {
  readonly accounts: readonly Account[];
  readonly outcome: ProofOutcome;
}

function outcomesOf(zone: LandingZone, proof: ProofConfig): readonly GroupOutcome[] {
  const policies = organizationPoliciesOf(zone);
  const groups =
    proof.account === "*" && isSameForAll(proof)
      ? accountGroups(policies)
      : zone.accounts.filter(({ key }) => proof.account === "*" || key === proof.account).map((account) => [account]);
  return groups.flatMap((accounts) => {
    const [first] = accounts;
    return first === undefined ? [] : [{ accounts, outcome: proofOutcome(policies, first, proof) }];
  });
}

/** A proof that names an account's id itself could be true of one account and not of its neighbour. */
function isSameForAll({ principal, resource = "" }: ProofConfig): boolean {
  return !/\d/.test(principal) && !/:\d{12}:/.test(resource);
}

/** The question of a proof as a command line, so that `explain` answers the same one. */
function explainCommand(account: string, { principal, action, resource, context = {} }: ProofConfig): string {
  const conditions = Object.entries(context).flatMap(([key, values]) =>
    [values ?? ""].flat().map((value) => ["--context", `${key}=${value}`]),
  );
  const words = [
    account,
    ...["--principal", principal],
    ...["--action", action],
    ...(resource === undefined ? [] : ["--resource", resource]),
    ...conditions.flat(),
  ];
  return `npm run explain -- ${words.map(shellWord).join(" ")}`;
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function inWords(
  proof: ProofConfig,
  accounts: readonly Account[],
  outcome: ProofOutcome,
): Omit<Breach, "path"> | undefined {
  const { principal, action, expect } = proof;
  const where = accountsInWords(accounts);
  switch (outcome.kind) {
    case "holds":
      return undefined;
    case "fails":
      return {
        message: `${principal} is not proved to be ${expect === "deny" ? "denied" : "allowed"} ${action}${outcome.example === undefined ? "" : `, for example ${outcome.example},`} in ${where}: ${answerInWords(outcome.answer)}`,
        remedy: `Change the guardrails, or what is expected; ${explainCommand(accounts[0]?.key ?? "", proof)} says more.`,
      };
    case "no-principal":
      return {
        message: `there is no ${principal} in this configuration`,
        remedy: "Take the proof out, or configure the principal.",
      };
    case "contradiction":
      return {
        message: `a request of ${principal} always says itself what "${outcome.key}" is`,
        remedy: "Take the key out of the context.",
      };
    default:
      return outcome satisfies never;
  }
}
