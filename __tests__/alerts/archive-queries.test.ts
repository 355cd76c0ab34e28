import { describe, expect, test } from "@jest/globals";
import { ATHENA_PARAMETERS, ATHENA_QUERIES, TRAIL_TABLE } from "../../alerts/queries/athena";
import { INSIGHTS_QUERIES } from "../../alerts/queries/insights";
import { REVIEW_QUERY_IDS } from "../../catalogue/review-queries";
import { TRAIL_COLUMNS, TRAIL_PARTITIONS } from "../../catalogue/trail-table";

/** The words of the language that the queries use, its functions included. */
const LANGUAGE = new Set(
  "with as select from where and or not between like is null full outer join on group order by desc limit count min max coalesce json_extract_scalar".split(
    " ",
  ),
);

interface Token {
  readonly kind: "name" | "text" | "number" | "symbol" | "parameter";
  readonly text: string;
}

/** Cuts SQL into tokens; throws on a character that has no place in it. */
function tokens(sql: string): readonly Token[] {
  const pattern =
    /\s+|(?<text>'(?:[^']|'')*')|(?<name>[a-z_]\w*(?:\.[a-z_]\w*)*)|(?<number>\d+)|(?<parameter>\?)|(?<symbol><>|[=(),*])/giy;
  const found: Token[] = [];
  while (pattern.lastIndex < sql.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(sql);
    if (match === null) throw new Error(`"${sql.slice(at, at + 10)}" is no SQL`);
    for (const kind of ["name", "text", "number", "symbol", "parameter"] as const) {
      const text = match.groups?.[kind];
      if (text !== undefined) found.push({ kind, text });
    }
  }
  return found;
}

/** The columns of the table, and the fields of the user identity, as a query names them. */
const columns: ReadonlySet<string> = new Set([
  ...[...TRAIL_COLUMNS, ...TRAIL_PARTITIONS].map(({ name }) => name),
  ...fieldsOfUserIdentity().map((field) => `useridentity.${field}`),
]);

function fieldsOfUserIdentity(): readonly string[] {
  const type = TRAIL_COLUMNS.find(({ name }) => name === "useridentity")?.type ?? "";
  const flat = type.replace(/^struct<|>$/g, "").replaceAll(/<[^<>]*(?:<[^<>]*(?:<[^<>]*>)?[^<>]*>)*[^<>]*>/g, "");
  return flat.split(",").map((field) => field.split(":")[0] ?? "");
}

/** What a query names that is neither of the language nor given a name in it. */
function namesOf(sql: string): readonly string[] {
  const all = tokens(sql);
  const given = new Set<string>();
  all.forEach(({ text }, index) => {
    const next = all[index + 1];
    if (text === "AS" && next?.kind === "name") given.add(next.text);
    if (next?.text === "AS" && all[index + 2]?.text === "(") given.add(text);
  });
  const names = all.filter(({ kind }) => kind === "name").map(({ text }) => text);
  return names.flatMap((name) => {
    const [first = "", ...rest] = name.split(".");
    if (LANGUAGE.has(name.toLowerCase()) || given.has(name)) return [];
    return given.has(first) ? (given.has(rest.join(".")) ? [] : rest) : [name];
  });
}

test("every question of the review is asked in both languages", () => {
  expect(Object.keys(ATHENA_QUERIES)).toEqual(REVIEW_QUERY_IDS);
  expect(Object.keys(INSIGHTS_QUERIES)).toEqual(REVIEW_QUERY_IDS);
  expect(REVIEW_QUERY_IDS).toEqual(["root-use", "root-sessions", "failed-sign-ins", "policy-changes"]);
});

describe.each(REVIEW_QUERY_IDS)("the query %s over the archive", (id) => {
  const sql = ATHENA_QUERIES[id];

  test("names only columns of the table", () => {
    expect(namesOf(sql).filter((name) => name !== TRAIL_TABLE && !columns.has(name))).toEqual([]);
  });

  test("reads the table once, for the days that it is asked for and no others", () => {
    const all = tokens(sql);
    const from = all.findIndex(({ text }) => text === TRAIL_TABLE);
    expect(all.slice(from - 1, from + 7).map(({ text }) => text)).toEqual(
      `FROM ${TRAIL_TABLE} WHERE day BETWEEN ? AND ?`.split(" "),
    );
    expect(all.filter(({ text }) => text === TRAIL_TABLE)).toHaveLength(1);
    expect(all.filter(({ kind }) => kind === "parameter")).toHaveLength(ATHENA_PARAMETERS);
  });

  test("is one statement that fits Athena, with an end", () => {
    const depths = tokens(sql).map(({ text }) => (text === "(" ? 1 : text === ")" ? -1 : 0));
    expect(depths.reduce<number>((sum, depth) => sum + depth, 0)).toBe(0);
    expect(sql).toMatch(/\nLIMIT 1000$/);
    expect(sql.length).toBeLessThan(262_144);
  });
});

test("a column that the table does not have, and a character that SQL does not have, would be noticed", () => {
  const wrong = "SELECT eventtime, useridentity.typo AS kind FROM trail WHERE eventnam = 'x' AND kind = 1";
  expect(namesOf(wrong).filter((name) => name !== TRAIL_TABLE && !columns.has(name))).toEqual([
    "useridentity.typo",
    "eventnam",
  ]);
  expect(() => tokens("SELECT `a`")).toThrow("is no SQL");
});
