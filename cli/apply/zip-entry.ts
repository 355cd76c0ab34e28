import { inflateRawSync } from "node:zlib";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_LENGTH = 22;
const STORED = 0;
const DEFLATED = 8;

/**
 * One file of a ZIP archive, as text.
 *
 * Terraform and OpenTofu write plan files as ZIP archives (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
 *
 * @returns `undefined` when it is no such archive or has no such file; an encrypted plan of OpenTofu is none
 */
export function zipEntry(archive: Buffer, name: string): string | undefined {
  try {
    return findEntry(archive, name);
  } catch (error) {
    // Something that merely begins as an archive leads outside of it, or does not inflate.
    if (error instanceof RangeError || Reflect.get(Object(error), "code") !== undefined) return undefined;
    throw error;
  }
}

function findEntry(archive: Buffer, name: string): string | undefined {
  let end = archive.length - END_LENGTH;
  while (end >= 0 && archive.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) return undefined;
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== DIRECTORY_ENTRY) return undefined;
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const nameStart = at + 46;
    const nameEnd = nameStart + (nameLength ?? 0);
    if (archive.toString("utf8", nameStart, nameEnd) === name) return contentOf(archive, at);
    at = nameEnd + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return undefined;
}

function contentOf(archive: Buffer, entry: number): string | undefined {
  const method = archive.readUInt16LE(entry + 10);
  const length = archive.readUInt32LE(entry + 20);
  const local = archive.readUInt32LE(entry + 42);
  if (archive.readUInt32LE(local) !== LOCAL_ENTRY) return undefined;
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + length);
  if (method === STORED) return packed.toString("utf8");
  return method === DEFLATED ? inflateRawSync(packed).toString("utf8") : undefined;
}
