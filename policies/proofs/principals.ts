import { PRINCIPAL_KINDS, type PrincipalKind } from "../../catalogue/standing-questions";
import { DEPLOY_ROLE, deployingRoles, PLAN_ROLE } from "../../model/deployment-roles";
import type { Account, LandingZone } from "../../model/landing-zone";
import { namesOf, roleArn } from "../../model/names";
import { ROOT_TASKS_KEY } from "../../model/workforce-identity";
import type { Fact } from "../evaluator/question";
import { ABSENT, anyOf, exactly } from "./resources";

/** Somebody who sends a request, with everything that is sure of it. */
export interface Principal {
  readonly title: string;
  /**
   * `account`: of a member account. `management`: of the management account. `service-linked`: AWS's own. `outside`: of no
   * account of the organization.
   */
  readonly of: "account" | "management" | "service-linked" | "outside";
  /** Where its account is. @default the account in question */
  readonly home?: Place;
  /** By condition key in lower case; what is not listed is open. */
  readonly context: Readonly<Record<string, Fact>>;
}

/** An account where it is, or as if it were in another unit. */
export interface Place {
  readonly account: Account;
  /** The key of the unit. */
  readonly unit: string;
}

/** The account that a principal is asked about, as its requests show it. */
export interface PrincipalAccount {
  readonly accountId: string;
  /** As in `aws:PrincipalOrgPaths`: `o-x/r-y/ou-z/`. */
  readonly organizationPath: string;
  readonly organizationId: string;
}

/**
 * The request context of a kind of principal; `undefined` where the configuration has none of the kind.
 *
 * Source: IAM user guide, AWS global condition context keys and "Principal key values", read 2026-06. Only what a request
 * surely carries, or surely does not, is filled in.
 */
export function principalOf(zone: LandingZone, account: PrincipalAccount, kind: PrincipalKind): Principal | undefined {
  const { partition } = zone;
  const title = PRINCIPAL_KINDS[kind];
  const own = (context: Principal["context"]): Principal => ({
    title,
    of: "account",
    context: { ...memberOf(account), ...context },
  });
  const role = (name: string): string => roleArn(partition, account.accountId, name);
  const rootArn = exactly(`arn:${partition}:iam::${account.accountId}:root`);
  const root = { "aws:principalarn": rootArn, "aws:principaltype": exactly("Account"), "aws:username": ABSENT };
  switch (kind) {
    case "long-term-root":
      return own({ ...root, "aws:assumedroot": ABSENT });
    case "root-session":
      return own({ ...root, "aws:assumedroot": exactly("true") });
    case "deployer":
      return managementPrincipal(zone, account, title, anyOf(`arn:${partition}:iam::${zone.managementAccount.id}:*`));
    case "access-role":
      return own({ ...assumed(exactly(role(zone.accountAccessRole))), ...deployment(zone) });
    case "deploy-role":
      return zone.baselines.pipeline === undefined
        ? undefined
        : own({ ...assumed(exactly(role(DEPLOY_ROLE))), ...deployment(zone) });
    case "ordinary-role":
      return own(assumed({ ...anyOf(role("*")), notLike: notOrdinary(zone).map(role) }));
    case "anyone":
      return own({ "aws:principalarn": anyOf(...everyoneIn(partition, account)) });
    case "service-linked-role":
      return {
        title,
        of: "service-linked",
        context: { ...memberOf(account), ...assumed(anyOf(role("aws-service-role/*"))) },
      };
    case "break-glass":
      return (zone.identity?.breakGlassUsers.length ?? 0) === 0
        ? undefined
        : managementRole(zone, account, title, exactly(namesOf(zone).breakGlassRoleArn));
    case "root-task":
      return zone.identity?.assignments.some(({ permissionSet }) => permissionSet === ROOT_TASKS_KEY) === true
        ? managementRole(zone, account, title, anyOf(...rootTaskRoles(zone)))
        : undefined;
    default:
      return kind satisfies never;
  }
}

/** Anyone of an account but the roles that deploy the landing zone. */
export function anyoneButDeployingRoles(zone: LandingZone, account: PrincipalAccount): Principal {
  const spared = deployingRoles(zone).map((role) => roleArn(zone.partition, account.accountId, role));
  return {
    title: `${PRINCIPAL_KINDS.anyone} but the roles that deploy the landing zone`,
    of: "account",
    context: {
      ...memberOf(account),
      "aws:principalarn": { ...anyOf(...everyoneIn(zone.partition, account)), notLike: spared },
    },
  };
}

