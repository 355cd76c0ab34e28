import { TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct, Node } from "constructs";
import type { LandingZone } from "../model/landing-zone";
import { configureBackend } from "./backend";
import { ledgerTripwire } from "./ledger-tripwire";

/** The versions of Terraform and of the AWS provider that the emitted JSON is valid for. */
const TERRAFORM_VERSION = ">= 1.10.0";
const AWS_PROVIDER_VERSION = ">= 5.100.0, < 7.0.0";

/** The id of a construct's main child: it bears the construct's own name. */
export const MAIN_CHILD = "Default";

const LOGICAL_ID = /^[A-Za-z_][\w-]*$/;

/** One Terraform state of a landing zone: its backend, its tripwire and the values that it publishes. */
export abstract class LandingZoneStack extends TerraformStack {
  readonly zone: LandingZone;
  readonly stackName: string;
  /** Whether `prevent_destroy` guards what must not be lost; only a declared teardown lifts it. */
  readonly isProtected: boolean;
  private readonly published = new Set<string>();

  constructor(scope: Construct, stackName: string, zone: LandingZone) {
    super(scope, stackName);
    this.zone = zone;
    this.stackName = stackName;
    this.isProtected = !zone.teardown.some((name) => name === stackName);
    configureBackend(this, stackName, zone);
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    this.addOverride("terraform.required_providers.aws.version", AWS_PROVIDER_VERSION);
    const isAdopting = zone.adoption !== undefined;
    ledgerTripwire(this, isAdopting ? [] : (zone.identitiesByStack[stackName] ?? []), this.isProtected);
  }

  /** Publishes a value to other states under a name that is part of this stack's contract. */
  publish(name: string, value: string): void {
    const output = new TerraformOutput(this, `output_${name}`, { value });
    output.overrideLogicalId(name);
    this.published.add(name);
  }

  /** Whether a value is published under this name. */
  publishes(name: string): boolean {
    return this.published.has(name);
  }

  /**
   * Leaves out CDKTF's first resolution of every element, which only finds references that cross stacks.
   *
   * Ids cross by `PublishedValues`, so there are none; one that slips in is a bug and throws.
   */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    throw new Error(`${identifier} of stack ${this.stackName} is used in another stack: publish it`);
  }

  /**
   * The Terraform name of an element: the ids from the stack down to it, joined by underscores, without any hash.
   *
   * A main child is left out. Elements of one type that would share a name are a bug that the tests of each stack find.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const path = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const logicalId = path.filter((id) => id !== MAIN_CHILD).join("_");
    if (!LOGICAL_ID.test(logicalId)) throw new Error(`"${logicalId}" is no Terraform name`);
    return logicalId;
  }
}

/** The landing zone's stack that holds a construct. */
export function stackOf(construct: Construct): LandingZoneStack {
  const stack = TerraformStack.of(construct);
  if (!(stack instanceof LandingZoneStack)) throw new Error(`${construct.node.path} is in no landing zone stack`);
  return stack;
}
