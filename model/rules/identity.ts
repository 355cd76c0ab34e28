import { hoursOf } from "../../catalogue/session-durations";
import { familyMember, PERMISSION_SET_FAMILY } from "../foundation-families";
import type { PermissionSetConfig } from "../identity-config";
import { placedKeys } from "../identity-references";
import { namesOf } from "../names";
import type { PolicyStatementConfig } from "../policy-statement-config";
import type { ConfigPath } from "../problem";
import { type Breach, type ConfigFacts, defineRule } from "../rule";
import { suggestion } from "../suggestion";
import { ROOT_TASKS_KEY } from "../workforce-identity";

type PlacedSet = readonly [key: string, set: PermissionSetConfig, path: ConfigPath];

function permissionSetsOf({ config }: ConfigFacts): readonly PlacedSet[] {
  return Object.entries(config.identity?.permissionSets ?? {}).map(([key, set]) => [
    key,
    set,
    ["identity", "permissionSets", key],
  ]);
}

/** Nobody can be in a group that does not exist. */
export const unknownGroup = defineRule<ConfigFacts>({
  id: "unknown-group",
  doc: "Every reference to a group names the key of one.",
  waivable: false,
  blocksResolution: true,
  *breaches({ config: { identity } }) {
    const known = Object.keys(identity?.groups ?? {});
    const references: readonly (readonly [string, ConfigPath])[] = [
      ...(identity?.assignments ?? []).map(
        ({ group }, index) => [group, ["identity", "assignments", index, "group"]] as const,
      ),
      ...placedKeys([[identity?.rootTasks?.groups, ["identity", "rootTasks", "groups"]]]),
    ];
    for (const [key, path] of references) {
      if (known.includes(key)) continue;
      yield {
        path,
        message: `there is no group "${key}"`,
        remedy: suggestion(key, known, "Declare it in identity.groups."),
      };
    }
  },
});

/** Nothing can be done with a permission set that does not exist. */
export const unknownPermissionSet = defineRule<ConfigFacts>({
  id: "unknown-permission-set",
  doc: "Every assignment names the key of a permission set.",
  waivable: false,
  blocksResolution: true,
  *breaches({ config: { identity } }) {
    const known = Object.keys(identity?.permissionSets ?? {});
    for (const [index, { permissionSet }] of (identity?.assignments ?? []).entries()) {
      if (known.includes(permissionSet)) continue;
      yield {
        path: ["identity", "assignments", index, "permissionSet"],
        message: `there is no permission set "${permissionSet}"`,
        remedy:
          permissionSet === ROOT_TASKS_KEY
            ? "Name the group in identity.rootTasks.groups instead."
            : suggestion(permissionSet, known, "Declare it in identity.permissionSets."),
      };
    }
  },
});

/** These keys are parts of Terraform addresses. */
export const identityKeyForm = defineRule<ConfigFacts>({
  id: "identity-key-form",
  doc: "The key of a group, permission set or break-glass user has lower-case letters, digits and hyphens, a letter first; that of a permission set is not `root-tasks`.",
  waivable: false,
  blocksResolution: true,
  *breaches({ config: { identity } }) {
    const keys: readonly (readonly [string, ConfigPath])[] = [
      ...Object.keys(identity?.groups ?? {}).map((key) => [key, ["identity", "groups", key]] as const),
      ...Object.keys(identity?.permissionSets ?? {}).map((key) => [key, ["identity", "permissionSets", key]] as const),
      ...placedKeys([[identity?.breakGlass?.users, ["identity", "breakGlass", "users"]]]),
    ];
    for (const [key, path] of keys) {
      if (/^[a-z][a-z0-9-]*$/.test(key) && !(key === ROOT_TASKS_KEY && path.includes("permissionSets"))) continue;
      yield {
        path,
        message: key === ROOT_TASKS_KEY ? `the key "${key}" is that of identity.rootTasks` : `"${key}" cannot be a key`,
        remedy:
          key === ROOT_TASKS_KEY
            ? "Choose another key."
            : "Use lower-case letters, digits and hyphens, a letter first; the name may be whatever you like.",
      };
    }
  },
});

