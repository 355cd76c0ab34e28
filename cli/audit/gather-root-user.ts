import { setTimeout as sleep } from "node:timers/promises";
import {
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  GetCredentialReportCommand,
  GetLoginProfileCommand,
  GetUserCommand,
  type IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  ListSigningCertificatesCommand,
  paginateListVirtualMFADevices,
  type SummaryKeyType,
} from "@aws-sdk/client-iam";
import { collect } from "../preflight/gather-facts";
import { call, nameOf } from "../preflight/observe";
import type { AuditClients } from "./clients";
import type { Credential, MfaKind, RootUser } from "./evidence";
import { openRootSession } from "./root-session";

/** Looks at the root user of a member account through an audit session. */
export async function gatherMemberRoot(clients: AuditClients, accountId: string): Promise<RootUser> {
  const iam = await openRootSession(clients, accountId, "IAMAuditRootUserCredentials");
  const credentials = await listCredentials(iam);
  const summary = await summaryOf(iam);
  const of = (kind: Credential["kind"]): readonly Credential[] => credentials.filter((each) => each.kind === kind);
  return {
    hasPassword: of("password").length > 0 || summary("AccountPasswordPresent") > 0,
    mfaDevices: of("mfa-device").map(({ id }) => mfaKindOf(id)),
    accessKeys: Math.max(of("access-key").length, summary("AccountAccessKeysPresent")),
    signingCertificates: Math.max(of("signing-certificate").length, summary("AccountSigningCertificatesPresent")),
    lastUsed: latest([await passwordLastUsed(iam), ...(await keysLastUsed(iam, of("access-key")))]),
    credentials,
  };
}

/** What the root user of a root session's account has: keys, certificates, password, MFA devices, in this order. */
export async function listCredentials(iam: IAMClient): Promise<readonly Credential[]> {
  const { AccessKeyMetadata = [] } = await call("iam:ListAccessKeys", () => iam.send(new ListAccessKeysCommand({})));
  const { Certificates = [] } = await call("iam:ListSigningCertificates", () =>
    iam.send(new ListSigningCertificatesCommand({})),
  );
  const password = await passwordCreatedAt(iam);
  const { MFADevices = [] } = await call("iam:ListMFADevices", () => iam.send(new ListMFADevicesCommand({})));
  return [
    ...AccessKeyMetadata.map(({ AccessKeyId, CreateDate }) => credential("access-key", AccessKeyId, CreateDate)),
    ...Certificates.map(({ CertificateId, UploadDate }) =>
      credential("signing-certificate", CertificateId, UploadDate),
    ),
    ...(password === undefined ? [] : [credential("password", "password", password)]),
    ...MFADevices.map(({ SerialNumber, EnableDate }) => credential("mfa-device", SerialNumber, EnableDate)),
  ];
}

function credential(kind: Credential["kind"], id = "", createdAt?: Date): Credential {
  return { kind, id, createdAt: createdAt?.toISOString() ?? "" };
}

async function passwordCreatedAt(iam: IAMClient): Promise<Date | undefined> {
  return call("iam:GetLoginProfile", async () => {
    try {
      const { LoginProfile } = await iam.send(new GetLoginProfileCommand({}));
      return LoginProfile?.CreateDate;
    } catch (error) {
      if (nameOf(error).startsWith("NoSuchEntity")) return undefined;
      throw error;
    }
  });
}

async function summaryOf(iam: IAMClient): Promise<(key: SummaryKeyType) => number> {
  const { SummaryMap = {} } = await call("iam:GetAccountSummary", () => iam.send(new GetAccountSummaryCommand({})));
  return (key) => SummaryMap[key] ?? 0;
}

async function passwordLastUsed(iam: IAMClient): Promise<string | undefined> {
  const { User } = await call("iam:GetUser", () => iam.send(new GetUserCommand({})));
  return User?.PasswordLastUsed?.toISOString();
}

