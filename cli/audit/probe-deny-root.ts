import { setTimeout as sleep } from "node:timers/promises";
import { GetAccountSummaryCommand } from "@aws-sdk/client-iam";
import {
  AttachPolicyCommand,
  CreatePolicyCommand,
  MoveAccountCommand,
  type OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { AWS_POLICY_TYPES } from "../../constructs/attached-policy";
import { canonicalEmail } from "../../model/email-address";
import type { Guardrail, LandingZone } from "../../model/landing-zone";
import { requiredRecoveryUnit } from "../../model/recovery-unit";
import type { PolicyDocument } from "../../policies/policy-document";
import { guardrailDocument } from "../../policies/render-policy";
import { Failure } from "../failure";
import { nameOf } from "../preflight/observe";
import { denyRootOf, liveIds } from "./checks/deny-root";
import type { AuditClients } from "./clients";
import type { LiveTree } from "./evidence";
import type { ProbeJournal } from "./probe-journal";
import { restoreProbe } from "./restore-probe";
import { openRootSession } from "./root-session";
import type { WorkFile } from "./work-file";

/** What is expected of a root session at one step of a probe. */
export type Expectation = "allowed" | "denied";

/** One step of a probe. */
export interface ProbeStep {
  readonly what: string;
  readonly expected: Expectation;
  readonly found: Expectation;
}

/** An account that may be probed, and where. */
export interface ProbeTarget {
  readonly journal: ProbeJournal;
  /** Deny-root as it was declared, without the condition that spares root sessions. */
  readonly document: PolicyDocument;
}

/**
 * Checks that an account may be probed, and says what a probe would change.
 *
 * @param now ISO 8601
 * @throws Failure for accounts that are needed, unknown, or not where they are declared
 */
export function planProbe(zone: LandingZone, tree: LiveTree, accountKey: string, now: string): ProbeTarget {
  const guardrail = denyRootOf(zone);
  if (guardrail === undefined) {
    throw new Failure("The configuration does not enforce deny-root", "Enforce and apply it, then probe it.");
  }
  refuseNeeded(zone, accountKey);
  const declared = zone.accounts.find(({ key }) => key === accountKey);
  const email = declared && canonicalEmail(declared.email);
  const live = tree.accounts.find((account) => canonicalEmail(account.email) === email && account.state === "ACTIVE");
  if (live === undefined) {
    throw new Failure(
      `There is no active account ${accountKey} in the organization`,
      "Name a declared throw-away account by its key, and apply it first.",
    );
  }
  const recoveryUnitId = tree.unitIds[requiredRecoveryUnit(zone).key];
  if (recoveryUnitId === undefined) {
    throw new Failure("The Recovery OU does not exist", "Apply the organization stack first.");
  }
  if (live.parentId === recoveryUnitId) {
    throw new Failure(`${accountKey} is in the Recovery OU already`, "Probe an account that is in its own unit.");
  }
  return {
    document: withoutSparing(guardrail, zone, tree),
    journal: {
      managementAccountId: zone.managementAccount.id,
      accountId: live.id,
      accountKey,
      parentId: live.parentId,
      recoveryUnitId,
      policyName: `${zone.name}-probe-deny-root-${accountKey}`,
      startedAt: now,
    },
  };
}

function refuseNeeded({ managementAccount, logArchive, security }: LandingZone, accountKey: string): void {
  if (![managementAccount.name, managementAccount.id, logArchive.key, security.key].includes(accountKey)) return;
  throw new Failure(
    `${accountKey} is needed by the landing zone, so it is never probed`,
    "Name a throw-away account without workloads.",
  );
}

/** Without the Null condition the statement denies root sessions, which are all that a probe can act as. */
function withoutSparing(guardrail: Guardrail, zone: LandingZone, tree: LiveTree): PolicyDocument {
  const { Version, Statement } = guardrailDocument(zone, guardrail, liveIds(tree, zone));
  return {
    Version,
    Statement: Statement.map((statement) => {
      const { Null: _, ...rest } = statement.Condition ?? {};
      return { ...statement, Condition: rest };
    }),
  };
}

/** What will happen, for the people who have to agree. */
export function formatProbe({ journal }: ProbeTarget): string {
  const { accountKey, accountId, policyName, parentId, recoveryUnitId } = journal;
  return `${[
    `${accountKey} (${accountId})`,
    "  open a root session (IAMAuditRootUserCredentials), expect it to be allowed under deny-root",
    `  create ${policyName}, deny-root without the condition that spares root sessions, and attach it; expect deny`,
    `  move the account from ${parentId} to the Recovery OU ${recoveryUnitId}; expect allow; this sends alerts`,
    "  move it back, detach and delete the policy",
  ].join("\n")}\n`;
}

/** What a probe needs besides its target. */
export interface ProbeOptions {
  readonly journal: WorkFile<ProbeJournal>;
  readonly signal: AbortSignal;
  readonly onStep: (line: string) => void;
  /** How long a change of policy or place may take to have its effect. @default 3 minutes */
  readonly patienceMilliseconds?: number;
}

const PATIENCE_MILLISECONDS = 180_000;
const PAUSE_MILLISECONDS = 2_000;

/**
 * Proves live that deny-root strikes root, spares the Recovery OU, and, as it is, spares root sessions.
 *
 * Puts everything back, also when a step fails or it is interrupted; a probe that was killed is put back by the next
 * audit, from the journal.
 */
export async function probeDenyRoot(
  clients: AuditClients,
  target: ProbeTarget,
  options: ProbeOptions,
): Promise<readonly ProbeStep[]> {
  const { journal, document } = target;
  options.journal.write(journal);
  try {
    return await takeSteps(clients, journal, document, options);
  } finally {
    await restoreProbe(clients.organizations, journal);
    options.journal.remove();
    options.onStep("restored");
  }
}

async function takeSteps(
  clients: AuditClients,
  journal: ProbeJournal,
  document: PolicyDocument,
  options: ProbeOptions,
): Promise<readonly ProbeStep[]> {
  const steps: ProbeStep[] = [];
  const expectSession = async (what: string, expected: Expectation): Promise<boolean> => {
    const found = await awaitSession(clients, journal.accountId, expected, options);
    steps.push({ what, expected, found });
    options.onStep(`${what}: ${found}${found === expected ? "" : `, expected ${expected}`}`);
    return found === expected;
  };
  const { organizations } = clients;
  if (!(await expectSession("a root session under deny-root", "allowed"))) return steps;
  options.signal.throwIfAborted();
  await attachCopy(organizations, journal, document);
  if (!(await expectSession("a root session under the copy without Null", "denied"))) return steps;
  options.signal.throwIfAborted();
  await organizations.send(
    new MoveAccountCommand({
      AccountId: journal.accountId,
      SourceParentId: journal.parentId,
      DestinationParentId: journal.recoveryUnitId,
    }),
  );
  await expectSession("the same in the Recovery OU", "allowed");
  return steps;
}

async function attachCopy(client: OrganizationsClient, journal: ProbeJournal, document: PolicyDocument): Promise<void> {
  const { Policy } = await client.send(
    new CreatePolicyCommand({
      Name: journal.policyName,
      Description: "Temporary: the live probe of deny-root. The next `rootstock audit` removes it.",
      Type: AWS_POLICY_TYPES.scp,
      Content: JSON.stringify(document),
    }),
  );
  await client.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id, TargetId: journal.accountId }));
}

/** Asks again until the answer is the expected one, because a change takes a while to have its effect. */
async function awaitSession(
  clients: AuditClients,
  accountId: string,
  expected: Expectation,
  { signal, patienceMilliseconds = PATIENCE_MILLISECONDS }: ProbeOptions,
): Promise<Expectation> {
  const deadline = Date.now() + patienceMilliseconds;
  for (;;) {
    signal.throwIfAborted();
    const found = await trySession(clients, accountId);
    if (found === expected || Date.now() >= deadline) return found;
    await sleep(PAUSE_MILLISECONDS, undefined, { signal });
  }
}

/** A new session each time: the path of the account may be part of a session. */
async function trySession(clients: AuditClients, accountId: string): Promise<Expectation> {
  const iam = await openRootSession(clients, accountId, "IAMAuditRootUserCredentials");
  try {
    await iam.send(new GetAccountSummaryCommand({}));
    return "allowed";
  } catch (error) {
    if (!nameOf(error).startsWith("AccessDenied")) throw error;
    return "denied";
  }
}
