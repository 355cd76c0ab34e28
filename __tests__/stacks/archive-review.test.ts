import { describe, expect, test } from "@jest/globals";
import { ATHENA_QUERIES } from "../../alerts/queries/athena";
import { REGIONS } from "../../catalogue/regions";
import { REVIEW_QUERY_IDS } from "../../catalogue/review-queries";
import { TRAIL_COLUMNS } from "../../catalogue/trail-table";
import { nextLedger, withAccountIds } from "../../model/next-ledger";
import { at, jsonAt } from "../support/blocks";
import { exampleConfig, minimalConfig } from "../support/example-config";
import { resourceOf, resourcesIn, synthesize } from "../support/synthesize";

const config = minimalConfig({ review: { athena: {} } });
const synthesized = synthesize(config);
const stack = synthesized.stacks["log-archive"];

const ORGANIZATION = "${data.terraform_remote_state.organization.outputs.organization_id}";
const id = (key: string) => `\${data.terraform_remote_state.accounts-1.outputs.account_id_${key}}`;
const ACCOUNT = id("log-archive");
const ARCHIVE = "arn:aws:s3:::acme-org-trail-111111111111-eu-central-1";
const RESULTS = "acme-trail-review-111111111111-eu-central-1";

test.each([
  ["unless it is asked for", minimalConfig()],
  ["when it is switched off", minimalConfig({ review: { athena: { mode: "off" } } })],
  ["in the example", exampleConfig()],
])("the archive has no queries %s", (_, without) => {
  const { stacks } = synthesize(without);
  expect(Object.keys(stacks["log-archive"]?.resource ?? {}).filter((type) => /athena|glue/.test(type))).toEqual([]);
});

test("no other stack changes for them", () => {
  const without = synthesize(minimalConfig());
  const changed = Object.keys(synthesized.texts).filter((name) => synthesized.texts[name] !== without.texts[name]);
  expect(changed).toEqual(["log-archive"]);
});

describe("the table", () => {
  const table = resourceOf(stack, "aws_glue_catalog_table", "review_trail_table");

  test("finds every log file of the organization by its path, without a partition to register", () => {
    expect(table.parameters).toEqual({
      EXTERNAL: "TRUE",
      classification: "cloudtrail",
      "projection.enabled": "true",
      "projection.account.type": "enum",
      "projection.account.values": `111111111111,${id("log-archive")},${id("security-tooling")}`,
      "projection.region.type": "enum",
      "projection.region.values": Object.keys(REGIONS).join(","),
      "projection.day.type": "date",
      "projection.day.format": "yyyy/MM/dd",
      "projection.day.interval": "1",
      "projection.day.interval.unit": "DAYS",
      "projection.day.range": "NOW-2555DAYS,NOW",
      "storage.location.template": `s3://acme-org-trail-111111111111-eu-central-1/AWSLogs/${ORGANIZATION}/$\${account}/CloudTrail/$\${region}/$\${day}`,
    });
    expect(at(table, "partition_keys")).toEqual(["account", "region", "day"].map((name) => ({ name, type: "string" })));
  });

  test("has a partition for everything that its template names", () => {
    const template = String(at(table, "parameters", "storage.location.template"));
    const placeholders = [...template.matchAll(/\$\$\{(\w+)\}/g)].map(([, name]) => name);
    expect(placeholders).toEqual(["account", "region", "day"]);
  });

  test("has the columns of the catalogue and reads CloudTrail's format", () => {
    expect(at(table, "storage_descriptor", "columns")).toEqual(TRAIL_COLUMNS);
    expect(at(table, "storage_descriptor")).toMatchObject({
      input_format: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
      location: `s3://acme-org-trail-111111111111-eu-central-1/AWSLogs/${ORGANIZATION}/`,
    });
  });

  test("keeps the log files of an account that is being closed", () => {
    const apps = { name: "Apps", accounts: { shop: { email: "aws+shop@acme.example" } } };
    const before = minimalConfig({ organizationalUnits: { ...config.organizationalUnits, apps } });
    const ledger = withAccountIds(nextLedger(before, undefined), { shop: "333333333333" });
    const closing = {
      ...config,
      organizationalUnits: { ...config.organizationalUnits, apps: { name: "Apps" } },
      closing: [{ key: "shop", reason: "sold" }],
    };
    const { stacks } = synthesize(closing, ledger);
    const { parameters } = resourceOf(stacks["log-archive"], "aws_glue_catalog_table", "review_trail_table");
    expect(String(at(parameters, "projection.account.values"))).toMatch(/,333333333333$/);
  });
});