const PERMISSION_SET_NAME = /^[\w+=,.@-]{1,32}$/;
const DESCRIPTION = /^[\t\n\r\u0020-\u007E\u00A1-\u00FF]*$/;

/** IAM Identity Center API reference, CreatePermissionSet: `Name` and `Description`. */
export const permissionSetForm = defineRule<ConfigFacts>({
  id: "permission-set-form",
  doc: "A permission set has a name of 1 to 32 letters, digits and +=,.@_- and a description of 1 to 700 characters.",
  waivable: false,
  mechanism: "identity",
  *breaches(facts) {
    for (const [key, { name, description }, path] of permissionSetsOf(facts)) {
      if (!PERMISSION_SET_NAME.test(name ?? key)) {
        yield {
          path: name === undefined ? path : [...path, "name"],
          message: `"${name ?? key}" cannot be the name of a permission set`,
          remedy: "Give it a name of 1 to 32 letters, digits and +=,.@_-.",
        };
      }
      if (description.trim() !== "" && description.length <= 700 && DESCRIPTION.test(description)) continue;
      yield {
        path: [...path, "description"],
        message: "the description is empty, too long or has characters that AWS does not accept",
        remedy: "Say in 1 to 700 characters of Latin script who needs it and for what.",
      };
    }
  },
});

/** IAM Identity Store API reference, CreateGroup: `DisplayName` (AWS accepts 1024) and `Description`. */
export const groupForm = defineRule<ConfigFacts>({
  id: "group-form",
  doc: "A group has a name of 1 to 128 characters and, if any, a description of 1 to 1024.",
  waivable: false,
  mechanism: "identity",
  *breaches({ config: { identity } }) {
    for (const [key, { name = key, description = key }] of Object.entries(identity?.groups ?? {})) {
      for (const [setting, value, most] of [
        ["name", name, 128],
        ["description", description, 1024],
      ] as const) {
        if (value.trim() !== "" && value.length <= most) continue;
        yield {
          path: ["identity", "groups", key, setting],
          message: `the group's ${setting} has ${value.length} characters`,
          remedy: `Use 1 to ${most}.`,
        };
      }
    }
  },
});

/** Identity Center refuses a second one of the same name. */
export const identityNameUnique = defineRule<ConfigFacts>({
  id: "identity-name-unique",
  doc: "No two groups and no two permission sets have the same name, the one for root tasks included.",
  waivable: false,
  mechanism: "identity",
  *breaches({ config }) {
    const { groups = {}, permissionSets = {} } = config.identity ?? {};
    const { rootTasksPermissionSet } = namesOf({ ...config, partition: "aws" });
    yield* repeatedNames(groups, "groups", "group", []);
    yield* repeatedNames(permissionSets, "permissionSets", "permission set", [rootTasksPermissionSet]);
  },
});

function* repeatedNames(
  named: Readonly<Record<string, { readonly name?: string }>>,
  part: string,
  what: string,
  taken: readonly string[],
): Iterable<Breach> {
  const seen = new Set(taken.map((name) => name.toLowerCase()));
  for (const [key, { name }] of Object.entries(named)) {
    const present = (name ?? key).toLowerCase();
    if (seen.has(present)) {
      yield {
        path: ["identity", part, key, ...(name === undefined ? [] : ["name"])],
        message: `there is another ${what} named "${name ?? key}"`,
        remedy: "Give it another name.",
      };
    }
    seen.add(present);
  }
}

