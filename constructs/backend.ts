import { CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from "cdktf";
import type { LandingZone } from "../model/landing-zone";

/** Where a stack's state is, as its own backend and as the remote state of another stack see it. */
export type StateLocation =
  | { readonly type: "local"; readonly path: string }
  | {
      readonly type: "s3";
      readonly bucket: string;
      readonly region: string;
      readonly key: string;
      readonly kmsKeyId: string | undefined;
    }
  | {
      readonly type: "cloud";
      readonly hostname: string;
      readonly organization: string;
      readonly project: string | undefined;
      readonly workspace: string;
    };

/** The place of a stack's state. */
export function stateLocation(stackName: string, zone: LandingZone): StateLocation {
  const { backend } = zone;
  switch (backend.type) {
    case "local":
      // Terraform runs in cdktf.out/stacks/<stack>; an absolute path would make the bytes differ by machine.
      return { type: "local", path: `../../../terraform.${stackName}.tfstate` };
    case "s3":
      return {
        type: "s3",
        bucket: backend.bucket,
        region: backend.region,
        key: `${backend.keyPrefix ?? zone.name}/${stackName}.tfstate`,
        kmsKeyId: backend.kmsKeyId,
      };
    case "cloud":
      return {
        type: "cloud",
        hostname: backend.hostname ?? "app.terraform.io",
        organization: backend.organization,
        project: backend.project,
        workspace: `${backend.workspacePrefix ?? `${zone.name}-`}${stackName}`,
      };
    default:
      return backend satisfies never;
  }
}

/** Gives a stack the backend that the configuration names. */
export function configureBackend(stack: TerraformStack, stackName: string, zone: LandingZone): void {
  const location = stateLocation(stackName, zone);
  switch (location.type) {
    case "local":
      new LocalBackend(stack, { path: location.path });
      return;
    case "s3": {
      const { bucket, region, key, kmsKeyId } = location;
      // Without a key, `encrypt` would ask for keys that S3 manages, whatever the bucket's default encryption is.
      new S3Backend(stack, { bucket, region, key, ...(kmsKeyId === undefined ? {} : { kmsKeyId, encrypt: true }) });
      // The S3 lock file is newer than the binding's properties.
      stack.addOverride("terraform.backend.s3.use_lockfile", true);
      return;
    }
    case "cloud": {
      const { hostname, organization, project, workspace } = location;
      new CloudBackend(stack, { hostname, organization, workspaces: new NamedCloudWorkspace(workspace, project) });
      return;
    }
    default:
      location satisfies never;
  }
}
