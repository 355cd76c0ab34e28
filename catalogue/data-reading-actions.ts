/**
 * Actions that read what customers store, rather than how an account is set up: a plan needs none of them.
 *
 * `kms:Decrypt` covers everything encrypted with a key of the account's, SecureString parameters among it.
 *
 * Source: Service Authorization Reference, actions of the access level "Read" on data, and what the AWS managed policy
 * ReadOnlyAccess allows of them; read 2026-06.
 */
export const DATA_READING_ACTIONS = [
  "athena:GetQueryResults",
  "athena:GetQueryResultsStream",
  "codecommit:GetBlob",
  "codecommit:GetFile",
  "codecommit:GitPull",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "ebs:GetSnapshotBlock",
  "ec2:GetConsoleOutput",
  "ec2:GetConsoleScreenshot",
  "ec2:GetPasswordData",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "kinesis:GetRecords",
  "kms:Decrypt",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
  "logs:Unmask",
  "s3:GetObject",
  "s3:GetObjectTorrent",
  "s3:GetObjectVersion",
  "secretsmanager:BatchGetSecretValue",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
] as const;
