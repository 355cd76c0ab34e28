import { expect, test } from "@jest/globals";
import type { z } from "zod";
import organization from "../../config/organization";
import type { LandingZoneConfig } from "../../model/config";
import { landingZoneSchema } from "../../model/schema";

type Input = z.input<typeof landingZoneSchema>;
type Assignable<From, To> = [From] extends [To] ? true : false;
type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Without `readonly` and intersections, down to a depth that passes through two levels of units into a tag or a waiver. */
type Plain<T, Depth extends readonly unknown[] = [1, 1, 1, 1, 1, 1, 1]> = Depth extends readonly [
  unknown,
  ...infer Rest,
]
  ? T extends readonly (infer E)[]
    ? Plain<E, Rest>[]
    : T extends object
      ? { -readonly [K in keyof T]: Plain<T[K], Rest> }
      : T
  : "deeper";

type WithoutUnits<C> = Plain<Omit<C, "organizationalUnits">>;
type Unit<C extends { readonly organizationalUnits: object }> =
  C["organizationalUnits"] extends Readonly<Record<string, infer U>> ? U : never;

/** Fails to compile unless every argument is `true`. */
function proved<_Claims extends readonly true[]>(): void {}

test("the schema and the configuration type accept the same values", () => {
  proved<
    [
      Assignable<Input, LandingZoneConfig>,
      Assignable<LandingZoneConfig, Input>,
      // Assignability forgives an optional setting that only one of the two knows; identity does not.
      Identical<WithoutUnits<Input>, WithoutUnits<LandingZoneConfig>>,
      Identical<Plain<Unit<Input>>, Plain<Unit<LandingZoneConfig>>>,
    ]
  >();
  // @ts-expect-error the proof is able to fail
  proved<[Identical<WithoutUnits<Input>, WithoutUnits<Omit<LandingZoneConfig, "tags">>>]>();
  expect(landingZoneSchema.parse(organization)).toEqual(organization);
});
