import assert from "node:assert/strict";
import { settingsFor, folderOf, frame } from "../support/schemas.js";
import { Spots } from "../../generator/capture/spots.js";
import { follow } from "../../generator/runtime/path.js";
import { reportOnText } from "./reports.js";

describe("Places of faults that others had", () => {
  const anything = { items: { type: "string" }, additionalProperties: { type: "string" } };
  const settings = settingsFor(
    folderOf({ "a.schema.json": frame("a", { v: { properties: { x: anything, y: { type: "string" } } } }) }),
    {},
  );

  it("are told apart where the same pointer leads to an item and to a member, and so are types", async () => {
    const values = [
      '"x":[1]',
      '"x":{"0":1}',
      '"x":[null]',
      '"x":{"0":null}',
      '"x":[1,1]',
      '"y":1',
      '"y":1.5',
      '"y":{}',
    ];
    const messages = async (texts: readonly string[]): Promise<string[]> => {
      const report = await reportOnText(texts.map((text) => `{"kind":"a","v":{${text}}}\n`).join(""), { settings });
      return report.problems.map(({ line, message }) => `${texts[line - 1] ?? ""} ${message}`);
    };
    const alone = (await Promise.all(values.map((value) => messages([value])))).flat();
    assert.deepEqual(alone, [
      '"x":[1] Expected `str`, got `int` - at `$.v.x[0]`',
      '"x":{"0":1} Expected `str`, got `int` - at `$.v.x["0"]`',
      '"x":[null] Expected `str`, got `null` - at `$.v.x[0]`',
      '"x":{"0":null} Expected `str`, got `null` - at `$.v.x["0"]`',
      '"x":[1,1] Expected `str`, got `int` - at `$.v.x[0]`',
      '"x":[1,1] Expected `str`, got `int` - at `$.v.x[1]`',
      '"y":1 Expected `str`, got `int` - at `$.v.y`',
      '"y":1.5 Expected `str`, got `float` - at `$.v.y`',
      '"y":{} Expected `str`, got `object` - at `$.v.y`',
    ]);
    assert.deepEqual(await messages([...values, ...values]), [...alone, ...alone]);
    const reversed = await messages(values.toReversed());
    assert.deepEqual(reversed.toSorted(), alone.toSorted());
  });

  it("are found again among more than are kept, and those that are too deep are not kept", () => {
    const spots = new Spots<string>(() => new Set(["x"]));
    const frame = { x: Array.from({ length: 2000 }, (_, i) => ({ i })) };
    for (const i of [...frame.x.keys(), ...frame.x.keys()]) {
      const { spot, value } = spots.find(`/x/${i}/i`, frame) ?? assert.fail();
      assert.deepEqual({ segments: spot.segments, value }, follow(`/x/${i}/i`, frame));
      assert.equal(spot.general, "/x/*/*");
    }
    assert.equal(spots.find("/x".repeat(17), frame), undefined);
    assert.equal(spots.find(`/${"x".repeat(101)}`, frame), undefined);
  });
});
