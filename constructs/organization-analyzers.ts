import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { Construct } from "constructs";
import { namesOf } from "../model/names";
import type { AccountProviders } from "./account-providers";
import { stackOf } from "./landing-zone-stack";

/**
 * The organization's analyzers, in the account that administers Access Analyzer.
 *
 * Access from outside is looked for in every governed Region, since resources are regional. Unused access is of IAM,
 * which is not: one analyzer finds all of it, and a second one would be billed again.
 */
export class OrganizationAnalyzers extends Construct {
  constructor(scope: Construct, id: string, providers: AccountProviders) {
    super(scope, id);
    const { zone } = stackOf(this);
    const { externalAccess, unusedAccess } = zone.detection;
    const names = namesOf(zone);
    if (externalAccess !== undefined) {
      for (const region of zone.governedRegions) {
        new AccessanalyzerAnalyzer(this, `external_${region}`, {
          provider: providers.in(region),
          analyzerName: names.externalAccessAnalyzer,
          type: "ORGANIZATION",
        });
      }
    }
    if (unusedAccess === undefined) return;
    new AccessanalyzerAnalyzer(this, "unused", {
      provider: providers.home,
      analyzerName: names.unusedAccessAnalyzer,
      type: "ORGANIZATION_UNUSED_ACCESS",
      configuration: { unusedAccess: { unusedAccessAge: unusedAccess.ageInDays } },
    });
  }
}