describe("the workgroup", () => {
  test("keeps every query to its limit, and its results encrypted, short-lived and in the account", () => {
    expect(resourceOf(stack, "aws_athena_workgroup", "review")).toMatchObject({
      name: "acme-trail-review",
      configuration: {
        enforce_workgroup_configuration: true,
        bytes_scanned_cutoff_per_query: 100_000_000_000,
        result_configuration: {
          output_location: "s3://${aws_s3_bucket.review_results.bucket}/results/",
          expected_bucket_owner: ACCOUNT,
          encryption_configuration: { encryption_option: "SSE_KMS", kms_key_arn: "${aws_kms_key.review_key.arn}" },
        },
      },
    });
    expect(resourceOf(stack, "aws_s3_bucket", "review_results")).toMatchObject({
      bucket: RESULTS,
      force_destroy: true,
    });
    expect(at(resourceOf(stack, "aws_s3_bucket", "review_results"), "lifecycle")).toBeUndefined();
    expect(
      at(resourceOf(stack, "aws_s3_bucket_lifecycle_configuration", "review_results_lifecycle"), "rule", 0),
    ).toMatchObject({ expiration: [{ days: 30 }], noncurrent_version_expiration: [{ noncurrent_days: 1 }] });
  });

  test("takes its limits from the configuration", () => {
    const { stacks } = synthesize(
      minimalConfig({ review: { athena: { maxScannedGigabytes: 5, keepResultsDays: 3 } } }),
    );
    const workgroup = resourceOf(stacks["log-archive"], "aws_athena_workgroup", "review");
    expect(at(workgroup, "configuration", "bytes_scanned_cutoff_per_query")).toBe(5_000_000_000);
    const lifecycle = resourceOf(
      stacks["log-archive"],
      "aws_s3_bucket_lifecycle_configuration",
      "review_results_lifecycle",
    );
    expect(at(lifecycle, "rule", 0, "expiration")).toEqual([{ days: 3 }]);
  });

  test.each(REVIEW_QUERY_IDS)("has the query %s", (query) => {
    expect(resourceOf(stack, "aws_athena_named_query", `review_${query}`)).toMatchObject({
      name: query,
      query: ATHENA_QUERIES[query],
      database: "${aws_glue_catalog_database.review_trail_database.name}",
      workgroup: "${aws_athena_workgroup.review.name}",
    });
  });
});

describe("who may ask the archive", () => {
  const statements = at(jsonAt(resourceOf(stack, "aws_iam_policy", "review_policy"), "policy"), "Statement");
  const all: readonly unknown[] = Array.isArray(statements) ? statements : [];
  const actions = all.flatMap((statement) => at(statement, "Action")).map(String);
  const of = (sid: string) => all.find((statement) => at(statement, "Sid") === sid);

  test("reads the organization's log files, and opens them through S3 alone", () => {
    expect(at(of("ReadLogFiles"), "Resource")).toBe(`${ARCHIVE}/AWSLogs/${ORGANIZATION}/*`);
    expect(of("OpenLogFiles")).toEqual({
      Sid: "OpenLogFiles",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: "${aws_kms_key.archive_key.arn}",
      Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
    });
  });

  test("writes nothing but results, and changes neither table, workgroup nor saved query", () => {
    const writes = actions.filter((action) => !/:(BatchGet|Get|List)/.test(action));
    expect(writes).toEqual([
      "athena:StartQueryExecution",
      "athena:StopQueryExecution",
      "kms:Decrypt",
      "s3:AbortMultipartUpload",
      "s3:PutObject",
      "kms:Decrypt",
      "kms:GenerateDataKey",
    ]);
    expect(at(of("KeepResults"), "Resource")).toBe(`arn:aws:s3:::${RESULTS}/results/*`);
  });

  test("gets nothing in the bucket's policy and nothing more in the archive's key", () => {
    const without = synthesize(minimalConfig()).stacks["log-archive"];
    for (const [type, name] of [
      ["aws_s3_bucket_policy", "archive_policy"],
      ["aws_kms_key", "archive_key"],
    ] as const) {
      expect(resourceOf(stack, type, name)).toEqual(resourceOf(without, type, name));
    }
  });
});

test("the stack has a resource in its JSON for every one constructed", () => {
  expect(resourcesIn(stack ?? {})).toBe(synthesized.resourceConstructs["log-archive"]);
});
