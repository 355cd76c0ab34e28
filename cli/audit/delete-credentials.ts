import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteLoginProfileCommand,
  DeleteSigningCertificateCommand,
  type IAMClient,
} from "@aws-sdk/client-iam";
import { z } from "zod";
import { nameOf } from "../preflight/observe";
import type { AuditClients } from "./clients";
import type { AccountEvidence, Credential } from "./evidence";
import { openRootSession } from "./root-session";
import { type WorkFile, workFile } from "./work-file";

/** What will be deleted in one account. */
export interface Deletion {
  readonly accountId: string;
  readonly key: string;
  /** In the order in which they are deleted: MFA last, so that no password is ever left without it. */
  readonly credentials: readonly Credential[];
}

const progressSchema = z.strictObject({ deleted: z.array(z.string()).readonly() });

/** What an interrupted run has deleted. */
export type DeletionProgress = z.infer<typeof progressSchema>;

/** The file that remembers what was deleted until everything is. */
export function deletionProgress(directory: string): WorkFile<DeletionProgress> {
  return workFile(directory, "audit-root-credentials.json", progressSchema);
}

/**
 * What there is to delete, account by account; never in the management account.
 *
 * AWS may still list for a while what was deleted; what an interrupted run has deleted is left out.
 */
export function planDeletions(
  accounts: readonly AccountEvidence[],
  progress: DeletionProgress = { deleted: [] },
): readonly Deletion[] {
  return accounts
    .filter(({ isManagement }) => !isManagement)
    .map(({ id, key, rootUser }) => ({
      accountId: id,
      key,
      credentials: (rootUser.kind === "observed" ? rootUser.value.credentials : []).filter(
        (credential) => !progress.deleted.includes(identityOf(id, credential)),
      ),
    }))
    .filter(({ credentials }) => credentials.length > 0);
}

/** One line for each credential, for the people who have to agree. */
export function formatDeletions(deletions: readonly Deletion[]): string {
  const lines = deletions.flatMap(({ accountId, key, credentials }) => [
    `${key} (${accountId})`,
    ...credentials.map((credential) => `  delete ${inWords(credential)}`),
  ]);
  return `${lines.join("\n")}\n`;
}

function inWords({ kind, id }: Credential): string {
  return kind === "password" ? "the root password" : `the ${kind.replace("-", " ")} ${id}`;
}

/** Unique for ever: an id with its date of creation is never given again. */
function identityOf(accountId: string, { kind, id, createdAt }: Credential): string {
  return [accountId, kind, id, createdAt].join(" ");
}

/** What deletions report to and are stopped by. */
export interface DeletionOptions {
  readonly managementAccountId: string;
  readonly progress: WorkFile<DeletionProgress>;
  readonly signal: AbortSignal;
  readonly onDeleted: (line: string) => void;
}

/**
 * Deletes credentials, one account after another, each in a root session of its own.
 *
 * Stops after the credential at hand when it is interrupted; the progress then stays on disk.
 */
export async function deleteCredentials(
  clients: AuditClients,
  deletions: readonly Deletion[],
  { managementAccountId, progress, signal, onDeleted }: DeletionOptions,
): Promise<void> {
  const deleted = [...(progress.read()?.deleted ?? [])];
  for (const { accountId, key, credentials } of deletions) {
    if (accountId === managementAccountId) throw new Error("credentials of the management account are never deleted");
    signal.throwIfAborted();
    const iam = await openRootSession(clients, accountId, "IAMDeleteRootUserCredentials");
    for (const credential of credentials) {
      signal.throwIfAborted();
      await deleteOne(iam, credential);
      deleted.push(identityOf(accountId, credential));
      progress.write({ deleted });
      onDeleted(`${key}: deleted ${inWords(credential)}`);
    }
  }
  progress.remove();
}

async function deleteOne(iam: IAMClient, credential: Credential): Promise<void> {
  try {
    await sendDeletion(iam, credential);
  } catch (error) {
    // A run that was killed may have deleted it without noting it.
    if (!nameOf(error).startsWith("NoSuchEntity")) throw error;
  }
}

async function sendDeletion(iam: IAMClient, { kind, id }: Credential): Promise<unknown> {
  switch (kind) {
    case "access-key":
      return iam.send(new DeleteAccessKeyCommand({ AccessKeyId: id }));
    case "signing-certificate":
      return iam.send(new DeleteSigningCertificateCommand({ CertificateId: id }));
    case "password":
      return iam.send(new DeleteLoginProfileCommand({}));
    case "mfa-device":
      return iam.send(new DeactivateMFADeviceCommand({ SerialNumber: id }));
    default:
      return kind satisfies never;
  }
}
