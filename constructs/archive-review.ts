import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { ATHENA_QUERIES } from "../alerts/queries/athena";
import { REVIEW_QUERIES, REVIEW_QUERY_IDS } from "../catalogue/review-queries";
import { namesOf } from "../model/names";
import type { AthenaReview } from "../model/review-config";
import { EncryptionKey } from "./encryption-key";
import { MAIN_CHILD, stackOf } from "./landing-zone-stack";
import { type ResourceStatement, resourcePolicy } from "./resource-policy";
import { SecureBucket } from "./secure-bucket";
import { TrailTable } from "./trail-table";

/** What the queries read, and within which limits. */
export interface ArchiveReviewProps {
  readonly provider: AwsProvider;
  /** The log archive account. */
  readonly accountId: string;
  readonly organizationId: string;
  /** Every account whose log files the archive may hold. */
  readonly accountIds: readonly string[];
  readonly archiveKeyArn: string;
  readonly limits: AthenaReview;
}

const GIGABYTE = 1_000_000_000;

/**
 * The saved queries over the archive, in the log archive account.
 *
 * They are there so that no other account needs to read the archive: neither the bucket's policy nor the key's lets
 * anybody else in. Who may ask is whoever has the policy that this makes; Athena reads with the caller's own rights.
 */
export class ArchiveReview extends Construct {
  constructor(scope: Construct, id: string, props: ArchiveReviewProps) {
    super(scope, id);
    const { provider, accountId, organizationId, accountIds, limits } = props;
    const names = namesOf(stackOf(this).zone);
    const key = new EncryptionKey(this, "key", {
      provider,
      accountId,
      alias: names.keyAlias("trail-review"),
      description: "Encrypts the results of queries over the trail's archive",
      users: [],
    });
    const results = new SecureBucket(this, "results", {
      provider,
      name: names.reviewResultsBucket,
      kmsKeyArn: key.arn,
      objectLock: false,
      expireAfterDays: limits.keepResultsDays,
      noncurrentDays: 1,
      statements: [],
      // Whatever is in it can be asked for again.
      disposable: true,
    });
    const table = new TrailTable(this, "trail", { provider, organizationId, accountIds });
    const workgroup = new AthenaWorkgroup(this, MAIN_CHILD, {
      provider,
      name: names.reviewWorkgroup,
      description: "Saved queries over the archive of the organization trail",
      forceDestroy: true,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: limits.maxScannedGigabytes * GIGABYTE,
        resultConfiguration: {
          outputLocation: `s3://${results.bucketName}/results/`,
          expectedBucketOwner: accountId,
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: key.arn },
        },
      },
    });
    for (const query of REVIEW_QUERY_IDS) {
      new AthenaNamedQuery(this, query, {
        provider,
        name: query,
        description: REVIEW_QUERIES[query].title,
        workgroup: workgroup.name,
        database: table.databaseName,
        query: ATHENA_QUERIES[query],
      });
    }
    new IamPolicy(this, "policy", {
      provider,
      name: names.reviewPolicy,
      description: "Asks the trail's archive through the saved queries, and reads nothing else",
      policy: resourcePolicy(this.reading(props, key.arn)),
    });
  }

  /**
   * What it takes to run a query and read its results.
   *
   * Source: Athena user guide, "Control access to Amazon S3 from Athena", "Configure access to databases and tables in
   * the AWS Glue Data Catalog" and "Configure access to encrypted metadata and results"; service authorization reference.
   */
  private reading(
    { accountId, organizationId, archiveKeyArn }: ArchiveReviewProps,
    resultsKeyArn: string,
  ): readonly ResourceStatement[] {
    const { zone } = stackOf(this);
    const { partition, homeRegion } = zone;
    const names = namesOf(zone);
    const glue = `arn:${partition}:glue:${homeRegion}:${accountId}`;
    const results = `arn:${partition}:s3:::${names.reviewResultsBucket}`;
    const throughS3 = { StringEquals: { "kms:ViaService": `s3.${homeRegion}.amazonaws.com` } };
    const allow = (Sid: string, rest: Pick<ResourceStatement, "Action" | "Resource" | "Condition">) => ({
      Sid,
      Effect: "Allow" as const,
      ...rest,
    });
    return [
      allow("RunQueries", {
        Action: [
          "athena:BatchGetNamedQuery",
          "athena:BatchGetQueryExecution",
          "athena:GetNamedQuery",
          "athena:GetQueryExecution",
          "athena:GetQueryResults",
          "athena:GetQueryResultsStream",
          "athena:GetQueryRuntimeStatistics",
          "athena:GetWorkGroup",
          "athena:ListNamedQueries",
          "athena:ListQueryExecutions",
          "athena:StartQueryExecution",
          "athena:StopQueryExecution",
        ],
        Resource: `arn:${partition}:athena:${homeRegion}:${accountId}:workgroup/${names.reviewWorkgroup}`,
      }),
      allow("FindTheWorkgroup", {
        Action: ["athena:ListDataCatalogs", "athena:ListEngineVersions", "athena:ListWorkGroups"],
        Resource: "*",
      }),
      allow("SeeTheTable", {
        Action: [
          "athena:GetDataCatalog",
          "athena:GetDatabase",
          "athena:GetTableMetadata",
          "athena:ListDatabases",
          "athena:ListTableMetadata",
        ],
        Resource: `arn:${partition}:athena:${homeRegion}:${accountId}:datacatalog/AwsDataCatalog`,
      }),
      allow("ReadTheCatalogue", {
        Action: [
          "glue:GetDatabase",
          "glue:GetDatabases",
          "glue:GetPartition",
          "glue:GetPartitions",
          "glue:GetTable",
          "glue:GetTables",
        ],
        Resource: [
          `${glue}:catalog`,
          `${glue}:database/${names.reviewDatabase}`,
          `${glue}:table/${names.reviewDatabase}/*`,
        ],
      }),
      allow("FindLogFiles", {
        Action: ["s3:GetBucketLocation", "s3:ListBucket"],
        Resource: names.archiveBucketArn,
      }),
      allow("ReadLogFiles", {
        Action: "s3:GetObject",
        Resource: `${names.archiveBucketArn}/AWSLogs/${organizationId}/*`,
      }),
      allow("OpenLogFiles", { Action: "kms:Decrypt", Resource: archiveKeyArn, Condition: throughS3 }),
      allow("FindResults", {
        Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
        Resource: results,
      }),
      allow("KeepResults", {
        Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        Resource: `${results}/results/*`,
      }),
      allow("EncryptResults", {
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: resultsKeyArn,
        Condition: throughS3,
      }),
    ];
  }
}