/** Without a policy a permission set is a role that may do nothing. */
export const permissionSetEmpty = defineRule<ConfigFacts>({
  id: "permission-set-empty",
  doc: "A permission set has a managed policy, of AWS or your own, or an inline policy.",
  waivable: false,
  mechanism: "identity",
  *breaches(facts) {
    for (const [key, set, path] of permissionSetsOf(facts)) {
      const { managedPolicies = [], customerManagedPolicies = [], inlinePolicy = [] } = set;
      if (managedPolicies.length + customerManagedPolicies.length + inlinePolicy.length > 0) continue;
      yield {
        path,
        message: `the permission set "${key}" allows nothing`,
        remedy: "Add managedPolicies, customerManagedPolicies or an inlinePolicy.",
      };
    }
  },
});

const AWS_MANAGED_POLICY = /^arn:aws:iam::aws:policy\/[\w-]+(?:\/[\w-]+)*$/;
const POLICY_NAME = /^[\w+=,.@-]{1,128}$/;
const POLICY_PATH = /^\/(?:[\w+=,.@-]+\/)*$/;

/** A managed policy of an account of your own would have to be named in every account, so only AWS's have ARNs here. */
export const managedPolicyForm = defineRule<ConfigFacts>({
  id: "managed-policy-form",
  doc: "A managed policy is the ARN of one that AWS manages; a policy of your own, for a permissions boundary, is a name with a path.",
  waivable: false,
  mechanism: "identity",
  *breaches(facts) {
    const remedy = 'Write it like "arn:aws:iam::aws:policy/ReadOnlyAccess".';
    for (const [, { managedPolicies, permissionsBoundary: boundary }, path] of permissionSetsOf(facts)) {
      const arns: readonly (readonly [string, ConfigPath])[] = [
        ...placedKeys([[managedPolicies, [...path, "managedPolicies"]]]),
        ...(boundary !== undefined && "managedPolicy" in boundary
          ? [[boundary.managedPolicy, [...path, "permissionsBoundary", "managedPolicy"]] as const]
          : []),
      ];
      for (const [arn, at] of arns) {
        if (!AWS_MANAGED_POLICY.test(arn)) {
          yield { path: at, message: `"${arn}" is not the ARN of a policy that AWS manages`, remedy };
        }
      }
      if (boundary === undefined || "managedPolicy" in boundary) continue;
      if (POLICY_NAME.test(boundary.customerManagedPolicy) && POLICY_PATH.test(boundary.path ?? "/")) continue;
      yield {
        path: [...path, "permissionsBoundary"],
        message: `"${boundary.customerManagedPolicy}" at the path "${boundary.path ?? "/"}" is not a name and a path of an IAM policy`,
        remedy: "Write the policy's name without its ARN, and a path that begins and ends with a slash.",
      };
    }
  },
});

/** IAM Identity Center API reference, CustomerManagedPolicyReference: every account has its own policy of that name. */
export const customerManagedPolicyForm = defineRule<ConfigFacts>({
  id: "customer-managed-policy-form",
  doc: "A customer managed policy is a name with a path, and a permission set has it once.",
  waivable: false,
  mechanism: "identity",
  *breaches(facts) {
    for (const [, { customerManagedPolicies = [] }, path] of permissionSetsOf(facts)) {
      const seen = new Set<string>();
      for (const [index, { name, path: policyPath = "/" }] of customerManagedPolicies.entries()) {
        const at = [...path, "customerManagedPolicies", index];
        const policy = `${policyPath}${name}`;
        if (!POLICY_NAME.test(name) || !POLICY_PATH.test(policyPath)) {
          yield {
            path: at,
            message: `"${name}" at the path "${policyPath}" is not a name and a path of an IAM policy`,
            remedy: "Write the policy's name without its ARN, and a path that begins and ends with a slash.",
          };
        }
        if (seen.has(policy)) {
          yield { path: at, message: `"${policy}" is in the list twice`, remedy: "Take one of them out." };
        }
        seen.add(policy);
      }
    }
  },
});

