import { expect, test } from "@jest/globals";
import { lookAt } from "../../../../cli/account/status/look";
import { watchAccount } from "../../../../cli/account/status/watch";
import { declaredShop, SHOP } from "./declared-shop";
import { type Answer, awsError, fakedClients } from "./faked-clients";

type Answers = Readonly<Record<string, Answer>>;

const { zone, account } = declaredShop();
const signal = new AbortController().signal;

/** Watches for three minutes of a clock that only pauses move; answers what the account's row says and how many looks it took. */
async function watched(answers: Answers, accountId?: string) {
  const { clients } = fakedClients(answers);
  const observer = {
    zone,
    account: { ...account, accountId },
    clients,
    organizationId: async () => "o-a1b2c3d4e5",
    identityCenter: async () => undefined,
  };
  const pauses: number[] = [];
  let looks = 0;
  const { rows, isTimedOut } = await watchAccount({
    look: (aspects) => {
      looks += 1;
      return lookAt(observer, aspects, signal);
    },
    deadlineMilliseconds: 3 * 60_000,
    clock: {
      now: () => pauses.reduce((sum, pause) => sum + pause, 0),
      pause: async (milliseconds) => void pauses.push(milliseconds),
    },
    signal,
    onLook: () => undefined,
  });
  return { outcome: rows[0]?.outcome, looks, isTimedOut };
}

const described =
  (Status: string): Answer =>
  () => ({ Account: { Id: SHOP, Name: "shop", Status } });
const created = (...CreateAccountStatuses: readonly object[]): Answers => ({
  ListAccounts: () => ({ Accounts: [] }),
  DescribeAccount: () => awsError("AccountNotFoundException"),
  ListCreateAccountStatus: () => ({ CreateAccountStatuses }),
});
const FAILED = { AccountName: "shop", State: "FAILED", FailureReason: "EMAIL_ALREADY_EXISTS" };

test.each<[string, Answers, string | undefined, "missing" | "waiting", number]>([
  ["still to be created", created(), undefined, "missing", 10],
  ["being created", created({ AccountName: "shop", State: "IN_PROGRESS" }), undefined, "waiting", 10],
  ["being set up", { DescribeAccount: described("PENDING_ACTIVATION") }, SHOP, "waiting", 10],
  [
    "that AWS is too busy to name",
    { DescribeAccount: () => awsError("TooManyRequestsException") },
    SHOP,
    "waiting",
    10,
  ],
  ["that failed to be created", created(FAILED), undefined, "missing", 1],
  ["that left", created(), SHOP, "missing", 1],
  ["that is closed", { DescribeAccount: described("SUSPENDED") }, SHOP, "missing", 1],
  ["that nobody may look at", { DescribeAccount: () => awsError("AccessDeniedException") }, SHOP, "missing", 1],
])("an account %s is looked at as often as it can still come", async (_, answers, accountId, outcome, looks) => {
  expect(await watched(answers, accountId)).toEqual({ outcome, looks, isTimedOut: looks > 1 });
});
