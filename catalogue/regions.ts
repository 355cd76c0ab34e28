/**
 * AWS Regions of the commercial partition `aws`, and whether an account must opt in to use them.
 *
 * Source: AWS Account Management reference guide, "AWS Regions" (enabled by default or opt-in), read 2026-06.
 * GovCloud (US), China and the European Sovereign Cloud are partitions of their own with other sign-in Regions;
 * Rootstock does not support them.
 */
export const REGIONS = {
  "af-south-1": "opt-in",
  "ap-east-1": "opt-in",
  "ap-east-2": "opt-in",
  "ap-northeast-1": "default",
  "ap-northeast-2": "default",
  "ap-northeast-3": "default",
  "ap-south-1": "default",
  "ap-south-2": "opt-in",
  "ap-southeast-1": "default",
  "ap-southeast-2": "default",
  "ap-southeast-3": "opt-in",
  "ap-southeast-4": "opt-in",
  "ap-southeast-5": "opt-in",
  "ap-southeast-6": "opt-in",
  "ap-southeast-7": "opt-in",
  "ca-central-1": "default",
  "ca-west-1": "opt-in",
  "eu-central-1": "default",
  "eu-central-2": "opt-in",
  "eu-north-1": "default",
  "eu-south-1": "opt-in",
  "eu-south-2": "opt-in",
  "eu-west-1": "default",
  "eu-west-2": "default",
  "eu-west-3": "default",
  "il-central-1": "opt-in",
  "me-central-1": "opt-in",
  "me-south-1": "opt-in",
  "mx-central-1": "opt-in",
  "sa-east-1": "default",
  "us-east-1": "default",
  "us-east-2": "default",
  "us-west-1": "default",
  "us-west-2": "default",
} as const;

/** The code of an AWS Region of the commercial partition. */
export type Region = keyof typeof REGIONS;

/** The Region in which root sign-in, IAM and Organizations events are recorded, whatever the home Region is. */
export const GLOBAL_EVENTS_REGION = "us-east-1" satisfies Region;
