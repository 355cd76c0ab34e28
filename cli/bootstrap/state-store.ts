import { HeadBucketCommand, HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { nameOf, statusOf } from "../preflight/observe";

/**
 * What the bucket of the states has come to.
 *
 * `missing`: there is none. `foreign`: the name is taken in another account. `empty`: it exists, but the state of its
 * own stack is not in it. `in-use`: that state is in it.
 */
export type StateStore = "missing" | "foreign" | "empty" | "in-use";

/** Looks at the bucket of the states, read-only. @throws what AWS answers, apart from that something is not there */
export async function lookAtStateStore(s3: S3Client, bucket: string, key: string): Promise<StateStore> {
  const found = await exists(() => s3.send(new HeadBucketCommand({ Bucket: bucket })));
  if (found !== "there") return found;
  return (await exists(() => s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })))) === "there"
    ? "in-use"
    : "empty";
}

async function exists(ask: () => Promise<unknown>): Promise<"there" | "missing" | "foreign"> {
  try {
    await ask();
    return "there";
  } catch (error) {
    if (statusOf(error) === 404 || nameOf(error) === "NotFound") return "missing";
    // HeadBucket answers without a body, so the status is all there is.
    if (statusOf(error) === 403 || statusOf(error) === 301) return "foreign";
    throw error;
  }
}
