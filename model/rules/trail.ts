import { LOG_GROUP_RETENTION_DAYS } from "../../catalogue/log-group-retention";
import { type ConfigFacts, defineRule } from "../rule";

const DEFAULT_LOCK_DAYS = 365;
const DEFAULT_EXPIRY_DAYS = 2555;
const MAX_LOCK_DAYS = 36_500;

/** S3 user guide, Object Lock: at most 100 years. */
export const objectLockDays = defineRule<ConfigFacts>({
  id: "object-lock-days",
  doc: "Object Lock holds for 1 to 36,500 whole days.",
  waivable: false,
  *breaches({ config: { trail } }) {
    const days = trail?.objectLock?.days ?? DEFAULT_LOCK_DAYS;
    if (isLockPeriod(days)) return;
    yield {
      path: ["trail", "objectLock", "days"],
      message: `S3 cannot lock objects for ${days} days`,
      remedy: `Write a whole number from 1 to ${MAX_LOCK_DAYS}.`,
    };
  },
});

/** Nobody can take it back, and the bucket is paid for until it has run out. */
export const objectLockAcknowledgement = defineRule<ConfigFacts>({
  id: "object-lock-acknowledgement",
  doc: "Object Lock in compliance mode is acknowledged in words.",
  waivable: false,
  *breaches({ config: { trail } }) {
    const lock = trail?.objectLock;
    if (lock?.mode !== "compliance" || lock.acknowledgement !== undefined) return;
    yield {
      path: ["trail", "objectLock", "mode"],
      message: "in compliance mode nobody, root included, can delete a log file before its lock has run out",
      remedy:
        'Add acknowledgement: "locked objects cannot be deleted by anyone, root included, until the lock runs out", or use "governance".',
    };
  },
});

/** A lifecycle rule cannot expire what is still locked. */
export const archiveExpiry = defineRule<ConfigFacts>({
  id: "archive-expiry",
  doc: "Log files expire after a whole number of days that is greater than the lock's.",
  waivable: false,
  *breaches({ config: { trail } }) {
    const lock = trail?.objectLock?.days ?? DEFAULT_LOCK_DAYS;
    const expiry = trail?.expireAfterDays ?? DEFAULT_EXPIRY_DAYS;
    if (!isLockPeriod(lock) || (Number.isInteger(expiry) && expiry > lock)) return;
    yield {
      path: trail?.expireAfterDays === undefined ? ["trail", "objectLock", "days"] : ["trail", "expireAfterDays"],
      message: `log files would expire after ${expiry} days, and are locked for ${lock}`,
      remedy: `Set expireAfterDays to a whole number above ${lock}.`,
    };
  },
});

/** CloudWatch Logs knows only certain periods. */
export const logGroupRetention = defineRule<ConfigFacts>({
  id: "log-group-retention",
  doc: "The trail's log group keeps events for a number of days that CloudWatch Logs knows.",
  waivable: false,
  *breaches({ config: { trail } }) {
    const days = trail?.logGroupRetentionDays;
    if (days === undefined || LOG_GROUP_RETENTION_DAYS.includes(days)) return;
    const next = LOG_GROUP_RETENTION_DAYS.find((known) => known > days) ?? LOG_GROUP_RETENTION_DAYS.at(-1);
    yield {
      path: ["trail", "logGroupRetentionDays"],
      message: `CloudWatch Logs cannot keep events for ${days} days`,
      remedy: `Use ${next}, or another of ${LOG_GROUP_RETENTION_DAYS.join(", ")}.`,
    };
  },
});

function isLockPeriod(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= MAX_LOCK_DAYS;
}