/** A principal of an account of the organization by the ARN, or a pattern of ARNs. */
export function principalByArn(zone: LandingZone, account: PrincipalAccount, arn: string): Principal {
  const principalArn = /[*?]/.test(arn) ? anyOf(arn) : exactly(arn);
  if (account.accountId === zone.managementAccount.id) return managementPrincipal(zone, account, arn, principalArn);
  if (arn.includes(":role/aws-service-role/")) {
    return { title: arn, of: "service-linked", context: { ...memberOf(account), ...assumed(principalArn) } };
  }
  return { title: arn, of: "account", context: { ...memberOf(account), "aws:principalarn": principalArn } };
}

/** A principal of an account that does not belong to the organization. */
export function stranger(organizationId: string, arn: string): Principal {
  return {
    title: arn,
    of: "outside",
    context: {
      ...NO_AWS_SERVICE,
      "aws:principalarn": /[*?]/.test(arn) ? anyOf(arn) : exactly(arn),
      "aws:principalorgid": { kind: "open", notLike: [organizationId] },
      "aws:principalorgpaths": { kind: "open", notLike: [`${organizationId}/*`] },
    },
  };
}

function memberOf({ accountId, organizationId, organizationPath }: PrincipalAccount): Principal["context"] {
  return {
    ...NO_AWS_SERVICE,
    "aws:principalaccount": exactly(accountId),
    "aws:principalorgid": exactly(organizationId),
    "aws:principalorgpaths": exactly(organizationPath),
  };
}

/** Keys that only the calls of AWS services carry, and what every other call says instead. */
const NO_AWS_SERVICE: Principal["context"] = {
  "aws:principalisawsservice": exactly("false"),
  "aws:principalservicename": ABSENT,
  "aws:principalservicenameslist": ABSENT,
  "aws:sourceaccount": ABSENT,
  "aws:sourcearn": ABSENT,
  "aws:sourceorgid": ABSENT,
  "aws:sourceorgpaths": ABSENT,
};

function assumed(principalArn: Fact): Principal["context"] {
  return {
    "aws:principalarn": principalArn,
    "aws:principaltype": exactly("AssumedRole"),
    "aws:assumedroot": ABSENT,
    "aws:username": ABSENT,
  };
}

/** Terraform's provider speaks TLS, and to the governed Regions only. */
function deployment(zone: LandingZone): Principal["context"] {
  return { "aws:requestedregion": anyOf(...zone.governedRegions), "aws:securetransport": exactly("true") };
}

/** A role of the management account, which no service control policy binds. */
function managementRole(zone: LandingZone, account: PrincipalAccount, title: string, principalArn: Fact): Principal {
  const principal = managementPrincipal(zone, account, title, principalArn);
  return {
    ...principal,
    context: { ...principal.context, ...assumed(principalArn), "aws:securetransport": exactly("true") },
  };
}

function managementPrincipal(
  zone: LandingZone,
  { organizationId, organizationPath }: PrincipalAccount,
  title: string,
  principalArn: Fact,
): Principal {
  const [organization = "", root = ""] = organizationPath.split("/");
  const account = {
    accountId: zone.managementAccount.id,
    organizationId,
    organizationPath: `${organization}/${root}/`,
  };
  return { title, of: "management", context: { ...memberOf(account), "aws:principalarn": principalArn } };
}

/** Where IAM Identity Center puts its roles; outside us-east-1 a folder for the Region lies between. */
function rootTaskRoles(zone: LandingZone): readonly string[] {
  const role = `AWSReservedSSO_${namesOf(zone).rootTasksPermissionSet}_*`;
  const folder = "aws-reserved/sso.amazonaws.com";
  return [`${folder}/${role}`, `${folder}/*/${role}`].map((path) =>
    roleArn(zone.partition, zone.managementAccount.id, path),
  );
}

function notOrdinary(zone: LandingZone): readonly string[] {
  return [...deployingRoles(zone), PLAN_ROLE, namesOf(zone).eventForwardingRole, "aws-service-role/*"];
}

function everyoneIn(partition: string, { accountId }: PrincipalAccount): readonly string[] {
  return ["iam", "sts"].map((service) => `arn:${partition}:${service}::${accountId}:*`);
}
