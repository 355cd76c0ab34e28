import { ACCOUNT_CLOSURE } from "./account-closure";

/** Of a stack that holds the same whatever becomes of one account. */
const NOTHING_OF_ONE_ACCOUNT = { nothing: "It holds nothing of a single account." } as const;

/** What an account can mean to each kind of stack, and how each of that is told. */
export const STACK_CONSEQUENCES = {
  organization: NOTHING_OF_ONE_ACCOUNT,
  accounts: {
    managed: "The account, its contacts and its opt-in Regions are Terraform's.",
    forgotten:
      "Blocks `removed { lifecycle { destroy = false } }`: Terraform forgets the account, its contacts and its opt-in Regions, and leaves them as they are.",
  },
  guardrails: {
    attached: "What the configuration attaches to the account itself is attached.",
    forgotten:
      "What is attached to the account itself is forgotten in the same way, and stays attached. Policies of its unit and of the root bind it as long as it is in the organization.",
  },
  delegations: NOTHING_OF_ONE_ACCOUNT,
  detectors: NOTHING_OF_ONE_ACCOUNT,
  identity: {
    assigned: "Whoever is assigned to the account, to a unit that it is in or to every account has access.",
    withdrawn: "Every assignment to the account is destroyed.",
  },
  "log-archive": {
    listed: "The table over the archive has its log files.",
    kept: "The table over the archive keeps its log files, where the ledger knows its id.",
  },
  monitoring: NOTHING_OF_ONE_ACCOUNT,
  security: {
    reminded: "Notices tell when its last day is near, and when it is past.",
    silent: "No notice names it: its last day means nothing any more.",
  },
  detection: NOTHING_OF_ONE_ACCOUNT,
  "config-rules": {
    "by-baseline": "The rules of AWS Config leave it out by its id where its baseline has no recorder.",
    unnamed: "The rules of AWS Config do not name it.",
  },
  baseline: {
    full: "All that the account's baseline says.",
    "without-plan-role": "All but the role that a pipeline plans with, which could do nothing there.",
    "left-alone": "There is no stack any more; its state and what is in the account stay as they are.",
  },
  "state-backend": NOTHING_OF_ONE_ACCOUNT,
  pipeline: NOTHING_OF_ONE_ACCOUNT,
} as const;

/** A kind of stack: `accounts` stands for every shard, `baseline` for the baseline of every account. */
export type StackKind = keyof typeof STACK_CONSEQUENCES;

/** What an account can mean to a kind of stack. */
export type StackConsequence<Kind extends StackKind> = keyof (typeof STACK_CONSEQUENCES)[Kind];

/** Where a member account is in its life, as configuration and ledger tell. */
export type AccountState = "active" | "suspended" | "closing" | "closed" | "released";

/** What a state of an account means. */
export interface AccountStateEntry {
  /** How configuration and ledger tell it. */
  readonly when: string;
  /** What a plan says of an account that comes into it, after the account's name. */
  readonly becomes: string;
  /** Who may act in the account. */
  readonly access: string;
  readonly cost: string;
  readonly stacks: { readonly [Kind in StackKind]: StackConsequence<Kind> };
  /** Whether something else may have the account's key. */
  readonly key: "in-use" | "used-up";
  /** Whether another account may have its root e-mail address. */
  readonly email: "in-use" | "used-up";
}

const UNTOUCHED = {
  organization: "nothing",
  delegations: "nothing",
  detectors: "nothing",
  monitoring: "nothing",
  detection: "nothing",
  "state-backend": "nothing",
  pipeline: "nothing",
} as const;

const GONE = {
  ...UNTOUCHED,
  accounts: "forgotten",
  guardrails: "forgotten",
  identity: "withdrawn",
  "log-archive": "kept",
  security: "silent",
  "config-rules": "unnamed",
  baseline: "left-alone",
} as const;

/**
 * The states of a member account, with what each means: stacks, rules and reports read it here.
 *
 * Terraform never closes an account and never learns that somebody did. So `closing` and `closed` differ in nothing but
 * the entry, which says that the closure is not done, and counts against the number of accounts that AWS closes at once.
 *
 * Source of what AWS does with a closed account: AWS Organizations API reference, CloseAccount, read 2026-11; of its
 * address: AWS Account Management reference guide, Close an AWS account, as quoted by others in 2026-11.
 */
