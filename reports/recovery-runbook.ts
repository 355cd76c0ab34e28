import { ROOT_SESSION_SECONDS, ROOT_TASKS, type RootTaskId, rootTaskPolicyArn } from "../catalogue/root-tasks";
import type { Account, LandingZone, OrganizationalUnit } from "../model/landing-zone";
import { accountsStackName } from "../model/ledger";
import { namesOf } from "../model/names";

/** Something to do: in words, with the commands for it. */
export interface RunbookStep {
  readonly text: string;
  /** Lines for bash. @default none */
  readonly commands?: readonly string[];
}

/** One purpose, in steps from first to last. */
export interface RunbookSection {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly RunbookStep[];
}

/** How one account is recovered, by whom and with which commands. */
export interface RecoveryRunbook {
  /** The key of the account; of the management account, its name. */
  readonly account: string;
  readonly isManagement: boolean;
  readonly title: string;
  /** What people have to know of the account, as label and value. */
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly sections: readonly RunbookSection[];
}

const SIGN_IN = "https://console.aws.amazon.com/";

/** The runbooks of all accounts: management first, then by key. */
export function recoveryRunbooks(zone: LandingZone): readonly RecoveryRunbook[] {
  return [managementRunbook(zone), ...zone.accounts.map((account) => memberRunbook(zone, account))];
}

/**
 * How a member account is recovered.
 *
 * Every command names the account, the home Region's STS endpoint and one task policy. A block that opens a root session
 * stops before its first call if it is not in the account that it is meant for.
 */
export function memberRunbook(zone: LandingZone, account: Account): RecoveryRunbook {
  return {
    account: account.key,
    isManagement: false,
    title: `Recover ${account.name}`,
    facts: memberFacts(zone, account),
    sections: [
      preparation(account),
      audit(zone),
      passwordRecovery(zone, account),
      unlockBucket(zone, account),
      unlockQueue(zone, account),
      ...(zone.recoveryUnit === undefined ? [] : recoveryStay(zone, account, zone.recoveryUnit)),
      deleteCredentials(zone),
    ],
  };
}

/** How the management account is recovered: by people who each hold one part, for no policy and no role helps there. */
export function managementRunbook(zone: LandingZone): RecoveryRunbook {
  const { id, name, email } = zone.managementAccount;
  const [mailbox, phone] = [holder(zone, "mailbox"), holder(zone, "phone")];
  const [password, mfa] = [holder(zone, "password"), holder(zone, "mfa")];
  return {
    account: name,
    isManagement: true,
    title: `Recover ${name}, the management account`,
    facts: [
      ["Account", id],
      ["Root e-mail address", email],
      ["Mailbox", mailbox],
      ["Phone", phone],
      ["Root password", password],
      ["MFA devices", mfa],
      ["Bound by SCP", "no: no policy of the organization binds this account, and no root session can be opened in it"],
    ],
    sections: [
      section("before", "Before anything else", [
        step("Open a ticket with account, reason and both holders, and tell who is on call: every step here pages."),
        step("Is there a way without root? `npm run recover -- --tasks` lists today's way around each root-only task."),
      ]),
      section("sign-in", "Sign in with both halves", [
        step(`Bring the password (${password}) and one MFA device (${mfa}) together; nobody holds both.`),
        step(`One person types the password at ${SIGN_IN}, as root user ${email}; the other touches the MFA device.`),
        step("Do the one task of the ticket, and sign out. Create no access key."),
      ]),
      section("password-lost", "When the password is lost", [
        step(`At ${SIGN_IN} choose root user, enter ${email} and choose “Forgot password?”.`),
        step(`The mailbox (${mailbox}) gets the link; the MFA device (${mfa}) is asked for at the next sign-in.`),
        step(`Give the new password to its holders (${password}) and to nobody else.`),
      ]),
      section("mfa-lost", "When an MFA device is lost", [
        step("Use another registered device; a root user can have eight. Remove the lost one and register a new one."),
        step(
          `When all are lost: “Troubleshoot MFA” at the sign-in, which needs the mailbox (${mailbox}) and the phone (${phone}), both.`,
        ),
        step("Then register two FIDO2 keys at once, and put them back into custody."),
      ]),
      section("compromised", "When the account is not ours any more", [
        step("Open a Support case from another account, with the proof of ownership that is kept outside of AWS."),
        step(
          `Secure the mailbox (${mailbox}) and the phone number (${phone}) first: together they recover the root user.`,
        ),
        step("Service control policies do not help here. Apply nothing until the account is back."),
      ]),
      section("afterwards", "Afterwards", [
        step("Check that there are MFA devices and no access keys: expect 1 and 0.", [
          "aws iam get-account-summary --query 'SummaryMap.[AccountMFAEnabled,AccountAccessKeysPresent]' --output text",
        ]),
        step("Read what root did: the saved query root-use shows every call."),
        step("Change the password if two halves were in one hand, return both, and close the ticket."),
      ]),
    ],
  };
}

