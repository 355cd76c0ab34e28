import { TerraformJson } from "../policies/render-policy";

/** Who a statement of a resource policy speaks of. */
export type Principal = "*" | { readonly Service: string } | { readonly AWS: string | readonly string[] };

/** One statement of a policy on a resource, in AWS's own form. */
export interface ResourceStatement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  /** Absent in the policy of a role. */
  readonly Principal?: Principal;
  readonly Action: string | readonly string[];
  /** Absent in the trust policy of a role. */
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The policy of these statements as the text of a Terraform string; values may be references to other resources. */
export function resourcePolicy(statements: readonly ResourceStatement[]): string {
  return renderReferences({ Version: "2012-10-17", Statement: statements });
}

/** Denies everybody every action on a resource over a connection without TLS. */
export function denyInsecureTransport(action: string, resource: string | readonly string[]): ResourceStatement {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** How CDKTF writes a reference to a value that only Terraform knows. */
const REFERENCE = /\$\{TfToken\[[^\]]*\]\}/g;

/** Renders values as minified JSON, whole or partial references in its strings left to Terraform. */
export function renderReferences(value: unknown): string {
  const json = new TerraformJson();
  const marked: unknown = JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === "string" ? part.replace(REFERENCE, (reference) => json.expression(reference)) : part,
  );
  return json.render(marked);
}
