import { messageOf } from "../failure";
import type { Observation } from "./facts";

/** A call that AWS refused or that failed, with the permission that it needs. */
class CallError extends Error {
  override readonly name = "CallError";
  readonly permission: string;

  constructor(permission: string, cause: unknown) {
    super(messageOf(cause), { cause });
    this.permission = permission;
  }
}

const DENIALS = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"];

/** Makes one call and remembers which permission it needs, should it fail. */
export async function call<T>(permission: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw new CallError(permission, error);
  }
}

/** Runs calls made with {@link call}; one that is denied or fails becomes part of the answer. */
export async function observe<T>(gather: () => Promise<T>): Promise<Observation<T>> {
  try {
    return { kind: "observed", value: await gather() };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const { permission, message, cause } = error;
    return DENIALS.includes(nameOf(cause)) ? { kind: "denied", permission } : { kind: "failed", permission, message };
  }
}

/** The name of an error, which for AWS is its code. */
export function nameOf(error: unknown): string {
  return String(Reflect.get(Object(error), "name"));
}

/** The HTTP status of an error of the AWS SDK. */
export function statusOf(error: unknown): number | undefined {
  const metadata: unknown = Reflect.get(Object(error), "$metadata");
  const status: unknown = Reflect.get(Object(metadata), "httpStatusCode");
  return typeof status === "number" ? status : undefined;
}