/** Writes a runbook as Markdown. */
export function renderRunbook({ title, facts, sections }: RecoveryRunbook): string {
  const lines = [`# ${title}`, "", ...facts.map(([label, value]) => `- **${label}:** ${value}`), ""];
  for (const { title: heading, steps } of sections) {
    lines.push(`## ${heading}`, "");
    for (const [index, { text, commands }] of steps.entries()) {
      lines.push(`${index + 1}. ${text}`);
      if (commands !== undefined) lines.push("", "   ```bash", ...commands.map((line) => `   ${line}`), "   ```", "");
    }
    if (lines.at(-1) !== "") lines.push("");
  }
  return lines.join("\n");
}

function section(id: string, title: string, steps: readonly RunbookStep[]): RunbookSection {
  return { id, title, steps };
}

function step(text: string, commands?: readonly string[]): RunbookStep {
  return commands === undefined ? { text } : { text, commands };
}

function holder({ custody }: LandingZone, part: keyof NonNullable<LandingZone["custody"]>): string {
  return custody?.[part] ?? "not named: declare it in `custody`";
}

function memberFacts(zone: LandingZone, account: Account): RecoveryRunbook["facts"] {
  const stay = zone.recovery.find((entry) => entry.account.key === account.key);
  return [
    ["Key", account.key],
    ["Account", account.accountId ?? "not yet in the ledger: the first command looks it up"],
    ["Root e-mail address", account.email],
    ["Owner", account.owner ?? "not named"],
    ["Mailbox", holder(zone, "mailbox")],
    ["Phone", holder(zone, "phone")],
    ["Unit", unitPath(zone, account)],
    [
      "Recovery OU",
      stay === undefined ? "not declared" : `declared until ${stay.until}: ${stay.reason.replaceAll(/\s+/g, " ")}`,
    ],
    [
      "Root credentials",
      zone.rootAccess === "enforce"
        ? "none, by central root access; a root session lasts at most 15 minutes and is paged"
        : "central root access is not enforced: root sessions work only when it is on",
    ],
  ];
}

function unitPath(zone: LandingZone, { homeUnit }: Account): string {
  const names = new Map(zone.organizationalUnits.map(({ key, name }) => [key, name]));
  const { lineage } = zone.organizationalUnits.find(({ key }) => key === homeUnit) ?? { lineage: [homeUnit] };
  return lineage.map((key) => names.get(key) ?? key).join(" / ");
}

function preparation({ accountId, email }: Account): RunbookSection {
  const lookup = `$(aws organizations list-accounts --query ${quoted(`Accounts[?Email=='${email}'].Id`)} --output text)`;
  return section("prepare", "Prepare", [
    step("Open a ticket with account, task and reason, and tell who is on call: every root session pages."),
    step("Is there a way without root? `npm run recover -- --tasks` lists today's way around each root-only task."),
    step("Sign in to the management account with the root-task permission set, and name the account:", [
      `ACCOUNT_ID=${accountId ?? `"${lookup}"`}`,
    ]),
  ]);
}

