import { z } from "zod";
import { REGIONS, type Region } from "../catalogue/regions";
import { ROOT_TASKS } from "../catalogue/root-task-policies";
import { SESSION_DURATIONS } from "../catalogue/session-durations";
import { MODES } from "./mode";

const text = z.string();
const texts = z.array(text).readonly();

const group = z.strictObject({ name: text.exactOptional(), description: text.exactOptional() });

const permissionsBoundary = z.union([
  z.strictObject({ managedPolicy: text }),
  z.strictObject({ customerManagedPolicy: text, path: text.exactOptional() }),
]);

const assignment = z.strictObject({
  group: text,
  permissionSet: text,
  accounts: texts.exactOptional(),
  organizationalUnits: texts.exactOptional(),
  everyAccount: z.boolean().exactOptional(),
  managementAccount: z.boolean().exactOptional(),
});

/** The structure of the part `identity`, with the schema of a policy's statement. */
export function identitySchema<S extends z.ZodType>(policyStatement: S) {
  const permissionSet = z.strictObject({
    name: text.exactOptional(),
    description: text,
    sessionDuration: z.enum(SESSION_DURATIONS).exactOptional(),
    managedPolicies: texts.exactOptional(),
    customerManagedPolicies: z
      .array(z.strictObject({ name: text, path: text.exactOptional() }))
      .readonly()
      .exactOptional(),
    inlinePolicy: z.array(policyStatement).readonly().exactOptional(),
    permissionsBoundary: permissionsBoundary.exactOptional(),
  });
  return z.strictObject({
    mode: z.enum(MODES).exactOptional(),
    // `Object.keys` forgets the literal types of the catalogue's keys.
    region: z.enum(Object.keys(REGIONS) as readonly Region[]).exactOptional(),
    groups: z.record(text, group).exactOptional(),
    permissionSets: z.record(text, permissionSet).exactOptional(),
    assignments: z.array(assignment).readonly().exactOptional(),
    rootTasks: z
      .strictObject({ groups: texts, tasks: z.array(z.enum(ROOT_TASKS)).readonly().exactOptional() })
      .exactOptional(),
    breakGlass: z.strictObject({ users: texts }).exactOptional(),
  });
}
