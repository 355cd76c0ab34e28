import type { Attachment, Guardrail, LandingZone, PolicyTarget } from "../../model/landing-zone";
import type { ConfigPath } from "../../model/problem";
import { type Breach, defineRule } from "../../model/rule";
import type { Statement } from "../policy-document";
import { WORST_CASE_IDS } from "../policy-ids";
import { guardrailDocument } from "../render-policy";
import { covers, extentOf, type StatementExtent } from "../statement-containment";

/** A statement that adds nothing takes room in a policy, and misleads whoever changes one of the two. */
export const policyStatementShadowedRule = defineRule<LandingZone>({
  id: "policy-statement-shadowed",
  doc: "Notice: another statement that is in force wherever this one is, at the same node or above, already says all of it.",
  waivable: true,
  level: "notice",
  *breaches(zone) {
    for (const policyType of ["scp", "rcp"] as const) {
      const guardrails = zone.guardrails.filter((guardrail) => guardrail.policyType === policyType);
      yield* shadowedIn(guardrails.flatMap((guardrail) => placedStatements(zone, guardrail)));
    }
    for (const { key, inlinePolicy } of zone.identity?.permissionSets ?? []) {
      if (inlinePolicy.kind !== "custom") continue;
      yield* shadowedStatements(inlinePolicy.statements, ["identity", "permissionSets", key, "inlinePolicy"]);
    }
  },
});

/** The statements of one policy that another one of it covers; of two that say the same, the later one. */
export function shadowedStatements(statements: readonly Statement[], path: ConfigPath = []): Iterable<Breach> {
  return shadowedIn(
    statements.map((statement, index) => ({
      extent: extentOf(statement),
      name: nameOf(statement, index),
      path: [...path, index],
      isOfTeam: true,
      isInForceWhere: () => true,
      attachments: [],
    })),
  );
}

interface PlacedStatement {
  readonly extent: StatementExtent;
  /** In words, for example `the statement "NoKeys" of guardrail "own"`. */
  readonly name: string;
  readonly path: ConfigPath;
  readonly isOfTeam: boolean;
  readonly attachments: readonly Attachment[];
  /** Whether it is in force wherever one of these attachments is. */
  readonly isInForceWhere: (attachments: readonly Attachment[]) => boolean;
}

function placedStatements(zone: LandingZone, guardrail: Guardrail): readonly PlacedStatement[] {
  const isOfTeam = guardrail.body.kind === "custom";
  const statements =
    guardrail.body.kind === "custom"
      ? guardrail.body.statements
      : guardrailDocument(zone, guardrail, WORST_CASE_IDS).Statement;
  const isInForceWhere = rememberingAnswers(
    (attachments) => attachments === guardrail.attachments || isInForceAt(zone, guardrail.attachments, attachments),
  );
  return statements.map((statement, index) => ({
    extent: extentOf(statement),
    name: `${nameOf(statement, index)} of guardrail "${guardrail.key}"`,
    path: [...guardrail.path, "statements", index],
    isOfTeam,
    attachments: guardrail.attachments,
    isInForceWhere,
  }));
}

function rememberingAnswers(
  ask: (attachments: readonly Attachment[]) => boolean,
): (attachments: readonly Attachment[]) => boolean {
  const known = new Map<readonly Attachment[], boolean>();
  return (attachments) => {
    const answer = known.get(attachments) ?? ask(attachments);
    known.set(attachments, answer);
    return answer;
  };
}

function nameOf({ Sid }: Statement, index: number): string {
  return Sid === undefined || Sid === "" ? `statement number ${index + 1}` : `the statement "${Sid}"`;
}

function* shadowedIn(placed: readonly PlacedStatement[]): Iterable<Breach> {
  for (const [index, one] of placed.entries()) {
    if (!one.isOfTeam) continue;
    const shadow = placed.find((other, at) => {
      if (at === index || !isShadowed(one, other)) return false;
      // Of two that say the same in the same places, the earlier one stays; a built-in one always does.
      return !other.isOfTeam || at < index || !isShadowed(other, one);
    });
    if (shadow === undefined) continue;
    yield {
      path: one.path,
      message: `${one.name} adds nothing to ${shadow.name}, which is in force wherever it is`,
      remedy: "Take it out, or keep it to be safe from changes of the other one.",
    };
  }
}

function isShadowed(narrow: PlacedStatement, wide: PlacedStatement): boolean {
  return wide.isInForceWhere(narrow.attachments) && covers(wide.extent, narrow.extent);
}

/** Whether each of the nodes is at or below one of the others. */
function isInForceAt(zone: LandingZone, above: readonly Attachment[], attachments: readonly Attachment[]): boolean {
  return (
    attachments.length > 0 &&
    attachments.every(({ target }) =>
      lineagesOf(zone, target).every((lineage) => above.some((attachment) => lineage.has(nodeOf(attachment.target)))),
    )
  );
}

/** The nodes from the root down to a node, itself included; an account has another way while it is recovered. */
function lineagesOf(zone: LandingZone, target: PolicyTarget): readonly ReadonlySet<string>[] {
  switch (target.kind) {
    case "root":
      return [new Set([nodeOf(target)])];
    case "organizational-unit":
      return [new Set(["root", ...unitLineage(zone, target.key), nodeOf(target)])];
    case "account": {
      const account = zone.accounts.find(({ key }) => key === target.key);
      const units = account === undefined ? [] : [account.organizationalUnit, account.homeUnit];
      return units.map((unit) => new Set(["root", ...unitLineage(zone, unit), nodeOf(target)]));
    }
    default:
      return target satisfies never;
  }
}

function unitLineage({ organizationalUnits }: LandingZone, key: string): readonly string[] {
  const lineage = organizationalUnits.find((unit) => unit.key === key)?.lineage ?? [];
  return lineage.map((unit) => nodeOf({ kind: "organizational-unit", key: unit }));
}

function nodeOf(target: PolicyTarget): string {
  return target.kind === "root" ? "root" : `${target.kind} ${target.key}`;
}
