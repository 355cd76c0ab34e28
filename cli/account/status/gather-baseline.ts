import { GetRoleCommand, type IAMClient } from "@aws-sdk/client-iam";
import { GetPublicAccessBlockCommand, type S3ControlClient } from "@aws-sdk/client-s3-control";
import { getPasswordPolicy } from "../../audit/gather-detection";
import { inParallel } from "../../audit/in-parallel";
import { call, nameOf } from "../../preflight/observe";
import { expectedBaseline } from "./expected-baseline";
import type { LiveBaseline } from "./facts";
import { forwardsEvents, gatherForwarding } from "./forwarding";
import type { Subject } from "./subject";

/** What the landing zone sets in the account, as far as it is declared. */
export async function gatherBaseline(subject: Subject): Promise<LiveBaseline> {
  const expected = expectedBaseline(subject);
  const { iam, s3Control } = await subject.inside();
  return {
    passwordPolicy: expected.passwordPolicy ? await getPasswordPolicy({ iam }) : undefined,
    blocksPublicAccess: expected.publicAccessBlock ? await blocksPublicAccess(s3Control, subject.member.id) : undefined,
    forwarding: forwardsEvents(subject) ? await gatherForwarding(subject) : undefined,
    roles: (await inParallel(expected.roles, 1, (role) => existing(iam, role))).flat(),
  };
}

async function blocksPublicAccess(client: S3ControlClient, AccountId: string): Promise<boolean> {
  return call("s3:GetAccountPublicAccessBlock", async () => {
    try {
      const { PublicAccessBlockConfiguration: block } = await client.send(
        new GetPublicAccessBlockCommand({ AccountId }),
      );
      return [
        block?.BlockPublicAcls,
        block?.BlockPublicPolicy,
        block?.IgnorePublicAcls,
        block?.RestrictPublicBuckets,
      ].every((isOn) => isOn === true);
    } catch (error) {
      if (nameOf(error) === "NoSuchPublicAccessBlockConfiguration") return false;
      throw error;
    }
  });
}

async function existing(client: IAMClient, RoleName: string): Promise<readonly string[]> {
  return call("iam:GetRole", async () => {
    try {
      await client.send(new GetRoleCommand({ RoleName }));
      return [RoleName];
    } catch (error) {
      if (nameOf(error).startsWith("NoSuchEntity")) return [];
      throw error;
    }
  });
}