/** AWS cannot rename a permission set: with another name it would be deleted and made anew, and access with it. */
export const permissionSetRename = defineRule<ConfigFacts>({
  id: "permission-set-rename",
  doc: "A permission set whose key is renamed has its name written out.",
  waivable: false,
  mechanism: "identity",
  *breaches({ config }) {
    for (const { from, to } of config.moved ?? []) {
      const [old, renamed] = [familyMember(from), familyMember(to)];
      if (old?.name !== PERMISSION_SET_FAMILY || renamed?.name !== PERMISSION_SET_FAMILY) continue;
      const set = config.identity?.permissionSets?.[renamed.member];
      if (set === undefined || set.name !== undefined) continue;
      yield {
        path: ["identity", "permissionSets", renamed.member],
        message: `the permission set "${old.member}" would get another name with its key, and AWS cannot rename it`,
        remedy: `Write the name that it has, if none was written name: "${old.member}".`,
      };
    }
  },
});

/** IAM Identity Center API reference, PutInlinePolicyToPermissionSet, `InlinePolicy`. */
const INLINE_POLICY_CHARACTERS = 32_768;

/** IAM reference, grammar of the policy language. */
export const inlinePolicyForm = defineRule<ConfigFacts>({
  id: "inline-policy-form",
  doc: "Each statement of an inline policy has exactly one of Action and NotAction, one of Resource and NotResource, and no Principal; a Sid has letters and digits and is unique; all together have at most 32,768 characters.",
  waivable: false,
  mechanism: "identity",
  *breaches(facts) {
    for (const [, { inlinePolicy = [] }, path] of permissionSetsOf(facts)) {
      for (const [index, statement] of inlinePolicy.entries()) {
        const fault = wrongStatement(statement) ?? wrongSid(inlinePolicy, index);
        if (fault !== undefined) yield { path: [...path, "inlinePolicy", index], ...fault };
      }
      const size = JSON.stringify({ Version: "2012-10-17", Statement: inlinePolicy }).length;
      if (size <= INLINE_POLICY_CHARACTERS) continue;
      yield {
        path: [...path, "inlinePolicy"],
        message: `the inline policy has ${size} characters, and AWS accepts ${INLINE_POLICY_CHARACTERS}`,
        remedy: "Merge statements, or use a managed policy.",
      };
    }
  },
});

function wrongStatement(statement: PolicyStatementConfig): Omit<Breach, "path"> | undefined {
  const { Action, NotAction, Resource, NotResource, Principal } = statement;
  const count = (...values: readonly (string | readonly string[] | undefined)[]): number =>
    values.filter((value) => value !== undefined && value.length > 0).length;
  if (count(Action, NotAction) !== 1) {
    return {
      message: "the statement must have exactly one of Action and NotAction, and it may not be empty",
      remedy: "Name the actions in one of the two.",
    };
  }
  if (count(Resource, NotResource) !== 1) {
    return {
      message: "the statement must have exactly one of Resource and NotResource, and it may not be empty",
      remedy: 'Name the resources in one of the two, or write Resource: "*".',
    };
  }
  if (Principal === undefined) return undefined;
  return { message: "the policy of a permission set has no Principal", remedy: "Take it out." };
}

/** IAM refuses a policy in which two statements have the same Sid. */
function wrongSid(statements: readonly PolicyStatementConfig[], index: number): Omit<Breach, "path"> | undefined {
  const Sid = statements[index]?.Sid;
  if (Sid === undefined || Sid === "") return undefined;
  if (!/^[A-Za-z0-9]+$/.test(Sid)) return { message: `"${Sid}" is not a Sid`, remedy: "Use letters and digits only." };
  if (statements.findIndex((statement) => statement.Sid === Sid) === index) return undefined;
  return { message: `the Sid "${Sid}" is already taken`, remedy: "Give each statement a Sid of its own." };
}

