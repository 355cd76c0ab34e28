import { expect, test } from "@jest/globals";
import type { BackendConfig } from "../../model/config";
import { at, resourcesOf } from "../support/blocks";
import { minimalConfig } from "../support/example-config";
import { resourceOf, synthesize } from "../support/synthesize";

const OWN: BackendConfig = { type: "s3", bucket: "acme-states", region: "eu-west-1", createBucket: true };
const { stacks, manifest } = synthesize(minimalConfig({ backend: OWN }));
const stack = stacks["state-backend"];

test.each<[string, BackendConfig]>([
  ["local files", { type: "local" }],
  ["a bucket that exists", { type: "s3", bucket: "acme-states", region: "eu-west-1" }],
  ["HCP Terraform", { type: "cloud", organization: "acme" }],
])("there is no such state when states are in %s", (_, backend) => {
  expect(Object.keys(synthesize(minimalConfig({ backend })).stacks)).not.toContain("state-backend");
});

test("it waits for nothing, and everything is in the management account and in the bucket's Region", () => {
  expect(manifest.stacks["state-backend"]?.dependencies).toEqual([]);
  expect(stack?.provider?.aws).toMatchObject([
    { region: "eu-central-1", allowed_account_ids: ["111111111111"] },
    { region: "eu-west-1", alias: "eu-west-1", allowed_account_ids: ["111111111111"] },
  ]);
  for (const type of ["aws_s3_bucket", "aws_kms_key"]) {
    for (const [, block] of resourcesOf(stack, type)) expect(block.provider).toBe("aws.eu-west-1");
  }
});

test("the bucket is versioned, encrypted with a key of its own, closed to the public and never destroyed", () => {
  expect(resourceOf(stack, "aws_s3_bucket", "states")).toMatchObject({
    bucket: "acme-states",
    lifecycle: { prevent_destroy: true },
  });
  expect(resourceOf(stack, "aws_kms_key", "key")).toMatchObject({
    enable_key_rotation: true,
    lifecycle: { prevent_destroy: true },
  });
  expect(at(resourceOf(stack, "aws_s3_bucket_versioning", "states_versioning"), "versioning_configuration")).toEqual({
    status: "Enabled",
  });
  const encryption = resourceOf(stack, "aws_s3_bucket_server_side_encryption_configuration", "states_encryption");
  expect(at(encryption, "rule", 0, "apply_server_side_encryption_by_default")).toEqual({
    kms_master_key_id: "${aws_kms_key.key.arn}",
    sse_algorithm: "aws:kms",
  });
  expect(resourceOf(stack, "aws_s3_bucket_public_access_block", "states_public_access_block")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
});

test("a state never expires; what it replaced does, after a year", () => {
  const [rule] = [at(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration", "states_lifecycle"), "rule", 0)];
  expect(rule).not.toHaveProperty("expiration");
  expect(rule).toMatchObject({ noncurrent_version_expiration: [{ noncurrent_days: 365 }] });
});

test("every stack keeps its state there, its own too, and leaves encryption to the bucket", () => {
  for (const [name, { terraform }] of Object.entries(stacks)) {
    expect(at(terraform, "backend", "s3")).toEqual({
      bucket: "acme-states",
      key: `acme/${name}.tfstate`,
      region: "eu-west-1",
      use_lockfile: true,
    });
  }
});

test("a key that is named is asked for with every write", () => {
  const kmsKeyId = "arn:aws:kms:eu-west-1:111111111111:key/1234";
  const named = synthesize(
    minimalConfig({ backend: { type: "s3", bucket: "acme-states", region: "eu-west-1", kmsKeyId } }),
  );
  expect(at(named.stacks.organization?.terraform, "backend", "s3")).toMatchObject({
    encrypt: true,
    kms_key_id: kmsKeyId,
  });
});