async function keysLastUsed(iam: IAMClient, keys: readonly Credential[]): Promise<readonly (string | undefined)[]> {
  const answers = keys.map(({ id }) =>
    call("iam:GetAccessKeyLastUsed", () => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: id }))),
  );
  return (await Promise.all(answers)).map(({ AccessKeyLastUsed }) => AccessKeyLastUsed?.LastUsedDate?.toISOString());
}

/** A virtual device has an ARN with `mfa/`; a FIDO2 key's says `u2f/`, and a hardware token has a serial number only. */
function mfaKindOf(serialNumber: string): MfaKind {
  return serialNumber.includes(":mfa/") ? "virtual" : "hardware";
}

function latest(times: readonly (string | undefined)[]): string | undefined {
  return times
    .filter((time) => time !== undefined)
    .sort()
    .at(-1);
}

/** Looks at the root user of the management account: no root session is possible there, so a report has to do. */
export async function gatherManagementRoot({ iam }: Pick<AuditClients, "iam">): Promise<RootUser> {
  const row = await rootRow(iam);
  const summary = await summaryOf(iam);
  const hasMfa = row("mfa_active") === "true" || summary("AccountMFAEnabled") > 0;
  const count = (columns: readonly string[]): number => columns.filter((column) => row(column) === "true").length;
  return {
    hasPassword: row("password_enabled") !== "false",
    mfaDevices: hasMfa ? [(await hasVirtualMfa(iam)) ? "virtual" : "hardware"] : [],
    // An inactive key counts for the summary only.
    accessKeys: Math.max(count(["access_key_1_active", "access_key_2_active"]), summary("AccountAccessKeysPresent")),
    signingCertificates: Math.max(
      count(["cert_1_active", "cert_2_active"]),
      summary("AccountSigningCertificatesPresent"),
    ),
    lastUsed: latest(
      ["password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date"].map((column) =>
        dayIn(row(column)),
      ),
    ),
    credentials: [],
  };
}

const REPORT_ATTEMPTS = 30;
const REPORT_WAIT_MILLISECONDS = 1_000;

/** The cells of the root user in the credential report, by column. */
async function rootRow(iam: IAMClient): Promise<(column: string) => string> {
  await call("iam:GenerateCredentialReport", async () => {
    for (let attempt = 0; attempt < REPORT_ATTEMPTS; attempt++) {
      const { State } = await iam.send(new GenerateCredentialReportCommand({}));
      if (State === "COMPLETE") return;
      await sleep(REPORT_WAIT_MILLISECONDS);
    }
    throw new Error("the report was not ready in time");
  });
  return call("iam:GetCredentialReport", async () => {
    const { Content } = await iam.send(new GetCredentialReportCommand({}));
    const [header = "", ...lines] = Buffer.from(Content ?? [])
      .toString("utf8")
      .split(/\r?\n/);
    const line = lines.find((candidate) => candidate.startsWith("<root_account>,"));
    if (line === undefined) throw new Error("the report has no line for the root user");
    const cells = line.split(",");
    const columns = header.split(",");
    return (column) => cells[columns.indexOf(column)] ?? "";
  });
}

/** A time of the report, which says `N/A`, `no_information` and `not_supported` as well. */
function dayIn(cell: string): string | undefined {
  return Number.isNaN(Date.parse(cell)) ? undefined : new Date(cell).toISOString();
}

/** With eight devices allowed, one of hardware may stand beside a virtual one; AWS lists the virtual ones only. */
async function hasVirtualMfa(iam: IAMClient): Promise<boolean> {
  const pages = await call("iam:ListVirtualMFADevices", () =>
    collect(paginateListVirtualMFADevices({ client: iam }, { AssignmentStatus: "Assigned" })),
  );
  return pages
    .flatMap(({ VirtualMFADevices = [] }) => VirtualMFADevices)
    .some(({ User, SerialNumber = "" }) => User?.Arn?.endsWith(":root") || SerialNumber.endsWith(ROOT_DEVICE));
}

const ROOT_DEVICE = ":mfa/root-account-mfa-device";
