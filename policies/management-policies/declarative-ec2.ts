import { assign, type ManagementPolicyBody } from "./management-policy";

/**
 * Sets what EC2 does in an account, which nobody in the account can set otherwise, root included.
 *
 * Images and snapshots that are public already: the images stay so, the snapshots do not. It is no authorization
 * policy: attached at the root, it binds the management account as well. A hop limit of 2 lets containers reach the
 * metadata service. Source: AWS Organizations user guide, declarative policy syntax and examples.
 */
export const declarativeEc2: ManagementPolicyBody = () => ({
  ec2_attributes: {
    exception_message: assign("This setting is the organization's; see its declarative policy for EC2."),
    image_block_public_access: { state: assign("block_new_sharing") },
    instance_metadata_defaults: {
      http_tokens: assign("required"),
      http_put_response_hop_limit: assign("2"),
      http_endpoint: assign("no_preference"),
      instance_metadata_tags: assign("no_preference"),
    },
    serial_console_access: { status: assign("disabled") },
    snapshot_block_public_access: { state: assign("block_all_sharing") },
  },
});
