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

/** What the configuration says of tag keys; by default, what it says of the tags that accounts carry. */
export function tagRules(config: LandingZoneConfig): Readonly<Record<string, TagRuleConfig>> {
  if (config.tagPolicy !== undefined) return config.tagPolicy;
  const required = (config.requiredAccountTags ?? []).map((key): [string, TagRuleConfig] => [key, {}]);
  const described = Object.entries(config.accountMetadata ?? {}).map(([key, { values }]): [string, TagRuleConfig] => [
    key,
    values === undefined ? {} : { values },
  ]);
  return Object.fromEntries([...required, ...described]);
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
