import type { BackendConfig } from "./config";

/** The backend of a landing zone that makes the bucket of its states itself, or `undefined`. */
export function ownStateBucket(
  backend: BackendConfig | undefined,
): Extract<BackendConfig, { readonly type: "s3" }> | undefined {
  return backend?.type === "s3" && backend.createBucket === true ? backend : undefined;
}
