import type { LandingZone } from "../model/landing-zone";

/** One thing that watches over the management account's root user, which no service control policy binds. */
export interface CompensatingControl {
  readonly control: string;
  /** Whether the configuration has it. */
  readonly isInPlace: boolean;
}

/** What stands in for service control policies in the management account; `posture` shows the resources. */
export function compensatingControls({ trail, alerting, custody }: LandingZone): readonly CompensatingControl[] {
  const hasTrail = trail.mode !== "off";
  const hasAlerts = alerting.mode !== "off";
  return [
    { control: "alarm on every use of the root user (root-usage)", isInPlace: hasTrail && hasAlerts },
    {
      control: "alerts on root sign-in, API use and credential changes, with who and from where",
      isInPlace: hasAlerts,
    },
    { control: "alert on every root session that is started (assume-root)", isInPlace: hasAlerts },
    {
      control:
        custody === undefined
          ? "mailbox, phone, password and MFA devices of the root user in different hands (custody)"
          : `custody: mailbox with ${custody.mailbox}, phone with ${custody.phone}, password with ${custody.password}, MFA devices with ${custody.mfa}`,
      isInPlace: custody !== undefined,
    },
    { control: "live evidence of its MFA devices and access keys: npm run audit", isInPlace: true },
  ];
}
