import { z } from "zod";

const tags = z.record(z.string(), z.string());

export const organizationSchema = z.strictObject({
  id: z.string(),
  featureSet: z.string(),
  managementAccountId: z.string(),
});

export const rootSchema = z.strictObject({
  id: z.string(),
  /** Enabled ones, as AWS names them, sorted. */
  policyTypes: z.array(z.string()),
});

export const unitSchema = z.strictObject({ id: z.string(), name: z.string(), parentId: z.string() });

export const accountSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE` or another state of AWS's. */
  state: z.string(),
  parentId: z.string(),
});

export const policySummarySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** As AWS names it. */
  type: z.string(),
  awsManaged: z.boolean(),
});

export const policySchema = policySummarySchema.extend({
  content: z.string(),
  /** The ids of the root, units and accounts that it is attached to. */
  targets: z.array(z.string()),
  tags,
});

export const contactSchema = z.strictObject({
  name: z.string(),
  title: z.string(),
  email: z.string(),
  phone: z.string(),
});

/** By kind; what is missing is not set. */
export const contactsSchema = z.strictObject({
  billing: contactSchema.exactOptional(),
  operations: contactSchema.exactOptional(),
  security: contactSchema.exactOptional(),
});

export const administratorSchema = z.strictObject({ accountId: z.string(), services: z.array(z.string()) });

export const trailSchema = z.strictObject({
  name: z.string(),
  arn: z.string(),
  homeRegion: z.string(),
  bucket: z.string(),
  isOrganizationTrail: z.boolean(),
});

export type LiveUnit = z.infer<typeof unitSchema>;
export type LiveAccount = z.infer<typeof accountSchema>;
export type LivePolicy = z.infer<typeof policySchema>;
export type LiveContact = z.infer<typeof contactSchema>;
export type LiveContacts = z.infer<typeof contactsSchema>;
export type LiveAdministrator = z.infer<typeof administratorSchema>;
export type LiveTrail = z.infer<typeof trailSchema>;

/** An organization as it was found, every list by id or name, whatever order AWS answered in. */
export interface LiveOrganization {
  readonly id: string;
  readonly featureSet: string;
  readonly rootId: string;
  readonly managementAccount: LiveAccount;
  /** Enabled policy types, as AWS names them. */
  readonly policyTypes: readonly string[];
  /** Parents before children. */
  readonly units: readonly LiveUnit[];
  /** In any state, without the management account. */
  readonly accounts: readonly LiveAccount[];
  /** Tags of units and accounts, by id. */
  readonly tags: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** AWS's own included. */
  readonly policies: readonly LivePolicy[];
  readonly trustedServices: readonly string[];
  readonly delegatedAdministrators: readonly LiveAdministrator[];
  /** By account id; an account whose contacts may not be read is missing. */
  readonly contacts: Readonly<Record<string, LiveContacts>>;
  readonly trails: readonly LiveTrail[];
  /** The features of central root access that are on. */
  readonly rootAccessFeatures: readonly string[];
  /** The organization's resource policy. */
  readonly resourcePolicy: string | undefined;
}
