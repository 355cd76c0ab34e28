import { createHash } from "node:crypto";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

/**
 * Who the credentials belong to; `undefined` when it cannot be had.
 *
 * Of a session it is the role: two runs of one pipeline have sessions of different names. A name with an e-mail address
 * in it is told by its digest, because a manifest may be public.
 */
export async function principalOf(sts: Pick<STSClient, "send">): Promise<string | undefined> {
  try {
    const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return Arn === undefined ? undefined : withoutAddress(withoutSession(Arn));
  } catch {
    // Without credentials Terraform says what is missing, stack by stack.
    return undefined;
  }
}

/** The ARN of the role that an ARN of a session belongs to, without the role's path, which STS does not tell. */
export function withoutSession(arn: string): string {
  const [, partition, account, role] = /^arn:([\w-]+):sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(arn) ?? [];
  return role === undefined ? arn : `arn:${partition}:iam::${account}:role/${role}`;
}

/** An ARN as it is, unless its name is an e-mail address or has one in it: then with a digest of the name. */
export function withoutAddress(arn: string): string {
  if (!arn.includes("@")) return arn;
  const start = arn.indexOf("/") + 1;
  return `${arn.slice(0, start)}${createHash("sha256").update(arn).digest("hex").slice(0, 32)}`;
}
