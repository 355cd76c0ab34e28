import {
  DeletePolicyCommand,
  DetachPolicyCommand,
  ListParentsCommand,
  MoveAccountCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { nameOf } from "../preflight/observe";
import { findPolicy } from "./gather-organization";
import type { ProbeJournal } from "./probe-journal";

/**
 * Puts everything back that a probe may have changed: the account into its unit, the policy away.
 *
 * Looks before each step, so it may be run again however far an earlier run came.
 */
export async function restoreProbe(client: OrganizationsClient, journal: ProbeJournal): Promise<void> {
  const { accountId, parentId, recoveryUnitId, policyName } = journal;
  const { Parents = [] } = await client.send(new ListParentsCommand({ ChildId: accountId }));
  // Whoever moved it elsewhere meanwhile meant it.
  if (Parents[0]?.Id === recoveryUnitId && parentId !== recoveryUnitId) {
    await client.send(
      new MoveAccountCommand({
        AccountId: accountId,
        SourceParentId: recoveryUnitId,
        DestinationParentId: parentId,
      }),
    );
  }
  const policyId = await findPolicy(client, policyName);
  if (policyId === undefined) return;
  await unless("PolicyNotAttachedException", () =>
    client.send(new DetachPolicyCommand({ PolicyId: policyId, TargetId: accountId })),
  );
  await unless("PolicyNotFoundException", () => client.send(new DeletePolicyCommand({ PolicyId: policyId })));
}

async function unless(name: string, send: () => Promise<unknown>): Promise<void> {
  try {
    await send();
  } catch (error) {
    if (nameOf(error) !== name) throw error;
  }
}
