import type { LandingZone } from "../../../model/landing-zone";
import type { AuditCheck } from "../check";
import type { AccountEvidence, RootUser } from "../evidence";
import { type CheckId, type Finding, Verdict } from "../finding";

/** Days after which a use of root is old news: CIS AWS Foundations and AWS's event history both look back this far. */
const RECENT_DAYS = 90;

const DELETE = "Run `npm run audit -- --fix root-credentials`, which deletes it through a root session.";

/** Members have no root credentials, management has a password with hardware MFA and nothing else, nobody used root. */
export const judgeRootUsers: AuditCheck = ({ accounts }, { zone }, today) =>
  accounts.flatMap((account) =>
    new Verdict("root-password", zone, account.key).observed(account.rootUser, (rootUser) => [
      ...(account.isManagement || zone.rootAccess === "off"
        ? judgeKeptRoot(account, rootUser, zone)
        : judgeMemberRoot(account, rootUser, zone)),
      ...judgeUse(account, rootUser, zone, today),
    ]),
  );

function judgeMemberRoot({ key }: AccountEvidence, rootUser: RootUser, zone: LandingZone): readonly Finding[] {
  const say = (check: CheckId, message: string): Finding => new Verdict(check, zone, key).problem(message, DELETE);
  const { hasPassword, mfaDevices, accessKeys, signingCertificates } = rootUser;
  return [
    ...(hasPassword ? [say("root-password", "The root user has a password; a member account needs none")] : []),
    ...(hasPassword && mfaDevices.length === 0 ? [say("root-mfa", "The root user has a password and no MFA")] : []),
    ...(accessKeys > 0 ? [say("root-access-keys", `The root user has ${plural(accessKeys, "access key")}`)] : []),
    ...(signingCertificates > 0
      ? [say("root-certificates", `The root user has ${plural(signingCertificates, "signing certificate")}`)]
      : []),
  ];
}

/** No policy binds the management account, so its root user keeps a password, and MFA is what protects it. */
function judgeKeptRoot({ key }: AccountEvidence, rootUser: RootUser, zone: LandingZone): readonly Finding[] {
  const say = (check: CheckId, message: string, remedy: string): Finding =>
    new Verdict(check, zone, key).problem(message, remedy);
  const { hasPassword, accessKeys, signingCertificates } = rootUser;
  return [
    ...(hasPassword ? judgeMfa(rootUser, say) : []),
    ...(accessKeys > 0
      ? [
          say(
            "root-access-keys",
            `The root user has ${plural(accessKeys, "access key")}`,
            "Sign in as root with the custodians of both halves, and delete the keys: no central action can.",
          ),
        ]
      : []),
    ...(signingCertificates > 0
      ? [
          say(
            "root-certificates",
            `The root user has ${plural(signingCertificates, "signing certificate")}`,
            "Sign in as root with the custodians of both halves, and delete the certificates.",
          ),
        ]
      : []),
  ];
}

function judgeMfa(
  { mfaDevices }: RootUser,
  say: (check: CheckId, message: string, remedy: string) => Finding,
): readonly Finding[] {
  const register = "Sign in as root with the custodians of both halves, and register two FIDO2 security keys.";
  if (mfaDevices.length === 0) return [say("root-mfa", "The root user has a password and no MFA", register)];
  if (mfaDevices.includes("hardware")) return [];
  return [say("root-mfa", "The root user has virtual MFA only, which can be copied", register)];
}

function judgeUse(
  { key }: AccountEvidence,
  { lastUsed }: RootUser,
  zone: LandingZone,
  today: string,
): readonly Finding[] {
  if (lastUsed === undefined || lastUsed.slice(0, 10) < daysBefore(today, RECENT_DAYS)) return [];
  return [
    new Verdict("root-use", zone, key).problem(
      `The root user was used on ${lastUsed.slice(0, 10)}, within the last ${RECENT_DAYS} days`,
      "Find the change request or drill that explains it, and note it; otherwise treat it as an incident.",
    ),
  ];
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function daysBefore(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}
