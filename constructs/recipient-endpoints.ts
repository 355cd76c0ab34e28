import { createHash } from "node:crypto";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformVariable } from "cdktf";
import type { RecipientConfig } from "../model/config";
import type { LandingZoneStack } from "./landing-zone-stack";

/** Where a topic sends its messages. */
export interface Endpoint {
  readonly protocol: "email" | "https";
  readonly endpoint: string;
}

/**
 * The addresses of recipients, for all topics of one stack.
 *
 * An HTTPS address is a credential: it is read from a parameter, in the home Region of the topics' account, or passed in
 * as a variable when Terraform runs. It is never part of the configuration.
 */
export class RecipientEndpoints {
  private readonly stack: LandingZoneStack;
  private readonly provider: AwsProvider;
  private readonly parameters = new Map<string, string>();
  private readonly variables = new Map<string, string>();

  constructor(stack: LandingZoneStack, provider: AwsProvider) {
    this.stack = stack;
    this.provider = provider;
  }

  /** The address of a recipient, as a literal or an expression. */
  of(recipient: RecipientConfig): Endpoint {
    if ("email" in recipient) return { protocol: "email", endpoint: recipient.email };
    const endpoint =
      "httpsFromParameter" in recipient
        ? remembered(this.parameters, recipient.httpsFromParameter, (name) => this.readParameter(name))
        : remembered(this.variables, recipient.httpsFromVariable, (name) => this.declareVariable(name));
    return { protocol: "https", endpoint };
  }

  private readParameter(name: string): string {
    const { provider } = this;
    return new DataAwsSsmParameter(this.stack, readableName(name), { provider, name, withDecryption: true }).value;
  }

  private declareVariable(name: string): string {
    const description = "The HTTPS address of an alert receiver";
    return new TerraformVariable(this.stack, name, { type: "string", sensitive: true, description }).stringValue;
  }
}

function remembered(known: Map<string, string>, name: string, make: (name: string) => string): string {
  const value = known.get(name) ?? make(name);
  known.set(name, value);
  return value;
}

/** What of a text may stand in a Terraform name, and a digest of the whole: `a.b@x` and `a-b@x` stay apart. */
export function readableName(text: string): string {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return `${text.replace(/[^A-Za-z0-9]+/g, "-").replace(/^-/, "")}_${digest}`;
}
