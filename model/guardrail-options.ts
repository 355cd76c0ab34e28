import type { LandingZoneConfig } from "./config";
import type { OidcIssuerConfig, TagRuleConfig } from "./guardrail-options-config";
import { compareKeys } from "./next-ledger";

/** One OpenID Connect provider, resolved. */
export interface OidcIssuer {
  readonly issuer: string;
  /** Patterns of the `sub` claim; none: any. */
  readonly subjects: readonly string[];
}

/** One tag key of the tag policy, resolved. */
export interface TagRule {
  readonly key: string;
  readonly values: readonly string[];
  readonly enforcedFor: readonly string[];
}

/** What shipped guardrails take beside mode and attachment, resolved; every list sorted. */
export interface GuardrailOptions {
  readonly vendorAccounts: readonly string[];
  readonly oidcIssuers: readonly OidcIssuer[];
  readonly tagRules: readonly TagRule[];
  readonly regionExemptions: readonly string[];
}

/** Applies the defaults of the guardrails' options. */
export function resolveGuardrailOptions(config: LandingZoneConfig): GuardrailOptions {
  const { vendorAccounts = [], oidcIssuers = [] } = config.perimeter ?? {};
  return {
    vendorAccounts: sorted(vendorAccounts.map(({ id }) => id)),
    oidcIssuers: oidcIssuers.map(oidcIssuer).sort((a, b) => compareKeys(a.issuer, b.issuer)),
    tagRules: Object.entries(tagRules(config))
      .map(([key, rule]) => tagRule(key, rule))
      .sort((a, b) => compareKeys(a.key, b.key)),
    regionExemptions: sorted((config.regionExemptions ?? []).map(({ action }) => action)),
  };
}

/** What the configuration says of tag keys; by default, that the required ones are spelled as they are required. */
export function tagRules(config: LandingZoneConfig): Readonly<Record<string, TagRuleConfig>> {
  return config.tagPolicy ?? Object.fromEntries((config.requiredAccountTags ?? []).map((key) => [key, {}]));
}

function oidcIssuer({ issuer, subjects = [] }: OidcIssuerConfig): OidcIssuer {
  return { issuer, subjects: sorted(subjects) };
}

function tagRule(key: string, { values = [], enforcedFor = [] }: TagRuleConfig): TagRule {
  return { key, values: sorted(values), enforcedFor: sorted(enforcedFor) };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort(compareKeys);
}
