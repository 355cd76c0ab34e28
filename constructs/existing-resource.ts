import type { TerraformResource } from "cdktf";

/**
 * Makes Terraform import a resource that exists before it plans anything for it.
 *
 * Terraform passes over the block once its state holds the resource.
 *
 * @param id what the provider knows it by; `undefined` where it does not exist yet
 */
export function importExisting<R extends TerraformResource>(resource: R, id: string | undefined): R {
  if (id !== undefined) resource.importFrom(id);
  return resource;
}

/** The entry of a key; a key may be equal to the name of something that every object has. */
export function entryOf<V>(record: Readonly<Record<string, V>> | undefined, key: string): V | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
