import type { BackendConfig } from "../config";
import { type Breach, type ConfigFacts, defineRule } from "../rule";

type S3Backend = Extract<BackendConfig, { type: "s3" }>;
type CloudBackend = Extract<BackendConfig, { type: "cloud" }>;

/** Terraform would find out only after everything else had been checked. */
export const backendForm = defineRule<ConfigFacts>({
  id: "backend-form",
  doc: "The names in the backend have the form that S3 or HCP Terraform accepts.",
  waivable: false,
  *breaches({ config: { backend } }) {
    switch (backend?.type) {
      case undefined:
      case "local":
        return;
      case "s3":
        yield* wrongS3(backend);
        return;
      case "cloud":
        yield* wrongCloud(backend);
        return;
      default:
        backend satisfies never;
    }
  },
});

function* wrongS3({ bucket, keyPrefix, kmsKeyId, createBucket = false }: S3Backend): Iterable<Breach> {
  if (!isBucketName(bucket)) {
    yield {
      path: ["backend", "bucket"],
      message: `"${bucket}" is not the name of a bucket`,
      remedy: "Write 3 to 63 lower-case letters, digits, dots and hyphens, without s3:// and without a path.",
    };
  }
  if (keyPrefix !== undefined && !/^[\w!.*'()-]+(\/[\w!.*'()-]+)*$/.test(keyPrefix)) {
    yield {
      path: ["backend", "keyPrefix"],
      message: `"${keyPrefix}" cannot prefix the keys of states`,
      remedy: "Write it like landing-zone/prod, without a slash at either end.",
    };
  }
  if (kmsKeyId !== undefined && createBucket) {
    yield {
      path: ["backend", "kmsKeyId"],
      message: "a bucket that the landing zone makes has a key of its own, and this names another one",
      remedy: "Take kmsKeyId out, or createBucket.",
    };
  } else if (kmsKeyId !== undefined && !isKmsKey(kmsKeyId)) {
    yield {
      path: ["backend", "kmsKeyId"],
      message: `"${kmsKeyId}" is not a KMS key`,
      remedy: "Write the key's id, its ARN or the ARN of an alias.",
    };
  }
}

/** S3 user guide, general purpose bucket naming rules. */
function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes("..") &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) &&
    !/(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)
  );
}

function isKmsKey(id: string): boolean {
  return /^(arn:aws:kms:[a-z0-9-]+:\d{12}:(key\/[\w-]+|alias\/[\w/-]+)|(mrk-)?[0-9a-f-]{32,36})$/.test(id);
}

function* wrongCloud({ organization, project, workspacePrefix, hostname }: CloudBackend): Iterable<Breach> {
  if (!/^[\w-]{3,40}$/.test(organization)) {
    yield {
      path: ["backend", "organization"],
      message: `"${organization}" is not the name of an HCP Terraform organization`,
      remedy: "Write 3 to 40 letters, digits, _ and -.",
    };
  }
  if (project !== undefined && !/^[\w -]{3,40}$/.test(project)) {
    yield {
      path: ["backend", "project"],
      message: `"${project}" is not the name of an HCP Terraform project`,
      remedy: "Write 3 to 40 letters, digits, spaces, _ and -.",
    };
  }
  if (workspacePrefix !== undefined && !/^[\w-]{0,50}$/.test(workspacePrefix)) {
    yield {
      path: ["backend", "workspacePrefix"],
      message: `"${workspacePrefix}" cannot prefix the names of workspaces`,
      remedy: "Write at most 50 letters, digits, _ and -.",
    };
  }
  if (hostname !== undefined && !/^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/i.test(hostname)) {
    yield {
      path: ["backend", "hostname"],
      message: `"${hostname}" is not a host name`,
      remedy: "Write it like terraform.example.com, without https://.",
    };
  }
}
