/**
 * Which groups hold what the management account's root user can be recovered with, in words.
 *
 * No secrets: names of groups, mailboxes and places, as a runbook names them.
 */
export interface CustodyConfig {
  /** Who reads the group mailbox of the root e-mail address. */
  readonly mailbox: string;
  /** Who answers the registered phone number. */
  readonly phone: string;
  /** Who holds the root password. */
  readonly password: string;
  /** Who holds the MFA devices. */
  readonly mfa: string;
}
