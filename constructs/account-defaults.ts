import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { IamAccountPasswordPolicy } from "@cdktf/provider-aws/lib/iam-account-password-policy";
import { S3AccountPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-account-public-access-block";
import type { Baseline } from "../model/baseline";
import { namesOf } from "../model/names";
import type { AccountProviders } from "./account-providers";
import type { LandingZoneStack } from "./landing-zone-stack";

/** CIS AWS Foundations Benchmark: 1.8 and 1.9 (v7: 2.8 and 2.9). */
const PASSWORD_LENGTH = 14;
const REMEMBERED_PASSWORDS = 24;

/** IAM's own way to say that passwords do not expire; left out, a value that was set before would stay. */
const NEVER = 0;

/** Sets what an account does unless it is told otherwise: passwords, public access, encryption; and who watches access. */
export function setAccountDefaults(stack: LandingZoneStack, baseline: Baseline, providers: AccountProviders): void {
  const { homeRegion, governedRegions } = stack.zone;
  if (baseline.mode.value === "enforce") {
    passwordPolicy(stack, baseline, providers);
    if (baseline.s3PublicAccessBlock.value) {
      new S3AccountPublicAccessBlock(stack, "public_access_block", {
        provider: providers.in(homeRegion),
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      });
    }
    if (baseline.ebsEncryption.value) {
      for (const region of governedRegions) {
        new EbsEncryptionByDefault(stack, `ebs_${region}`, { provider: providers.in(region), enabled: true });
      }
    }
  }
  if (!baseline.accessAnalyzer.value) return;
  for (const region of governedRegions) {
    new AccessanalyzerAnalyzer(stack, `analyzer_${region}`, {
      provider: providers.in(region),
      analyzerName: namesOf(stack.zone).accountAnalyzer,
      type: "ACCOUNT",
    });
  }
}

function passwordPolicy(
  stack: LandingZoneStack,
  { passwordMaxAgeDays: { value: maxAge } }: Baseline,
  providers: AccountProviders,
): void {
  new IamAccountPasswordPolicy(stack, "password_policy", {
    provider: providers.home,
    minimumPasswordLength: PASSWORD_LENGTH,
    requireLowercaseCharacters: true,
    requireUppercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    passwordReusePrevention: REMEMBERED_PASSWORDS,
    allowUsersToChangePassword: true,
    hardExpiry: false,
    maxPasswordAge: maxAge === "never" ? NEVER : maxAge,
  });
}
