import type { ScaleOperator } from "./operator";
import type { Scale } from "./scale";

interface Address {
  readonly version: 4 | 6;
  readonly number: bigint;
}

/** The addresses of a block, both ends included. */
interface Block {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

function readAddress(text: string): Address | undefined {
  const version = text.includes(":") ? 6 : 4;
  const number = version === 4 ? readVersion4(text) : readVersion6(text);
  return number === undefined ? undefined : { version, number };
}

function readVersion4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) {
    return undefined;
  }
  return parts.reduce((number, part) => number * 256n + BigInt(part), 0n);
}

function readVersion6(text: string): bigint | undefined {
  const [head = "", tail, ...more] = withoutDots(text).split("::");
  if (more.length > 0) return undefined;
  const [before, after] = [groupsIn(head), tail === undefined ? [] : groupsIn(tail)];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((number, group) => number * 65_536n + BigInt(`0x${group}`), 0n);
}

function groupsIn(text: string): readonly string[] {
  return text === "" ? [] : text.split(":");
}

/** `::ffff:192.0.2.1` is `::ffff:c000:201`. */
function withoutDots(text: string): string {
  const at = text.lastIndexOf(":") + 1;
  const number = text.includes(".") ? readVersion4(text.slice(at)) : undefined;
  if (number === undefined) return text;
  return `${text.slice(0, at)}${(number >> 16n).toString(16)}:${(number & 0xffffn).toString(16)}`;
}

function readBlock(text: string): Block | undefined {
  const [start = "", length, ...more] = text.split("/");
  const address = readAddress(start);
  if (address === undefined || more.length > 0) return undefined;
  const bits = BITS[address.version];
  if (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= bits)) return undefined;
  const size = 1n << BigInt(bits - Number(length ?? bits));
  const first = address.number - (address.number % size);
  return { version: address.version, first, last: first + size - 1n };
}

function writeAddress({ version, number }: Address): string {
  const width = version === 4 ? 8n : 16n;
  const parts = Array.from({ length: version === 4 ? 4 : 8 }, (_, index, count = version === 4 ? 4 : 8) =>
    ((number >> (width * BigInt(count - 1 - index))) & ((1n << width) - 1n)).toString(version === 4 ? 10 : 16),
  );
  return parts.join(version === 4 ? "." : ":");
}

const ADDRESSES: Scale = {
  name: "address",
  examples(policyValues) {
    const blocks = policyValues.flatMap((value) => readBlock(value) ?? []);
    const addresses = ([4, 6] as const).flatMap((version) => {
      const own = blocks.filter((block) => block.version === version);
      const starts = [0n, ...own.flatMap(({ first, last }) => [first, last + 1n])];
      return [...new Set(starts)]
        .filter((number) => number < 1n << BigInt(BITS[version]))
        .map((number) => writeAddress({ version, number }));
    });
    return [...addresses, "not-an-address"];
  },
};

function isIn(text: string, policyText: string): boolean | undefined {
  const [address, block] = [readAddress(text), readBlock(policyText)];
  if (address === undefined || block === undefined) return undefined;
  return address.version === block.version && address.number >= block.first && address.number <= block.last;
}

const ADDRESS = { kind: "scale", scale: ADDRESSES, isNegated: false, matches: isIn } as const;

export const ipAddress: ScaleOperator = { ...ADDRESS, name: "IpAddress" };

export const notIpAddress: ScaleOperator = { ...ADDRESS, name: "NotIpAddress", isNegated: true };
