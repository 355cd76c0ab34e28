import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { TRAIL_TABLE } from "../alerts/queries/athena";
import { REGIONS } from "../catalogue/regions";
import { TRAIL_COLUMNS, TRAIL_FORMAT, TRAIL_PARTITIONS } from "../catalogue/trail-table";
import { namesOf } from "../model/names";
import { stackOf } from "./landing-zone-stack";

/** Whose log files the table reads. */
export interface TrailTableProps {
  readonly provider: AwsProvider;
  readonly organizationId: string;
  /** Every account whose log files the archive may hold; expressions are welcome. */
  readonly accountIds: readonly string[];
}

/**
 * The log files of the organization trail as a table of the Glue data catalogue.
 *
 * Its partitions are projected: Athena computes account, Region and day from the path of a file, and nothing has to be
 * registered when a new day, Region or account comes. Days reach back as far as the archive keeps log files.
 */
export class TrailTable extends Construct {
  readonly databaseName: string;

  constructor(scope: Construct, id: string, { provider, organizationId, accountIds }: TrailTableProps) {
    super(scope, id);
    const { zone } = stackOf(this);
    const names = namesOf(zone);
    const database = new GlueCatalogDatabase(this, "database", {
      provider,
      name: names.reviewDatabase,
      description: `The log files of the trail ${names.trail}`,
    });
    this.databaseName = database.name;
    const location = `s3://${names.archiveBucket}/AWSLogs/${organizationId}`;
    new GlueCatalogTable(this, "table", {
      provider,
      databaseName: database.name,
      name: TRAIL_TABLE,
      description: `Every event in the archive of the trail ${names.trail}`,
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "cloudtrail",
        "projection.enabled": "true",
        "projection.account.type": "enum",
        "projection.account.values": accountIds.join(","),
        "projection.region.type": "enum",
        "projection.region.values": Object.keys(REGIONS).join(","),
        "projection.day.type": "date",
        "projection.day.format": "yyyy/MM/dd",
        "projection.day.interval": "1",
        "projection.day.interval.unit": "DAYS",
        "projection.day.range": `NOW-${zone.trail.expireAfterDays}DAYS,NOW`,
        // Athena's own placeholders, which Terraform must leave alone.
        "storage.location.template": `${location}/$\${account}/CloudTrail/$\${region}/$\${day}`,
      },
      partitionKeys: TRAIL_PARTITIONS.map(({ name, type }) => ({ name, type })),
      storageDescriptor: {
        location: `${location}/`,
        inputFormat: TRAIL_FORMAT.inputFormat,
        outputFormat: TRAIL_FORMAT.outputFormat,
        serDeInfo: { serializationLibrary: TRAIL_FORMAT.serializationLibrary },
        columns: TRAIL_COLUMNS.map(({ name, type }) => ({ name, type })),
      },
    });
  }
}
