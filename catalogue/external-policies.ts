/** Whose an organization policy is, as far as its name or its tags tell. */
export interface ExternalPolicySign {
  readonly owner: "control-tower" | "stack-sets" | "account-factory";
  /** What the policy's name matches. @default its tags tell */
  readonly name?: RegExp;
  /** The key of a tag that it bears, and what the value matches. @default its name tells */
  readonly tag?: { readonly key: string; readonly value: RegExp };
  readonly source: string;
}

/**
 * By what policies of others are recognized, in the order in which they are tried.
 *
 * A stack of CloudFormation that created a policy has its tag on it, whether a StackSet or somebody else deployed it: it
 * would put the policy back, so it is never Terraform's.
 */
export const EXTERNAL_POLICY_SIGNS: readonly ExternalPolicySign[] = [
  {
    owner: "control-tower",
    name: /^aws-guardrails-/,
    source: "Control Tower user guide, “Guidance for creating and modifying AWS Control Tower resources”, read 2026-11",
  },
  {
    owner: "control-tower",
    name: /^AWSControlTower/i,
    source: "Control Tower user guide, declarative and resource control policies of controls, read 2026-11",
  },
  {
    owner: "account-factory",
    tag: { key: "aws:servicecatalog:provisionedProductArn", value: /./ },
    source: "Service Catalog administrator guide, AutoTags and system tags of provisioned products, read 2026-11",
  },
  {
    owner: "account-factory",
    name: /^(?:aft-|AWSAFT)/i,
    source: "Control Tower user guide, Account Factory for Terraform, resource names, read 2026-11",
  },
  {
    owner: "stack-sets",
    name: /^StackSet-/,
    source: "CloudFormation user guide, names of stack instances of StackSets, read 2026-11",
  },
  {
    owner: "stack-sets",
    tag: { key: "aws:cloudformation:stack-id", value: /./ },
    source: "CloudFormation user guide, resource tags, read 2026-11",
  },
];
