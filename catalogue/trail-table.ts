/** One column of the table over the trail's archive. */
export interface TrailColumn {
  readonly name: string;
  /** Its type in the Glue data catalogue. */
  readonly type: string;
}

/**
 * The columns of the table over the trail's archive; Athena writes names in lower case.
 *
 * What differs from event to event (`requestparameters`, `responseelements`, ...) comes as a text of JSON.
 * Source: Athena user guide, "Create the table for CloudTrail logs in Athena using partition projection", read 2026-06.
 */
export const TRAIL_COLUMNS = [
  { name: "eventversion", type: "string" },
  {
    name: "useridentity",
    type: "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,onbehalfof:struct<userid:string,identitystorearn:string>,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>,ec2roledelivery:string,webidfederationdata:struct<federatedprovider:string,attributes:map<string,string>>>>",
  },
  { name: "eventtime", type: "string" },
  { name: "eventsource", type: "string" },
  { name: "eventname", type: "string" },
  { name: "awsregion", type: "string" },
  { name: "sourceipaddress", type: "string" },
  { name: "useragent", type: "string" },
  { name: "errorcode", type: "string" },
  { name: "errormessage", type: "string" },
  { name: "requestparameters", type: "string" },
  { name: "responseelements", type: "string" },
  { name: "additionaleventdata", type: "string" },
  { name: "requestid", type: "string" },
  { name: "eventid", type: "string" },
  { name: "readonly", type: "string" },
  { name: "resources", type: "array<struct<arn:string,accountid:string,type:string>>" },
  { name: "eventtype", type: "string" },
  { name: "apiversion", type: "string" },
  { name: "recipientaccountid", type: "string" },
  { name: "serviceeventdetails", type: "string" },
  { name: "sharedeventid", type: "string" },
  { name: "vpcendpointid", type: "string" },
  { name: "vpcendpointaccountid", type: "string" },
  { name: "eventcategory", type: "string" },
  { name: "tlsdetails", type: "struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>" },
] as const satisfies readonly TrailColumn[];

/** What the path of a log file says, and so what a query can leave out unread. */
export const TRAIL_PARTITIONS = [
  { name: "account", type: "string" },
  { name: "region", type: "string" },
  { name: "day", type: "string" },
] as const satisfies readonly TrailColumn[];

/** How Athena reads the log files; source: as for the columns. */
export const TRAIL_FORMAT = {
  inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
  outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
  serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe",
} as const;
