import { ipAddress, notIpAddress } from "./address";
import { arnEquals, arnLike, arnNotEquals, arnNotLike } from "./arn";
import {
  dateEquals,
  dateGreaterThan,
  dateGreaterThanEquals,
  dateLessThan,
  dateLessThanEquals,
  dateNotEquals,
} from "./date";
import {
  numericEquals,
  numericGreaterThan,
  numericGreaterThanEquals,
  numericLessThan,
  numericLessThanEquals,
  numericNotEquals,
} from "./numeric";
import type { ConditionOperator, PresenceOperator } from "./operator";
import {
  binaryEquals,
  bool,
  stringEquals,
  stringEqualsIgnoreCase,
  stringLike,
  stringNotEquals,
  stringNotEqualsIgnoreCase,
  stringNotLike,
} from "./text";

const nullOperator: PresenceOperator = { kind: "presence", name: "Null", isNegated: false };

/** The condition operators by name in lower case. */
export const OPERATORS: ReadonlyMap<string, ConditionOperator> = new Map(
  [
    stringEquals,
    stringNotEquals,
    stringEqualsIgnoreCase,
    stringNotEqualsIgnoreCase,
    stringLike,
    stringNotLike,
    numericEquals,
    numericNotEquals,
    numericLessThan,
    numericLessThanEquals,
    numericGreaterThan,
    numericGreaterThanEquals,
    dateEquals,
    dateNotEquals,
    dateLessThan,
    dateLessThanEquals,
    dateGreaterThan,
    dateGreaterThanEquals,
    bool,
    binaryEquals,
    ipAddress,
    notIpAddress,
    arnEquals,
    arnNotEquals,
    arnLike,
    arnNotLike,
    nullOperator,
  ].map((operator): [string, ConditionOperator] => [operator.name.toLowerCase(), operator]),
);
