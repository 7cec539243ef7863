import assert from "node:assert/strict";
import { defaultLimits } from "../../generator/config/keys.js";
import { join } from "node:path";
import { configure, type Configuration, type ConfigRequest } from "../../generator/config/index.js";
import { CodegenError, describe as words } from "../../generator/diagnostic.js";
import { type Folder, temporaryFolder } from "../write/folder.js";

interface Good {
  readonly name: string;
  readonly files: { readonly [path: string]: string };
  readonly cwd?: string;
  readonly config?: string;
  readonly overrides?: NonNullable<ConfigRequest["overrides"]>;
  /** What is expected of each entry, with paths from the folder of the test. */
  readonly out: readonly { readonly [key: string]: unknown }[];
}

const plainSettings = {
  schemas: "schemas",
  output: "generated",
  discriminator: [],
  name: "Frame",
  target: "ts",
  importExtension: "js",
  unknownKeywords: "error",
  unknownFormats: "error",
  ignoreFormats: [],
  allowPatterns: [],
  onDuplicateKind: "error",
  keepGoing: false,
  split: false,
  limits: defaultLimits,
  channels: {},
};

const good: readonly Good[] = [
  { name: "without a configuration there are defaults, from the working directory", files: {}, out: [plainSettings] },
  {
    name: "codegen.config.json counts, with every key",
    files: {
      "codegen.config.json": JSON.stringify({
        $schema: "x",
        schemas: "s",
        output: "o",
        discriminator: ["a", "b"],
        name: "Event",
        target: "js",
        importExtension: "none",
        unknownKeywords: "warn",
        unknownFormats: "warn",
        ignoreFormats: ["uri"],
        onDuplicateKind: "first",
        keepGoing: true,
        split: true,
        limits: { depth: 10 },
        channels: { session: "*/events" },
      }),
    },
    out: [
      {
        schemas: "s",
        output: "o",
        discriminator: ["a", "b"],
        name: "Event",
        target: "js",
        importExtension: "",
        unknownKeywords: "warn",
        unknownFormats: "warn",
        ignoreFormats: ["uri"],
        onDuplicateKind: "first",
        keepGoing: true,
        split: true,
        limits: { ...defaultLimits, depth: 10 },
        channels: { session: "*/events" },
      },
    ],
  },
  {
    name: "codegen.config.js counts",
    files: { "codegen.config.js": 'export default { name: "Event" };', "package.json": '{"type": "module"}' },
    out: [{ ...plainSettings, name: "Event" }],
  },
  {
    name: "the key codegen of package.json counts",
    files: { "package.json": '{"codegen": {"name": "Event"}}' },
    out: [{ ...plainSettings, name: "Event" }],
  },
  {
    name: "a package.json without the key does not end the search",
    files: { "package.json": '{"codegen": {"name": "Event"}}', "a/package.json": '{"scripts": {"codegen": "x"}}' },
    cwd: "a",
    out: [{ ...plainSettings, name: "Event" }],
  },
  {
    name: "the nearest one upward wins, and paths resolve from it",
    files: { "codegen.config.json": "{}", "a/codegen.config.json": '{"output": "../o"}', "a/b/c/x": "" },
    cwd: "a/b/c",
    out: [{ ...plainSettings, schemas: "a/schemas", output: "o" }],
  },
  {
    name: "--config names one, from the working directory; its paths resolve from it all the same",
    files: { "codegen.config.json": "{}", "x/other.json": '{"name": "Event"}', "a/y": "" },
    cwd: "a",
    config: "../x/other.json",
    out: [{ ...plainSettings, schemas: "x/schemas", output: "x/generated", name: "Event" }],
  },
  {
    name: "the command line wins, and its paths resolve from the working directory",
    files: { "codegen.config.json": '{"schemas": "s", "output": "o", "name": "Event"}', "a/x": "" },
    cwd: "a",
    overrides: { output: "out", name: "Message" },
    out: [{ ...plainSettings, schemas: "s", output: "a/out", name: "Message" }],
  },
  {
    name: "a list is one configuration for each protocol",
    files: { "codegen.config.json": '[{"schemas": "a", "output": "x"}, {"schemas": "b", "output": "y"}]' },
    out: [
      { ...plainSettings, schemas: "a", output: "x" },
      { ...plainSettings, schemas: "b", output: "y" },
    ],
  },
  {
    name: "one discriminator may be written as a string",
    files: { "codegen.config.json": '{"discriminator": "op"}' },
    out: [{ ...plainSettings, discriminator: ["op"] }],
  },
  {
    name: "a byte order mark and CRLF do not matter",
    files: { "codegen.config.json": '\uFEFF{\r\n"name": "Event"\r\n}' },
    out: [{ ...plainSettings, name: "Event" }],
  },
  {
    name: "folders that only begin alike are apart",
    files: { "codegen.config.json": '{"schemas": "a", "output": "a-generated"}' },
    out: [{ ...plainSettings, schemas: "a", output: "a-generated" }],
  },
];

