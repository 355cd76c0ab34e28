import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import type { LandingZone } from "../../model/landing-zone";
import { roleArn } from "../../model/names";
import { call } from "../preflight/observe";
import type { AuditClients, SessionCredentials } from "./clients";

/** The shortest that AWS allows. */
export const SESSION_SECONDS = 900;

/**
 * Opens a session that can only look, by the role that Terraform assumes in a member account.
 *
 * The role may do anything in its account; AWS's own policy limits this session.
 *
 * @param sessionName says in the account's trail what it was for
 */
export async function readOnlySession(
  { sts }: Pick<AuditClients, "sts">,
  { partition, accountAccessRole }: LandingZone,
  accountId: string,
  sessionName: string,
): Promise<SessionCredentials> {
  const { Credentials } = await call("sts:AssumeRole", () =>
    sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn(partition, accountId, accountAccessRole),
        RoleSessionName: sessionName,
        PolicyArns: [{ arn: `arn:${partition}:iam::aws:policy/ReadOnlyAccess` }],
        DurationSeconds: SESSION_SECONDS,
      }),
    ),
  );
  return sessionCredentials(Credentials);
}

/** What STS answers, as the clients take it. */
export function sessionCredentials({
  AccessKeyId = "",
  SecretAccessKey = "",
  SessionToken = "",
}: {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
} = {}): SessionCredentials {
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