/** The lines that do something in a root session, in a subshell, so that its credentials are gone afterwards. */
function inRootSession(zone: LandingZone, task: RootTaskId, calls: readonly string[]): readonly string[] {
  const region = zone.homeRegion;
  const arn = rootTaskPolicyArn(zone.partition, task);
  return [
    "(",
    `  SESSION="$(aws sts assume-root --region ${region} --endpoint-url https://sts.${region}.amazonaws.com \\`,
    `    --target-principal "$ACCOUNT_ID" --task-policy-arn arn=${arn} \\`,
    `    --duration-seconds ${ROOT_SESSION_SECONDS} --output text \\`,
    "    --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]')\" || exit 1",
    '  read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<< "$SESSION"',
    "  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN",
    "  unset AWS_PROFILE",
    `  [ "$(aws sts get-caller-identity --region ${region} --query Account --output text)" = "$ACCOUNT_ID" ] || exit 1`,
    ...calls.map((call) => `  ${call}`),
    ")",
  ];
}

function audit(zone: LandingZone): RunbookSection {
  return section("audit", "Look at the root user's credentials", [
    step(
      `Open a session to ${ROOT_TASKS.audit.title}. "NoSuchEntity" for the login profile means that there is no password.`,
      inRootSession(zone, "audit", [
        "aws iam get-account-summary --query 'SummaryMap.[AccountPasswordPresent,AccountMFAEnabled,AccountAccessKeysPresent]'",
        "aws iam list-access-keys",
        "aws iam list-signing-certificates",
        "aws iam list-mfa-devices",
        "aws iam get-login-profile",
      ]),
    ),
    step("Note the access key id of the session in the ticket: it tells its calls from others in the trail."),
  ]);
}

function passwordRecovery(zone: LandingZone, account: Account): RunbookSection {
  return section("password-recovery", "Recover the password, for a task that only long-term root can do", [
    step("Look at the credentials first (above): AWS allows this only while there are none."),
    step("Move the account into the Recovery OU (below), or deny-root denies whatever long-term root does."),
    step("Allow password recovery:", inRootSession(zone, "allow-password-recovery", ["aws iam create-login-profile"])),
    step(
      `The holders of the mailbox (${holder(zone, "mailbox")}) choose “Forgot password?” at ${SIGN_IN} as root user ${account.email}, and follow the link in the mail.`,
    ),
    step("Register an MFA device, do the one task of the ticket with a second person watching, and sign out."),
    step("Delete the credentials (below), move the account home (below), and look at the credentials again."),
  ]);
}

function unlockBucket(zone: LandingZone, account: Account): RunbookSection {
  const { archiveBucket } = namesOf(zone);
  const isArchive = account.key === zone.logArchive.key;
  return section("unlock-bucket", "Unlock a bucket policy that denies everybody", [
    ...(isArchive
      ? [
          step(
            `The archive (${archiveBucket}) is denied to root sessions on purpose: apply the log-archive stack instead.`,
          ),
        ]
      : []),
    step("Keep the policy, then delete it; the account's own roles can write a better one afterwards.", [
      "BUCKET=name-of-the-bucket",
      "BUCKET_REGION=region-of-the-bucket",
      ...inRootSession(zone, "unlock-bucket", [
        'aws s3api get-bucket-policy --region "$BUCKET_REGION" --bucket "$BUCKET" --query Policy --output text > "$BUCKET.policy.json" &&',
        '  aws s3api delete-bucket-policy --region "$BUCKET_REGION" --bucket "$BUCKET"',
      ]),
    ]),
  ]);
}

function unlockQueue(zone: LandingZone, account: Account): RunbookSection {
  const isSecurity = account.key === zone.security.key;
  return section("unlock-queue", "Unlock a queue policy that denies everybody", [
    ...(isSecurity
      ? [step("The alert queues are denied to root sessions on purpose: apply the security stack instead.")]
      : []),
    step("Keep the policy, then empty it; the account's own roles can write a better one afterwards.", [
      "QUEUE_URL=url-of-the-queue",
      "QUEUE_REGION=region-of-the-queue",
      ...inRootSession(zone, "unlock-queue", [
        'aws sqs get-queue-attributes --region "$QUEUE_REGION" --queue-url "$QUEUE_URL" --attribute-names Policy > queue.policy.json &&',
        `  aws sqs set-queue-attributes --region "$QUEUE_REGION" --queue-url "$QUEUE_URL" --attributes '{"Policy":""}'`,
      ]),
    ]),
  ]);
}