interface Bad {
  readonly name: string;
  readonly files: { readonly [path: string]: string };
  readonly config?: string;
  readonly overrides?: NonNullable<ConfigRequest["overrides"]>;
  /** Code and pointer or place of each finding, and what its words hold. */
  readonly out: readonly (readonly [code: string, place: string, text: RegExp])[];
}

const file = "codegen.config.json";
const bad: readonly Bad[] = [
  {
    name: "an unknown key is an error with a suggestion",
    files: { [file]: '{"shemas": "x", "zzzzzz": 1}' },
    out: [
      ["config/unknown-key", "/shemas", /did you mean "schemas"\?/],
      ["config/unknown-key", "/zzzzzz", /known keys: "schemas", "output"/],
    ],
  },
  {
    name: "so is a name that every object inherits",
    files: { [file]: '{"toString": "x", "__proto__": {}}' },
    out: [
      ["config/unknown-key", "/toString", /unknown key "toString"/],
      ["config/unknown-key", "/__proto__", /unknown key "__proto__"/],
    ],
  },
  {
    name: "a key's pointer is escaped",
    files: { [file]: '{"a/b~c": 1}' },
    out: [["config/unknown-key", "/a~1b~0c", /a\/b~c/]],
  },
  {
    name: "wrong types are all found",
    files: {
      [file]: JSON.stringify({
        schemas: 1,
        output: "",
        discriminator: [1],
        name: "my event",
        target: "java",
        importExtension: ".js",
        unknownKeywords: true,
        unknownFormats: null,
      }),
    },
    out: [
      ["config/bad-value", "/schemas", /must be the path of a folder, not 1/],
      ["config/bad-value", "/output", /not ""/],
      ["config/bad-value", "/discriminator", /a name or a list of names, not a list/],
      ["config/bad-value", "/name", /PascalCase, such as Event, not "my event"/],
      ["config/bad-value", "/target", /"ts" or "js", not "java"/],
      ["config/bad-value", "/importExtension", /"js" or "ts" or "none", not ".js"/],
      ["config/bad-value", "/unknownKeywords", /not true/],
      ["config/bad-value", "/unknownFormats", /not null/],
    ],
  },
  {
    name: "a choice is no inherited name",
    files: { [file]: '{"target": "toString"}' },
    out: [["config/bad-value", "/target", /not "toString"/]],
  },
  {
    name: "a name outside of ASCII is refused",
    files: { [file]: '{"name": "Événement"}' },
    out: [["config/bad-value", "/name", /ASCII/]],
  },
  { name: "it must be an object", files: { [file]: '"x"' }, out: [["config/bad-value", "", /an object or a list/]] },
  { name: "it must not be an empty list", files: { [file]: "[]" }, out: [["config/bad-value", "", /an empty list/]] },
  { name: "every entry must be an object", files: { [file]: "[{}, 1]" }, out: [["config/bad-value", "/1", /not 1/]] },
  {
    name: "malformed JSON has a line and a column",
    files: { [file]: '{\n  "name": tru\n}' },
    out: [["config/unreadable", "2:11", /not JSON/]],
  },
  {
    name: "malformed JSON is told of in the words for schemas",
    files: { [file]: '{\n  "name": "A",\n}' },
    out: [["config/unreadable", "3:1", /not JSON: unexpected \} after a comma, which JSON does not allow/]],
  },
  {
    name: "JSON that ends too early is",
    files: { [file]: '{"limits": {' },
    out: [["config/unreadable", "1:12", /not JSON: the text ends too early/]],
  },
  {
    name: "a key that stands twice is refused",
    files: { [file]: '[{"name": "A", "name": "B"}]' },
    out: [["config/unreadable", "/0/name", /the name "name" stands twice in one object/]],
  },
  {
    name: "a key that stands twice is refused in package.json",
    files: { "package.json": '{"version": "1", "codegen": {"name": "A", "name": "B"}}' },
    out: [["config/unreadable", "/codegen/name", /the name "name" stands twice/]],
  },
  { name: "an empty file is malformed", files: { [file]: "" }, out: [["config/unreadable", "1:1", /not JSON/]] },
  {
    name: "a pointer into package.json begins with the key",
    files: { "package.json": '{"codegen": [{"nme": 1}]}' },
    out: [["config/unknown-key", "/codegen/0/nme", /did you mean "name"/]],
  },
  {
    name: "two in one folder are an error that names both",
    files: { [file]: "{}", "package.json": '{"codegen": {}}' },
    out: [["config/ambiguous", "", /"codegen.config.json" and "package.json"/]],
  },
  { name: "a missing --config is an error", files: {}, config: "no.json", out: [["config/not-found", "", /no\.json/]] },
  {
    name: "a --config of another sort is an error",
    files: { "a.yaml": "" },
    config: "a.yaml",
    out: [["config/unreadable", "", /\.json, \.js or \.mjs/]],
  },
  {
    name: "a module that throws is an error",
    files: { "codegen.config.js": 'throw new Error("no such luck");', "package.json": '{"type": "module"}' },
    out: [["config/unreadable", "", /no such luck/]],
  },
  {
    name: "a module without a default export is an error",
    files: { "codegen.config.js": "export const x = 1;", "package.json": '{"type": "module"}' },
    out: [["config/unreadable", "", /no default export/]],
  },
  {
    name: "two entries with one output are an error",
    files: { [file]: '[{"schemas": "a", "output": "x"}, {"schemas": "b", "output": "./y/../x"}]' },
    out: [["config/shared-output", "", /same folder/]],
  },
  ...["schemas", "schemas/out", ".", "./schemas/../schemas/x/"].map((output) => ({
    name: `output ${output} with schemas in schemas is an error`,
    files: { [file]: JSON.stringify({ output }) },
    out: [["config/nested-folders", "", /holds the other/]] as const,
  })),
  {
    name: "output in another entry's schemas is an error",
    files: { [file]: '[{"schemas": "a", "output": "b/x"}, {"schemas": "b", "output": "y"}]' },
    out: [["config/nested-folders", "", /holds the other/]],
  },
  {
    name: "a bad option is said once, by the option's name",
    files: { [file]: '[{"schemas": "a", "output": "x"}, {"schemas": "b", "output": "y"}]' },
    overrides: { name: "x" },
    out: [["config/bad-value", "", /"--name" must be/]],
  },
];

