import { z } from "zod";
import { SEVERITIES } from "../catalogue/alerts";
import { type CompanionGuardrailId, GUARDRAILS } from "../catalogue/guardrails";
import { QUOTAS, type QuotaId } from "../catalogue/quotas";
import { REGIONS, type Region } from "../catalogue/regions";
import { accountKindsSchema } from "./account-kinds-schema";
import { accountMetadataSchema } from "./account-metadata-schema";
import { adoptionSchema, contactKindsSchema, policyContentSchema, policyTypeSchema } from "./adoption-schema";
import { approvalsSchema } from "./approvals-schema";
import { baselineSchema, organizationBaselineSchema } from "./baseline-schema";
import { type OrganizationalUnitsConfig, TEARDOWN_STACKS } from "./config";
import { custodySchema } from "./custody-schema";
import { detectionSchema } from "./detection-schema";
import { guardrailOptionsSchema } from "./guardrail-options-schema";
import { identitySchema } from "./identity-schema";
import { MODES } from "./mode";
import { modulesSchema } from "./modules-schema";
import { pipelineSchema } from "./pipeline-schema";
import { proofsSchema } from "./proofs-schema";
import { reviewSchema } from "./review-schema";
import { rolloutSchema } from "./rollout-schema";

/** The keys of a catalogue; `Object.keys` forgets their literal types. */
function keysOf<K extends string>(catalogue: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(catalogue) as K[];
}

function listOf<S extends z.ZodType>(element: S) {
  return z.array(element).readonly();
}

const text = z.string();
const texts = listOf(text);
const mode = z.enum(MODES);
const region = z.enum(keysOf<Region>(REGIONS));
const tags = z.record(text, text);

const contact = z.strictObject({ name: text, title: text, email: text, phone: text });

const waivers = listOf(z.strictObject({ rule: text, reason: text, until: text }));

const reservedPolicySlots = z.strictObject({ scp: z.number().exactOptional(), rcp: z.number().exactOptional() });

const account = z.strictObject({
  name: text.exactOptional(),
  email: text,
  owner: text.exactOptional(),
  kind: text.exactOptional(),
  expires: text.exactOptional(),
  optInRegions: listOf(region).exactOptional(),
  guardrails: texts.exactOptional(),
  tags: tags.exactOptional(),
  alternateContacts: contactKindsSchema.exactOptional(),
  baseline: baselineSchema.exactOptional(),
  modules: modulesSchema.exactOptional(),
  waivers: waivers.exactOptional(),
});

const organizationalUnit = z.strictObject({
  name: text,
  purpose: z.enum(["recovery", "suspended"]).exactOptional(),
  guardrails: texts.exactOptional(),
  accounts: z.record(text, account).exactOptional(),
  // The compiler silently drops the key when it has to infer a recursive record.
  get organizationalUnits(): z.ZodExactOptional<z.ZodType<OrganizationalUnitsConfig, OrganizationalUnitsConfig>> {
    return z.record(text, organizationalUnit).exactOptional();
  },
  tags: tags.exactOptional(),
  baseline: baselineSchema.exactOptional(),
  modules: modulesSchema.exactOptional(),
  waivers: waivers.exactOptional(),
  reservedPolicySlots: reservedPolicySlots.exactOptional(),
  accountsExpireWithinDays: z.number().exactOptional(),
  optInRegions: listOf(region).exactOptional(),
});

const textOrTexts = z.union([text, texts]);

const policyStatement = z.strictObject({
  Sid: text.exactOptional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: textOrTexts.exactOptional(),
  NotAction: textOrTexts.exactOptional(),
  Resource: textOrTexts.exactOptional(),
  NotResource: textOrTexts.exactOptional(),
  Principal: z.literal("*").exactOptional(),
  Condition: z.record(text, z.record(text, textOrTexts)).exactOptional(),
});

const customGuardrail = z.strictObject({
  name: text.exactOptional(),
  reason: text,
  description: text.exactOptional(),
  policyType: policyTypeSchema.exactOptional(),
  critical: z.boolean().exactOptional(),
  statements: listOf(policyStatement).exactOptional(),
  content: policyContentSchema.exactOptional(),
});

const builtInGuardrail = z.strictObject({
  mode: mode.exactOptional(),
  attachTo: z.union([z.literal("root"), texts]).exactOptional(),
});

const companionGuardrailIds = keysOf(GUARDRAILS).filter((id): id is CompanionGuardrailId => id !== "deny-root");

