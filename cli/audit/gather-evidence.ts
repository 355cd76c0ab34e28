import { GetAlternateContactCommand } from "@aws-sdk/client-account";
import { canonicalEmail } from "../../model/email-address";
import type { LandingZone } from "../../model/landing-zone";
import type { Observation } from "../preflight/facts";
import { call, nameOf, observe } from "../preflight/observe";
import type { AuditClients } from "./clients";
import type { AccountEvidence, Evidence, LiveContact, LiveContacts, LiveTree } from "./evidence";
import { gatherAlertBus } from "./gather-alert-bus";
import { countSubscribers, gatherTrail, getPasswordPolicy, listAlarms } from "./gather-detection";
import { findDenyRoot, gatherTree, listFeatures, lookUpMoves } from "./gather-organization";
import { gatherManagementRoot, gatherMemberRoot } from "./gather-root-user";
import { inParallel } from "./in-parallel";

/** Account Management answers ten reads a second, and STS and IAM a few dozen. */
const ACCOUNTS_AT_ONCE = 6;

/** Told of every account that was looked at. */
export type OnAccount = (key: string, done: number, total: number) => void;

/** Gathers everything that is judged; reads only. What is denied or fails becomes part of the evidence. */
export async function gatherEvidence(
  clients: AuditClients,
  zone: LandingZone,
  onAccount: OnAccount,
): Promise<Evidence> {
  const tree = await observe(() => gatherTree(clients, zone));
  const [features, denyRoot, passwordPolicy, trail, alarms, alertBus, recoveryMoves, accounts] = await Promise.all([
    observe(() => listFeatures(clients)),
    observe(() => findDenyRoot(clients, zone)),
    observe(() => getPasswordPolicy(clients)),
    observe(() => gatherTrail(clients, zone)),
    observe(() => listAlarms(clients, zone)),
    observe(async () => {
      const accountId = securityAccountId(tree, zone);
      return accountId === undefined ? undefined : gatherAlertBus(clients, zone, accountId);
    }),
    gatherMoves(clients, tree, zone),
    gatherAccounts(clients, accountsToAudit(tree, zone), onAccount),
  ]);
  const subscribers = await countSubscribers(clients, alarms.kind === "observed" ? alarms.value : []);
  const gatheredAt = new Date().toISOString();
  return {
    gatheredAt,
    features,
    tree,
    denyRoot,
    accounts,
    passwordPolicy,
    trail,
    alarms,
    subscribers,
    alertBus,
    recoveryMoves,
  };
}

type NamedAccount = Pick<AccountEvidence, "id" | "key" | "isManagement">;

/** The management account and every active member, declared or not; without a tree, only the former is known. */
function accountsToAudit(tree: Observation<LiveTree>, zone: LandingZone): readonly NamedAccount[] {
  const { managementAccount } = zone;
  const keys = new Map(zone.accounts.map(({ key, email }) => [canonicalEmail(email), key]));
  const members = (tree.kind === "observed" ? tree.value.accounts : [])
    .filter(({ id, state }) => id !== managementAccount.id && state === "ACTIVE")
    .map(({ id, name, email }) => ({ id, key: keys.get(canonicalEmail(email)) ?? name, isManagement: false }));
  return [
    { id: managementAccount.id, key: managementAccount.name, isManagement: true },
    ...members.sort((a, b) => (a.key < b.key ? -1 : 1)),
  ];
}

/** Without a tree, or without alerts, there is nowhere to look; the finding about that says so. */
function securityAccountId(tree: Observation<LiveTree>, { security, alerting }: LandingZone): string | undefined {
  if (tree.kind !== "observed" || alerting.mode === "off") return undefined;
  return tree.value.accounts.find(({ email }) => canonicalEmail(email) === canonicalEmail(security.email))?.id;
}

async function gatherAccounts(
  clients: AuditClients,
  accounts: readonly NamedAccount[],
  onAccount: OnAccount,
): Promise<readonly AccountEvidence[]> {
  let done = 0;
  return inParallel(accounts, ACCOUNTS_AT_ONCE, async (account) => {
    const rootUser = await observe(() =>
      account.isManagement ? gatherManagementRoot(clients) : gatherMemberRoot(clients, account.id),
    );
    const contacts = await observe(() => getContacts(clients, account));
    done += 1;
    onAccount(account.key, done, accounts.length);
    return { ...account, rootUser, contacts };
  });
}

/** The alternate contacts of an account, as its management account sees them. */
export async function getContacts(
  clients: Pick<AuditClients, "account">,
  account: Pick<NamedAccount, "id" | "isManagement">,
): Promise<LiveContacts> {
  return {
    billing: await getContact(clients, account, "BILLING"),
    operations: await getContact(clients, account, "OPERATIONS"),
    security: await getContact(clients, account, "SECURITY"),
  };
}

async function getContact(
  { account: client }: Pick<AuditClients, "account">,
  { id, isManagement }: Pick<NamedAccount, "id" | "isManagement">,
  AlternateContactType: "BILLING" | "OPERATIONS" | "SECURITY",
): Promise<LiveContact | undefined> {
  return call("account:GetAlternateContact", async () => {
    try {
      // AWS refuses the id of the caller's own account.
      const whose = isManagement ? {} : { AccountId: id };
      const { AlternateContact } = await client.send(
        new GetAlternateContactCommand({ AlternateContactType, ...whose }),
      );
      const { Name = "", EmailAddress = "", PhoneNumber = "" } = AlternateContact ?? {};
      return { name: Name, email: EmailAddress, phone: PhoneNumber };
    } catch (error) {
      if (nameOf(error) === "ResourceNotFoundException") return undefined;
      throw error;
    }
  });
}

/** Event history is asked only when somebody is in the Recovery OU: it is slow, and two requests a second are allowed. */
async function gatherMoves(
  clients: AuditClients,
  tree: Observation<LiveTree>,
  { recoveryUnit }: LandingZone,
): Promise<Evidence["recoveryMoves"]> {
  const unitId = tree.kind === "observed" ? tree.value.unitIds[recoveryUnit?.key ?? ""] : undefined;
  const isEmpty = tree.kind !== "observed" || tree.value.accounts.every(({ parentId }) => parentId !== unitId);
  if (unitId === undefined || isEmpty) return { kind: "observed", value: {} };
  return observe(() => lookUpMoves(clients, unitId));
}
