import { AssumeRoleCommand, type STSClient } from "@aws-sdk/client-sts";
import { Failure, messageOf } from "../failure";

const DENIED = ["AccessDenied", "AccessDeniedException"];

/**
 * Asks AWS STS whether the caller may assume a role, and does nothing with it.
 *
 * @returns what AWS answers when it may not; `undefined` when it may
 * @throws Failure when AWS says anything else
 */
export async function denialOf(sts: Pick<STSClient, "send">, roleArn: string): Promise<string | undefined> {
  try {
    await sts.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "rootstock-probe" }));
    return undefined;
  } catch (error) {
    if (error instanceof Error && DENIED.includes(error.name)) return messageOf(error);
    throw new Failure(
      `AWS did not say whether the role ${roleArn} can be assumed: ${messageOf(error)}`,
      "Check the credentials and the connection, and run the same command again.",
      { cause: error },
    );
  }
}