/** An assignment without a target looks like access that nobody has. */
export const assignmentTarget = defineRule<ConfigFacts>({
  id: "assignment-target",
  doc: "An assignment names at least one account or unit, every account or the management account.",
  waivable: false,
  mechanism: "identity",
  *breaches({ config: { identity } }) {
    for (const [index, assignment] of (identity?.assignments ?? []).entries()) {
      const { accounts = [], organizationalUnits = [], everyAccount, managementAccount } = assignment;
      if (accounts.length + organizationalUnits.length > 0 || everyAccount === true || managementAccount === true) {
        continue;
      }
      yield {
        path: ["identity", "assignments", index],
        message: `group "${assignment.group}" gets "${assignment.permissionSet}" in no account`,
        remedy: "Add accounts, organizationalUnits, everyAccount: true or managementAccount: true.",
      };
    }
  },
});

const ADMINISTRATOR_ACCESS = "arn:aws:iam::aws:policy/AdministratorAccess";
const ADMINISTRATOR_HOURS = 4;

/** A stolen session is worth what is left of it. */
export const administratorSession = defineRule<ConfigFacts>({
  id: "administrator-session",
  doc: "A session with AdministratorAccess lasts at most four hours.",
  waivable: true,
  mechanism: "identity",
  *breaches(facts) {
    for (const [key, { managedPolicies = [], sessionDuration = "PT1H" }, path] of permissionSetsOf(facts)) {
      if (!managedPolicies.includes(ADMINISTRATOR_ACCESS) || hoursOf(sessionDuration) <= ADMINISTRATOR_HOURS) continue;
      yield {
        path: [...path, "sessionDuration"],
        message: `a session of "${key}" has AdministratorAccess for ${hoursOf(sessionDuration)} hours`,
        remedy: `Shorten it to PT${ADMINISTRATOR_HOURS}H, or give the long session fewer permissions.`,
      };
    }
  },
});

/** A root session needs somebody who may start it, a task, and central root access. */
export const rootTasksForm = defineRule<ConfigFacts>({
  id: "root-tasks-form",
  doc: "Root tasks name a group and a task, and central root access is enforced.",
  waivable: false,
  mechanism: "identity",
  *breaches({ config: { identity, rootAccess } }) {
    const rootTasks = identity?.rootTasks;
    if (rootTasks === undefined) return;
    for (const list of ["groups", "tasks"] as const) {
      if (rootTasks[list]?.length !== 0) continue;
      yield {
        path: ["identity", "rootTasks", list],
        message: "the list is empty, so that nobody could start a root session",
        remedy: "Add an entry, or take rootTasks out.",
      };
    }
    if ((rootAccess?.mode ?? "enforce") === "enforce") return;
    yield {
      path: ["identity", "rootTasks"],
      message: "there are no root sessions while central root access is not enforced",
      remedy: "Set rootAccess.mode to enforce, or take rootTasks out.",
    };
  },
});

/** One person who is ill or one lost key must not lock the organization out. */
export const breakGlassUsers = defineRule<ConfigFacts>({
  id: "break-glass-users",
  doc: "There are at least two break-glass users, with names of at most 64 characters.",
  waivable: true,
  mechanism: "identity",
  *breaches({ config }) {
    const users = config.identity?.breakGlass?.users;
    if (users === undefined) return;
    if (users.length < 2) {
      yield {
        path: ["identity", "breakGlass", "users"],
        message: `there ${users.length === 1 ? "is one break-glass user" : "are no break-glass users"}, and an emergency needs two`,
        remedy: "Add users until there are two, kept by different people in different places.",
      };
    }
    const names = namesOf({ ...config, partition: "aws" });
    for (const [index, key] of users.entries()) {
      if (names.breakGlassUser(key).length <= 64) continue;
      yield {
        path: ["identity", "breakGlass", "users", index],
        message: `"${names.breakGlassUser(key)}" is longer than the 64 characters of an IAM user's name`,
        remedy: "Choose a shorter key.",
      };
    }
  },
});
