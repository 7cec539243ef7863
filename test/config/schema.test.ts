import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { configSchema, keyNames, keys } from "../../generator/config/keys.js";

const file = new URL("../../codegen.config.schema.json", import.meta.url);

describe("codegen.config.schema.json", () => {
  const schema: unknown = JSON.parse(readFileSync(file, "utf8"));

  it("says what the table of keys says", () => assert.deepEqual(schema, configSchema()));

  const accepts = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(configSchema());

  it("accepts an object and a list", () => {
    assert.equal(accepts({ $schema: "x", name: "Event" }), true);
    assert.equal(accepts([{ schemas: "a" }, { schemas: "b" }]), true);
  });

  it("refuses other things", () => {
    for (const value of [[], 1, "x", null, { nme: "x" }, [{ name: 1 }]]) {
      assert.equal(accepts(value), false, JSON.stringify(value));
    }
  });

  const values = [
    "x",
    "Event",
    "my event",
    "ts",
    "js",
    "none",
    "error",
    "",
    1,
    null,
    true,
    [],
    ["a"],
    ["a", "a"],
    [1],
    {},
  ];
  for (const name of keyNames) {
    it(`takes for ${name} what the generator takes`, () => {
      for (const value of values) {
        const taken = keys[name].shape.read(value, "/") !== undefined;
        assert.equal(accepts({ [name]: value }), taken, `${name}: ${JSON.stringify(value)}`);
      }
      assert.equal(accepts({ [name]: keys[name].fallback }), true, "the default");
    });
  }
});