const PARENT = `aws organizations list-parents --child-id "$ACCOUNT_ID" --query 'Parents[0].Id' --output text`;

function recoveryStay(zone: LandingZone, account: Account, unit: OrganizationalUnit): readonly RunbookSection[] {
  return [intoRecovery(account, unit), outOfRecovery(zone, account, unit)];
}

function findRecoveryUnit(unit: OrganizationalUnit): readonly string[] {
  const name = unit.name.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
  const query = quoted(`OrganizationalUnits[?Name=='${name}'].Id`);
  return [
    "ROOT_ID=\"$(aws organizations list-roots --query 'Roots[0].Id' --output text)\"",
    `RECOVERY_OU="$(aws organizations list-organizational-units-for-parent --parent-id "$ROOT_ID" --query ${query} --output text)"`,
  ];
}

function intoRecovery(account: Account, unit: OrganizationalUnit): RunbookSection {
  return section("into-recovery", "Into the Recovery OU", [
    step(
      `With time: by pull request. Add to the configuration \`recovery: [{ account: "${account.key}", reason: "…", until: "YYYY-MM-DD" }]\`, then apply \`${accountsStackName(account.shard)}\` and \`security\`. The day after \`until\` it pages.`,
    ),
    step("Without time: with the break-glass role in the management account. It pages; an apply does not undo it.", [
      ...findRecoveryUnit(unit),
      `HOME_OU="$(${PARENT})"`,
      'echo "Note in the ticket: $ACCOUNT_ID was in $HOME_OU"',
      'aws organizations move-account --account-id "$ACCOUNT_ID" --source-parent-id "$HOME_OU" --destination-parent-id "$RECOVERY_OU"',
    ]),
    step("Wait some minutes: the change of place takes time to reach every Region."),
    step("After an emergency move, declare it the same day with an entry as above: the plan shows a tag and no move."),
  ]);
}

function outOfRecovery(zone: LandingZone, account: Account, unit: OrganizationalUnit): RunbookSection {
  return section("out-of-recovery", "Out of the Recovery OU", [
    step(
      `Declared: take the \`recovery\` entry out and apply \`${accountsStackName(account.shard)}\` and \`security\`; the account goes home to ${unitPath(zone, account)}.`,
    ),
    step("Moved by hand and never declared: move it back by hand, with the unit noted in the ticket.", [
      "HOME_OU=ou-id-from-the-ticket",
      ...findRecoveryUnit(unit),
      'aws organizations move-account --account-id "$ACCOUNT_ID" --source-parent-id "$RECOVERY_OU" --destination-parent-id "$HOME_OU"',
    ]),
    step("Check where it is; it must not be the Recovery OU.", [PARENT]),
  ]);
}

function deleteCredentials(zone: LandingZone): RunbookSection {
  return section("delete-credentials", "Delete the root user's credentials again", [
    step(
      'Delete keys, certificates, MFA devices and the password. "NoSuchEntity" at the end means that there was no password.',
      inRootSession(zone, "delete-credentials", [
        "for KEY in $(aws iam list-access-keys --query 'AccessKeyMetadata[].AccessKeyId' --output text); do",
        '  aws iam delete-access-key --access-key-id "$KEY"',
        "done",
        "for CERTIFICATE in $(aws iam list-signing-certificates --query 'Certificates[].CertificateId' --output text); do",
        '  aws iam delete-signing-certificate --certificate-id "$CERTIFICATE"',
        "done",
        "for DEVICE in $(aws iam list-mfa-devices --query 'MFADevices[].SerialNumber' --output text); do",
        '  aws iam deactivate-mfa-device --serial-number "$DEVICE"',
        "done",
        "aws iam delete-login-profile",
      ]),
    ),
    step("Look at the credentials (above): there must be none."),
  ]);
}

/** A text in quotes for a shell: in double ones where nothing in it means anything to the shell. */
function quoted(text: string): string {
  if (!/["$`\\!]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
