import {
  DataTerraformRemoteState,
  DataTerraformRemoteStateLocal,
  DataTerraformRemoteStateS3,
  type TerraformRemoteState,
} from "cdktf";
import { stateLocation } from "./backend";
import type { LandingZoneStack } from "./landing-zone-stack";

/**
 * Reads the values that one stack publishes, in another stack.
 *
 * This is the only way in which an id crosses from one state to another: by an output with an explicit name, with the
 * order of the two stacks declared. Reading a name that is not published is a bug and throws.
 */
export class PublishedValues {
  private readonly producer: LandingZoneStack;
  private readonly state: TerraformRemoteState;

  constructor(consumer: LandingZoneStack, producer: LandingZoneStack) {
    this.producer = producer;
    this.state = remoteState(consumer, producer.stackName);
    consumer.addDependency(producer);
  }

  /** The value published under a name, as a Terraform expression. */
  get(name: string): string {
    if (!this.producer.publishes(name)) throw new Error(`stack ${this.producer.stackName} publishes no ${name}`);
    return this.state.getString(name);
  }
}

function remoteState(consumer: LandingZoneStack, producer: string): TerraformRemoteState {
  const location = stateLocation(producer, consumer.zone);
  switch (location.type) {
    case "local":
      return new DataTerraformRemoteStateLocal(consumer, producer, { path: location.path });
    case "s3": {
      const { bucket, region, key } = location;
      return new DataTerraformRemoteStateS3(consumer, producer, { bucket, region, key });
    }
    case "cloud": {
      const { hostname, organization, workspace } = location;
      return new DataTerraformRemoteState(consumer, producer, {
        hostname,
        organization,
        workspaces: { name: workspace },
      });
    }
    default:
      return location satisfies never;
  }
}
