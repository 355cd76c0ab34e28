import { arnPattern, wildcardPieces } from "../wildcard";
import type { TextOperator } from "./operator";

const ANY_ARN = arnPattern(wildcardPieces("*:*:*:*:*:*")) ?? [];

const ARN = { kind: "text", hasWildcards: true, isNegated: false, pattern: arnPattern, comparable: [ANY_ARN] } as const;

export const arnLike: TextOperator = { ...ARN, name: "ArnLike" };

export const arnNotLike: TextOperator = { ...ARN, name: "ArnNotLike", isNegated: true };

/** AWS documents that `ArnEquals` behaves as `ArnLike` does, wildcards included. */
export const arnEquals: TextOperator = { ...ARN, name: "ArnEquals" };

export const arnNotEquals: TextOperator = { ...ARN, name: "ArnNotEquals", isNegated: true };
