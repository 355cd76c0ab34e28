import type { LandingZone } from "./landing-zone";

/** Every key that something had, from the oldest to the given one. */
export function formerKeys({ moved }: Pick<LandingZone, "moved">, key: string): readonly string[] {
  const keys = [key];
  for (let from = predecessor(moved, key); from !== undefined; from = predecessor(moved, from)) {
    if (keys.includes(from)) break;
    keys.unshift(from);
  }
  return keys;
}

function predecessor(moved: LandingZone["moved"], key: string): string | undefined {
  return moved.find(({ to }) => to === key)?.from;
}
