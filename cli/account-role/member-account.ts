import { accountIdOutput } from "../../constructs/account-ids";
import { ACCOUNT_ROLE_VARIABLE } from "../../model/deployment-roles";
import type { TerraformJson } from "../terraform/terraform-json";

const ACCOUNT = new RegExp(`\\.outputs\\.${accountIdOutput("")}([\\w-]+)\\}`);

/** The key of the member account that a stack has its providers in; `undefined` of a stack of the management account. */
export function memberAccountOf(json: TerraformJson | undefined): string | undefined {
  if (!Object.hasOwn(Object(json?.variable), ACCOUNT_ROLE_VARIABLE)) return undefined;
  const { allowed_account_ids: ids } = Object(Object(json?.provider).aws?.[0]);
  const key = ACCOUNT.exec(String(ids))?.[1];
  if (key === undefined) throw new Error(`no member account in ${JSON.stringify(json?.provider)}`);
  return key;
}
