import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { heldIn, isSameState, readState } from "../../../cli/apply/stack-state";
import { zipEntry } from "../../../cli/apply/zip-entry";

const state = (parts: object = {}): string =>
  JSON.stringify({ version: 4, terraform_version: "1.11.4", serial: 3, lineage: "a", resources: [], ...parts });

describe("the state of a stack", () => {
  test.each<[string, string, object | undefined]>([
    ["that was never written", "", { lineage: "", serial: 0, tainted: [] }],
    ["that holds nothing", state(), { lineage: "a", serial: 3, tainted: [] }],
    ["of another version", state({ version: 3 }), undefined],
    ["that is no JSON", "{", undefined],
  ])("%s", (_, text, expected) => {
    expect(readState(text)).toEqual(expected);
  });

  test("names what is tainted as Terraform addresses it", () => {
    const resource = (parts: object) => ({ mode: "managed", type: "aws_x", name: "y", ...parts });
    const resources = [
      resource({ instances: [{ status: "tainted" }] }),
      resource({ name: "fine", instances: [{}] }),
      resource({
        name: "many",
        instances: [
          { index_key: 'a"b', status: "tainted" },
          { index_key: 1, status: "tainted" },
        ],
      }),
      resource({ module: "module.m", instances: [{ status: "tainted" }] }),
    ];
    expect(readState(state({ resources }))?.tainted.map(({ address }) => address)).toEqual([
      "aws_x.y",
      'aws_x.many["a\\"b"]',
      "aws_x.many[1]",
      "module.m.aws_x.y",
    ]);
  });

  test("tells the ids of what it holds of one type, and whether that is whole", () => {
    const account = (name: string, instance: object) => ({ type: "aws_account", name, instances: [instance] });
    const resources = [
      account("whole", { attributes: { id: "222222222222" } }),
      account("begun", { status: "tainted", attributes: { id: "333333333333" } }),
      account("nameless", { attributes: null }),
      { type: "aws_x", name: "y", instances: [{ attributes: { id: "z" } }] },
      { type: "terraform_remote_state", name: "organization", instances: [{ attributes: { backend: "local" } }] },
    ];
    expect([...heldIn(state({ resources }), "aws_account")]).toEqual([
      ["aws_account.whole", { id: "222222222222", isTainted: false }],
      ["aws_account.begun", { id: "333333333333", isTainted: true }],
      ["aws_account.nameless", { id: undefined, isTainted: false }],
    ]);
    expect(heldIn("", "aws_account").size).toBe(0);
    expect(readState(state({ resources }))?.tainted).toEqual([{ type: "aws_account", address: "aws_account.begun" }]);
  });

  test.each([
    ["the same", { lineage: "a", serial: 1 }, { lineage: "a", serial: 1 }, true],
    ["written since", { lineage: "a", serial: 1 }, { lineage: "a", serial: 2 }, false],
    ["another state altogether", { lineage: "a", serial: 1 }, { lineage: "b", serial: 1 }, false],
    ["still none", { lineage: "", serial: 0 }, { lineage: "", serial: 0 }, true],
    ["none before, one now", { lineage: "", serial: 0 }, { lineage: "a", serial: 1 }, false],
  ])("that a plan was made from and the one of now: %s", (_, planned, now, expected) => {
    expect(isSameState({ ...planned, tainted: [] }, { ...now, tainted: [] })).toBe(expected);
  });
});

/** A ZIP archive as Terraform writes it: deflated, without comments. */
function archive(files: Readonly<Record<string, string>>, method = 8): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  for (const [name, text] of Object.entries(files)) {
    const packed = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const at = locals.reduce((sum, { length }) => sum + length, 0);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    locals.push(local, Buffer.from(name), packed);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    entries.push(entry, Buffer.from(name));
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(locals).length, 16);
  return Buffer.concat([...locals, directory, end]);
}

describe("a file of a ZIP archive", () => {
  const files = { tfplan: "a plan", tfstate: "a state" };
  test.each([
    ["that is deflated", archive(files), "tfstate", "a state"],
    ["that is stored", archive(files, 0), "tfstate", "a state"],
    ["that is the first", archive(files), "tfplan", "a plan"],
    ["that is not there", archive(files), "tfconfig", undefined],
    ["packed in a way that Terraform does not use", archive(files, 12), "tfstate", undefined],
    ["of what is no archive", Buffer.from("another plan that is long enough to hold an end"), "tfstate", undefined],
    ["of nothing", Buffer.alloc(0), "tfstate", undefined],
  ])("%s", (_, from, name, expected) => {
    expect(zipEntry(from, name)).toBe(expected);
  });

  test("of an archive that leads outside of itself is none", () => {
    const broken = archive(files);
    broken.writeUInt32LE(broken.length + 100, broken.length - 22 + 16);
    expect(zipEntry(broken, "tfstate")).toBeUndefined();
  });
});
