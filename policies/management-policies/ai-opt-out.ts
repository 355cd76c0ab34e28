import { assign, FINAL, type ManagementPolicyBody } from "./management-policy";

/**
 * Opts every account, the management account too, out of every AI service, those to come included.
 *
 * No policy below may opt back in. Source: AWS Organizations user guide, AI services opt-out policy examples.
 */
export const aiOptOut: ManagementPolicyBody = () => ({
  services: { ...FINAL, default: { ...FINAL, opt_out_policy: { ...FINAL, ...assign("optOut") } } },
});
