import type { Account, LandingZone } from "../../../model/landing-zone";
import { readOnlySession } from "../../audit/read-only-session";
import type { SessionClients, StatusClients } from "./clients";
import type { Counts, FollowedTest, LiveMember, Place, PortalInstance } from "./facts";
import { findMember } from "./gather-account";
import { gatherPlace } from "./gather-place";

/** The declared account, and what it is compared with. */
export interface Declared {
  readonly zone: LandingZone;
  readonly account: Account;
}

/** The account as it is, with what several aspects ask of it; each is asked once. */
export interface Subject extends Declared {
  readonly clients: StatusClients;
  readonly member: LiveMember;
  readonly place: () => Promise<Place>;
  readonly organizationId: () => Promise<string>;
  readonly identityCenter: () => Promise<PortalInstance | undefined>;
  /** The id of a service account of the landing zone; `undefined`: that account is not there. */
  readonly serviceId: (account: Account) => Promise<string | undefined>;
  /** Clients that can only look, in the account itself. */
  readonly inside: () => Promise<SessionClients>;
  /** The same in a service account of the landing zone; `undefined`: that account is not there. */
  readonly insideService: (account: Account) => Promise<SessionClients | undefined>;
  /** Sends the test of the alert path when one is due, and counts how far it came. @default no test is sent */
  readonly sendTest?: (count: (since: string) => Promise<Counts>) => Promise<FollowedTest>;
}

/** What is known before anything is looked at, and stays what it is during a run. */
export interface Observer extends Declared, Pick<Subject, "clients" | "organizationId" | "identityCenter"> {
  readonly sendTest?: (member: LiveMember, count: (since: string) => Promise<Counts>) => Promise<FollowedTest>;
}

/** The account of one look; the next look has another one, because what was asked may have changed. */
export function subjectOf({ sendTest, ...observer }: Observer, member: LiveMember): Subject {
  const { clients, zone } = observer;
  const session = async (accountId: string): Promise<SessionClients> =>
    clients.session(await readOnlySession(clients, zone, accountId, "rootstock-account-status"));
  return {
    ...observer,
    member,
    place: once(() => gatherPlace(clients, member.id)),
    inside: once(() => session(member.id)),
    serviceId: async (account) => account.accountId ?? (await findMember(clients, account))?.id,
    insideService: async (account) => {
      const found = await findMember(clients, account);
      return found === undefined ? undefined : session(found.id);
    },
    ...(sendTest === undefined ? {} : { sendTest: (count) => sendTest(member, count) }),
  };
}

/** Asks at the first call and answers all of them; what fails is asked again. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