describe("configure", () => {
  let folder: Folder;
  beforeEach(() => (folder = temporaryFolder()));
  afterEach(() => folder.remove());

  const run = (cwd: string, request: Omit<ConfigRequest, "cwd">): Promise<Configuration> =>
    configure({ cwd: folder.at(cwd), ...request });

  for (const { name, files, cwd = ".", config, overrides = {}, out } of good) {
    it(name, async () => {
      folder.write(files);
      const { settings } = await run(cwd, { config, overrides });
      const absolute = out.map((entry: (typeof out)[number]) => ({
        ...plainSettings,
        ...entry,
        schemas: join(folder.path, String(entry["schemas"])),
        output: join(folder.path, String(entry["output"])),
      }));
      assert.deepEqual(settings, absolute);
    });
  }

  for (const { name, files, config, overrides = {}, out } of bad) {
    it(name, async () => {
      folder.write(files);
      const error: unknown = await run(".", { config, overrides }).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof CodegenError, "it is refused");
      const found = error.diagnostics.map((one) => {
        const { pointer = "", line, column } = one.where;
        return [one.code, line === undefined ? pointer : `${line}:${column}`];
      });
      assert.deepEqual(
        found,
        out.map(([code, place]) => [code, place]),
      );
      for (const [index, [, , text]] of out.entries()) {
        const one = error.diagnostics[index];
        assert.match(one === undefined ? "" : Object.values(words(one)).join("\n"), text);
      }
    });
  }

  it("reads a module anew when it has changed", async () => {
    folder.write({ "package.json": '{"type": "module"}', "codegen.config.js": 'export default { name: "One" };' });
    assert.equal((await run(".", {})).settings[0]?.name, "One");
    await new Promise((resolve) => setTimeout(resolve, 20));
    folder.write({ "codegen.config.js": 'export default { name: "Two" };' });
    assert.equal((await run(".", {})).settings[0]?.name, "Two");
  });
});
