import { Failure, messageOf } from "../failure";

/**
 * Does work that changes something at AWS; a call that AWS refuses stops it, and is no bug.
 *
 * @throws Failure for an error of the AWS SDK
 */
export async function explainingAwsErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isOfAws(error)) throw error;
    throw new Failure(
      `AWS refused a call${permissionOf(error)}: ${messageOf(error)}`,
      "Put that right and run the same command again: it goes on where this one stopped.",
      { cause: error },
    );
  }
}

function isOfAws(error: unknown): boolean {
  return Reflect.has(Object(error), "$metadata") || permissionOf(error) !== "";
}

function permissionOf(error: unknown): string {
  const permission: unknown = Reflect.get(Object(error), "permission");
  return typeof permission === "string" ? ` (needs ${permission})` : "";
}
