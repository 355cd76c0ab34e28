import type { IAMClient } from "@aws-sdk/client-iam";
import { AssumeRootCommand } from "@aws-sdk/client-sts";
import { call } from "../preflight/observe";
import type { AuditClients } from "./clients";

/** The tasks that the audit opens root sessions for. */
export type RootTask = "IAMAuditRootUserCredentials" | "IAMDeleteRootUserCredentials";

/** The longest that AWS allows. */
const SESSION_SECONDS = 900;

/** Opens a root session in a member account, for one task and at most 15 minutes. */
export async function openRootSession(clients: AuditClients, accountId: string, task: RootTask): Promise<IAMClient> {
  const { Credentials } = await call("sts:AssumeRoot", () =>
    clients.sts.send(
      new AssumeRootCommand({
        TargetPrincipal: accountId,
        TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${task}` },
        DurationSeconds: SESSION_SECONDS,
      }),
    ),
  );
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
  return clients.iamOf({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
}