const trail = z.strictObject({
  mode: mode.exactOptional(),
  objectLock: z
    .strictObject({
      mode: z.enum(["governance", "compliance"]).exactOptional(),
      days: z.number().exactOptional(),
      acknowledgement: z
        .literal("locked objects cannot be deleted by anyone, root included, until the lock runs out")
        .exactOptional(),
    })
    .exactOptional(),
  expireAfterDays: z.number().exactOptional(),
  logGroupRetentionDays: z.number().exactOptional(),
  delegatedAdministrator: z.boolean().exactOptional(),
});

const recipients = listOf(
  z.union([
    z.strictObject({ email: text }),
    z.strictObject({ httpsFromParameter: text }),
    z.strictObject({ httpsFromVariable: text }),
  ]),
);

const alerting = z.strictObject({
  mode: mode.exactOptional(),
  recipients: z
    .strictObject({
      page: recipients.exactOptional(),
      ticket: recipients.exactOptional(),
      digest: recipients.exactOptional(),
    })
    .exactOptional(),
  chat: z
    .strictObject({
      slackWorkspaceId: text,
      slackChannelId: text,
      severities: listOf(z.enum(SEVERITIES)).exactOptional(),
    })
    .exactOptional(),
  runbookUrl: text.exactOptional(),
});

const removed = listOf(z.strictObject({ key: text, reason: text }));

const backend = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("local") }),
  z.strictObject({
    type: z.literal("s3"),
    bucket: text,
    region,
    keyPrefix: text.exactOptional(),
    kmsKeyId: text.exactOptional(),
    createBucket: z.boolean().exactOptional(),
  }),
  z.strictObject({
    type: z.literal("cloud"),
    organization: text,
    project: text.exactOptional(),
    workspacePrefix: text.exactOptional(),
    hostname: text.exactOptional(),
  }),
]);

/**
 * The structure of a configuration: which settings there are, and of what type.
 *
 * It accepts exactly the type {@link LandingZoneConfig}. Forms, lengths and references are rules, so that they are
 * checked, and can be waived, one by one.
 */
export const landingZoneSchema = z.strictObject({
  name: text,
  homeRegion: region,
  governedRegions: listOf(region).exactOptional(),
  managementAccount: z.strictObject({
    id: text,
    name: text,
    email: text,
    alternateContacts: contactKindsSchema.exactOptional(),
    baseline: baselineSchema.exactOptional(),
  }),
  rootEmail: z.strictObject({ domains: texts, mailboxes: texts }),
  contacts: z.strictObject({ security: contact, operations: contact, billing: contact }),
  organizationalUnits: z.record(text, organizationalUnit),
  rootAccounts: z.record(text, account).exactOptional(),
  services: z.strictObject({ logArchive: text, security: text }),
  accountAccessRole: text.exactOptional(),
  rootAccess: z
    .strictObject({ mode: mode.exactOptional(), delegateToSecurityAccount: z.boolean().exactOptional() })
    .exactOptional(),
  denyRoot: builtInGuardrail.exactOptional(),
  companionGuardrails: z.partialRecord(z.enum(companionGuardrailIds), builtInGuardrail).exactOptional(),
  ...guardrailOptionsSchema,
  guardrails: z.record(text, customGuardrail).exactOptional(),
  rootGuardrails: texts.exactOptional(),
  trail: trail.exactOptional(),
  alerting: alerting.exactOptional(),
  baseline: organizationBaselineSchema.exactOptional(),
  accountKinds: accountKindsSchema.exactOptional(),
  modules: modulesSchema.exactOptional(),
  detection: detectionSchema.exactOptional(),
  identity: identitySchema(policyStatement).exactOptional(),
  ...adoptionSchema,
  trustedServices: texts.exactOptional(),
  tags: tags.exactOptional(),
  requiredAccountTags: texts.exactOptional(),
  accountMetadata: accountMetadataSchema.exactOptional(),
  quotas: z
    .partialRecord(z.enum(keysOf<QuotaId>(QUOTAS)), z.strictObject({ value: z.number(), reason: text }))
    .exactOptional(),
  reservedPolicySlots: reservedPolicySlots.exactOptional(),
  recovery: listOf(z.strictObject({ account: text, reason: text, until: text })).exactOptional(),
  proofs: proofsSchema.exactOptional(),
  custody: custodySchema.exactOptional(),
  review: reviewSchema.exactOptional(),
  moved: listOf(z.strictObject({ from: text, to: text })).exactOptional(),
  closing: removed.exactOptional(),
  released: removed.exactOptional(),
  waivers: waivers.exactOptional(),
  ...approvalsSchema,
  rollout: rolloutSchema.exactOptional(),
  backend: backend.exactOptional(),
  pipeline: pipelineSchema.exactOptional(),
  teardown: z.strictObject({ stacks: listOf(z.enum(TEARDOWN_STACKS)), reason: text, until: text }).exactOptional(),
});
