import type { PolicyContentConfig } from "../model/adoption-config";
import type { Guardrail, LandingZone } from "../model/landing-zone";
import { isSharedPolicy } from "../model/policy-records";
import { GUARDRAIL_BODIES } from "./guardrails";
import { isManagementGuardrail, MANAGEMENT_POLICY_BODIES } from "./management-policies";
import type { ManagementPolicyDocument } from "./management-policies/management-policy";
import { type GuardrailStatements, packedStatements } from "./packed-statements";
import { inCanonicalOrder, type PolicyDocument, type Statement } from "./policy-document";
import { type PolicyIds, WORST_CASE_IDS } from "./policy-ids";

/**
 * Renders values as minified JSON for a string in a Terraform configuration.
 *
 * The one place that escapes: every literal `${` and `%{` arrives at AWS as it was written, for example as the policy
 * variable `${aws:username}`. What is to be an expression of Terraform's must be named with {@link expression} first.
 */
export class TerraformJson {
  private readonly expressions: string[] = [];

  /** Stands for an expression, alone or inside a longer text, until {@link render} puts it in unescaped. */
  expression(expression: string): string {
    this.expressions.push(expression);
    return `${START}${this.expressions.length - 1}${END}`;
  }

  /** The JSON, keys in the order they have. The caller refuses values with characters beyond U+00FF. */
  render(value: unknown): string {
    const escaped = JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
    return escaped.replace(PLACEHOLDER, (placeholder, index: string) => this.expressions[Number(index)] ?? placeholder);
  }
}

/** Characters for private use: neither AWS's policy language nor JSON's escapes touch them. */
const START = "\uE000";
const END = "\uE001";
const PLACEHOLDER = new RegExp(`${START}(\\d+)${END}`, "g");

/**
 * The statements of a guardrail as a policy; a management policy has none.
 *
 * It does not depend on the order of keys in the configuration.
 */
export function guardrailDocument(zone: LandingZone, { body }: Guardrail, ids: PolicyIds): PolicyDocument {
  return { Version: "2012-10-17", Statement: statementsOf(zone, body, ids) };
}

function statementsOf(zone: LandingZone, body: Guardrail["body"], ids: PolicyIds): readonly Statement[] {
  if (body.kind === "custom") return body.statements.map(inCanonicalOrder);
  return isManagementGuardrail(body.id) ? [] : GUARDRAIL_BODIES[body.id](zone, ids);
}

/** A whole policy, as AWS Organizations stores it. */
export type PolicyContent = PolicyDocument | ManagementPolicyDocument | PolicyContentConfig;

/** What AWS Organizations stores for a guardrail: its statements, or the settings of a management policy. */
export function policyContent(zone: LandingZone, guardrail: Guardrail, ids: PolicyIds): PolicyContent {
  const { body } = guardrail;
  if (body.kind === "custom" && body.content !== undefined) return body.content;
  return body.kind === "built-in" && isManagementGuardrail(body.id)
    ? MANAGEMENT_POLICY_BODIES[body.id](zone)
    : guardrailDocument(zone, guardrail, ids);
}

/** A policy by what is in it. */
export interface PolicyGuardrails {
  /** A guardrail's key, or that of a policy that guardrails share. */
  readonly id: string;
  /** By key. */
  readonly guardrails: readonly Guardrail[];
}

/** What AWS Organizations stores as a policy: that of its one guardrail, or the statements of all that share it. */
export function contentOf(zone: LandingZone, { id, guardrails }: PolicyGuardrails, ids: PolicyIds): PolicyContent {
  const [first] = guardrails;
  if (first !== undefined && !isSharedPolicy(id)) return policyContent(zone, first, ids);
  return sharedDocument(guardrails.map(({ key, body }) => ({ key, statements: statementsOf(zone, body, ids) })));
}

/** The statements of several guardrails as one policy. */
export function sharedDocument(guardrails: readonly GuardrailStatements[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: packedStatements(guardrails) };
}

/** A policy as the text of a Terraform string; ids may be Terraform expressions. */
export function renderPolicy(zone: LandingZone, policy: PolicyGuardrails, ids: PolicyIds): string {
  const json = new TerraformJson();
  const placeholders: PolicyIds = {
    organizationId: json.expression(ids.organizationId),
    rootId: json.expression(ids.rootId),
    unitId: (key) => json.expression(ids.unitId(key)),
    accountId: (key) => json.expression(ids.accountId(key)),
  };
  return json.render(contentOf(zone, policy, placeholders));
}

/** How long a value is once it is minified, in the characters that AWS counts. */
export function sizeOf(value: unknown): number {
  return JSON.stringify(value).length;
}

/** How long a policy is, in characters, with ids as long as AWS may make them. */
export function policySize(zone: LandingZone, policy: PolicyGuardrails): number {
  return sizeOf(contentOf(zone, policy, WORST_CASE_IDS));
}