export const ACCOUNT_STATES: Readonly<Record<AccountState, AccountStateEntry>> = {
  active: {
    when: "It is in the configuration, and not in the Suspended unit.",
    becomes: "is in use",
    access: "Whoever is assigned to it, and whatever runs in it, may act within its guardrails.",
    cost: "It costs what it runs.",
    stacks: {
      ...UNTOUCHED,
      accounts: "managed",
      guardrails: "attached",
      identity: "assigned",
      "log-archive": "listed",
      security: "reminded",
      "config-rules": "by-baseline",
      baseline: "full",
    },
    key: "in-use",
    email: "in-use",
  },
  suspended: {
    when: 'It is in the configuration, in the unit with the purpose "suspended" or below it.',
    becomes: "is suspended",
    access:
      "The guardrail restrict-suspended denies everything there but to the landing zone's own roles: people, workloads and root sessions can do nothing any more.",
    cost: "What runs goes on running, and the account still costs what it runs. Stop that first where it matters.",
    stacks: {
      ...UNTOUCHED,
      accounts: "managed",
      guardrails: "attached",
      identity: "assigned",
      "log-archive": "listed",
      security: "silent",
      "config-rules": "by-baseline",
      baseline: "without-plan-role",
    },
    key: "in-use",
    email: "in-use",
  },
  closing: {
    when: "It is gone from the configuration, and `closing` has an entry for it.",
    becomes: "is on its way out: Terraform forgets it, and a person closes it",
    access: "What the Suspended unit denies is denied: it stays there until a person closes it.",
    cost: "It costs what it runs until a person closes it.",
    stacks: GONE,
    key: "used-up",
    email: "used-up",
  },
  closed: {
    when: "The ledger says `closing`, and the entry was taken out again.",
    becomes: "is closed",
    access: `Nobody can use it any more; AWS Support can open it again for ${ACCOUNT_CLOSURE.reopenDays} days.`,
    cost: `AWS bills what it cost before; for ${ACCOUNT_CLOSURE.reopenDays} days it counts against the quota of accounts.`,
    stacks: GONE,
    key: "used-up",
    email: "used-up",
  },
  released: {
    when: "It is gone from the configuration, and `released` has or had an entry for it.",
    becomes: "is released: Terraform forgets it and leaves it as it is",
    access: "Whoever has another way in than Identity Center may act within the guardrails that reach it.",
    cost: "It goes on costing what it runs, and whoever has it from now on must watch its root e-mail address.",
    stacks: GONE,
    key: "used-up",
    email: "used-up",
  },
};

/** Whether an account may go from one state to another, and how, or what refuses it. */
export type AccountTransition =
  | { readonly kind: "allowed"; readonly how: string }
  /** `rule` is the id of the rule that refuses it. */
  | { readonly kind: "refused"; readonly rule: string; readonly instead: string }
  /** Nothing in configuration and ledger can say it. */
  | { readonly kind: "unseen"; readonly because: string };

const NEVER_AGAIN: AccountTransition = {
  kind: "refused",
  rule: "key-retired",
  instead: "Add another account, with a key and an address that were never used.",
};
const WITHOUT_A_WORD = {
  kind: "refused",
  rule: "key-vanished",
  instead: "Say with closing or released what became of it.",
} as const satisfies AccountTransition;
const OTHERWISE_ALREADY: AccountTransition = {
  kind: "refused",
  rule: "removed-entry",
  instead: "Take the entry out: what the ledger says of a key that is gone is final.",
};

/** From each state to every other. */
export const ACCOUNT_TRANSITIONS: {
  readonly [From in AccountState]: Readonly<Record<Exclude<AccountState, From>, AccountTransition>>;
} = {
  active: {
    suspended: { kind: "allowed", how: "`account suspend`: its entry moves below the Suspended unit." },
    closing: {
      kind: "refused",
      rule: "account-closes-suspended",
      instead:
        "Put it back, below the unit with the purpose `suspended`; synthesize and apply that, and close it when nothing misses it. Where it has been there since before the ledger knew, put it back, synthesize once and commit the ledger.",
    },
    closed: {
      ...WITHOUT_A_WORD,
      instead: "Say with released what became of it. To close it, put it back and suspend it first.",
    },
    released: { kind: "allowed", how: "`account release`: its entry goes, and one in `released` comes." },
  },
  suspended: {
    active: { kind: "allowed", how: "`account move`: its entry moves below another unit." },
    closing: { kind: "allowed", how: "`account close`: its entry goes, and one in `closing` comes." },
    closed: WITHOUT_A_WORD,
    released: { kind: "allowed", how: "`account release`: its entry goes, and one in `released` comes." },
  },
  closing: {
    active: NEVER_AGAIN,
    suspended: NEVER_AGAIN,
    closed: { kind: "allowed", how: "Once AWS has closed it, the entry is taken out of `closing`." },
    released: OTHERWISE_ALREADY,
  },
  closed: {
    active: NEVER_AGAIN,
    suspended: NEVER_AGAIN,
    closing: { kind: "allowed", how: "The entry is put back into `closing`, which changes no stack." },
    released: OTHERWISE_ALREADY,
  },
  released: {
    active: NEVER_AGAIN,
    suspended: NEVER_AGAIN,
    closing: OTHERWISE_ALREADY,
    closed: { kind: "unseen", because: "Whoever has it now may close it; the ledger keeps calling it released." },
  },
};
