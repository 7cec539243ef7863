import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Definition, JsonObject, JsonValue, Protocol, Schema } from "../../generator/model.js";
import { type Choices, type Files, findingsIn, folderOf, frame, protocolOf } from "../support/schemas.js";

const draft07 = "http://json-schema.org/draft-07/schema#";
const draft2020 = "https://json-schema.org/draft/2020-12/schema";

/** Kinds with their types, `kind: Type`, in order. */
const kindsOf = ({ frames }: Protocol): string[] =>
  frames.map(({ kinds, definition }) => `${kinds.map(({ name }) => name).join("|")}: ${definition.name}`);

/** Names of the definitions that are not frames. */
function sharedOf({ frames, definitions }: Protocol): string[] {
  const own = new Set(frames.map(({ definition }) => definition.name));
  return [...definitions.keys()].filter((name) => !own.has(name));
}

/** What a member of a definition is, references followed. */
function memberOf(protocol: Protocol, definition: Definition | undefined, name: string): Schema | undefined {
  const schema = follow(protocol, definition?.schema);
  return typeof schema === "object" ? follow(protocol, schema.properties?.[name]) : undefined;
}

function follow({ definitions }: Protocol, schema: Schema | undefined): Schema | undefined {
  let at = schema;
  while (typeof at === "object" && at.$ref !== undefined) at = definitions.get(at.$ref)?.schema;
  return at;
}

describe("The tag", () => {
  const cases: readonly { name: string; in: Files; choices?: Choices; out: readonly string[] }[] = [
    { name: "is the required constant of a single frame", in: { "a.json": frame("a") }, out: ["kind"] },
    {
      name: "is the required constant that all frames have",
      in: { "a.json": frame("a", { v: { const: 1 } }), "b.json": frame("b") },
      out: ["kind"],
    },
    {
      name: "may have any name",
      in: {
        "a.json": frame("a").replaceAll("kind", "__proto__"),
        "b.json": frame("b").replaceAll("kind", "__proto__"),
      },
      out: ["__proto__"],
    },
    {
      name: "has another value in each frame, unlike a version",
      in: { "a.json": frame("a", { v: { const: 1 } }), "b.json": frame("b", { v: { const: 1 } }) },
      out: ["kind"],
    },
    {
      name: "is not an enum of several that one frame has too",
      in: { "a.json": frame("a", { mood: { enum: ["x", "y"] } }), "b.json": frame("b") },
      out: ["kind"],
    },
    {
      name: "is what the configuration says",
      in: { "a.json": frame("a", { type: { const: "x" } }), "b.json": frame("b", { type: { const: "y" } }) },
      choices: { discriminator: ["type"] },
      out: ["type"],
    },
    {
      name: "may be a constant behind a reference",
      in: {
        "a.json": frame("a").replace('{"const":"a"}', '{"$ref":"tags.json#/$defs/a"}'),
        "tags.json": '{"$defs": {"a": {"const": "a"}}}',
      },
      out: ["kind"],
    },
    {
      name: "may be required by a part of allOf",
      in: { "a.json": '{"allOf": [{"properties": {"kind": {"const": "a"}}}, {"required": ["kind"]}]}' },
      out: ["kind"],
    },
  ];
  for (const { name, in: given, choices, out } of cases) {
    it(name, async () => assert.deepEqual((await protocolOf(given, choices)).tags, out));
  }

  it("may be a constant, an enum of one, a number or a boolean", async () => {
    const protocol = await protocolOf({
      "a.json": frame("a"),
      "b.json": frame("b").replace('{"const":"b"}', '{"enum":["b"]}'),
      "c.json": frame(7),
      "d.json": frame(true),
      "e.json": frame("7", {}, { title: "Seven" }),
    });
    assert.deepEqual(
      protocol.frames
        .map(({ kinds: [kind] }) => kind.values)
        .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      [["7"], ["a"], ["b"], [7], [true]],
    );
  });

  it("gives a frame several kinds where it is an enum of several", async () => {
    const protocol = await protocolOf({
      "a.json": frame("a"),
      "b.json": '{"title": "Both", "properties": {"kind": {"enum": ["x", "y"]}}, "required": ["kind"]}',
    });
    assert.deepEqual(kindsOf(protocol), ["a: AFrame", "x|y: Both"]);
  });

  it("may be several properties; a frame need not fix all of them", async () => {
    const both = (op: string, type: string): string => frame(op, { t: { const: type } }, { title: `${op} ${type}` });
    const protocol = await protocolOf(
      { "a.json": both("event", "x"), "b.json": both("event", "y"), "c.json": frame("hello", { t: { type: "null" } }) },
      { discriminator: ["kind", "t"] },
    );
    assert.deepEqual(kindsOf(protocol), ["event.x: EventX", "event.y: EventY", "hello: HelloFrame"]);
    assert.deepEqual(
      protocol.frames.map(({ kinds: [kind] }) => kind.values),
      [
        ["event", "x"],
        ["event", "y"],
        ["hello", undefined],
      ],
    );
  });
});

describe("Names", () => {
  const kinds: readonly { in: string; out: readonly [type: string, builder: string] }[] = [
    { in: "phase", out: ["PhaseEvent", "phaseEvent"] },
    { in: "input_required", out: ["InputRequiredEvent", "inputRequiredEvent"] },
    { in: "a/b", out: ["ABEvent", "aBEvent"] },
    { in: "2fa", out: ["_2faEvent", "new_2faEvent"] },
    { in: "日本語", out: ["日本語Event", "new日本語Event"] },
    { in: "😀", out: ["U1F600Event", "u1F600Event"] },
    { in: "", out: ["EmptyEvent", "emptyEvent"] },
    { in: "class", out: ["ClassEvent", "classEvent"] },
    { in: "string", out: ["StringEvent", "stringEvent"] },
    { in: "Array", out: ["ArrayEvent", "arrayEvent"] },
    { in: "__proto__", out: ["ProtoEvent", "protoEvent"] },
    { in: "constructor", out: ["ConstructorEvent", "constructorEvent"] },
    { in: "is_ok", out: ["IsOkEvent", "newIsOkEvent"] },
    { in: "encode", out: ["EncodeEvent", "newEncodeEvent"] },
  ];
  for (const { in: kind, out } of kinds) {
    it(`of the kind ${JSON.stringify(kind)} are ${out.join(" and ")}`, async () => {
      const { frames } = await protocolOf({ "a.json": frame(kind) }, { name: "Event" });
      const [{ definition, builder, kinds: found } = assert.fail("no frame")] = frames;
      assert.deepEqual([definition.name, builder], out);
      assert.deepEqual(found, [{ name: kind, values: [kind] }]);
    });
  }

  const titles: readonly { name: string; in: string; out: string }[] = [
    { name: "come from a title", in: "PhaseFrame", out: "PhaseFrame" },
    { name: "come from the words of a title", in: "A phase, entered", out: "APhaseEntered" },
    { name: "come from the kind where the title is blank", in: "  ", out: "AFrame" },
    { name: "come from the kind where the title has no letters", in: "***", out: "AFrame" },
    { name: "come from the kind where the title is a paragraph", in: "word ".repeat(50), out: "AFrame" },
    { name: "are no words of TypeScript", in: "String", out: "StringFrame" },
    { name: "are no globals", in: "Promise", out: "PromiseFrame" },
    { name: "are no names of the module", in: "DecodeError", out: "DecodeErrorFrame" },
    { name: "lose what would end a comment or a string", in: '*/ alert("x") //', out: "AlertX" },
    { name: "begin with a letter", in: "3D model", out: "_3DModel" },
  ];
  for (const { name, in: title, out } of titles) {
    it(name, async () => {
      const { frames } = await protocolOf({ "a.json": frame("a", {}, { title }) });
      assert.equal(frames[0]?.definition.name, out);
    });
  }

  it("are cut where they would be very long, and still differ", async () => {
    const { frames } = await protocolOf({
      "a.json": frame(`${"x".repeat(300)}1`),
      "b.json": frame(`${"x".repeat(300)}2`),
    });
    const names = frames.map(({ definition }) => definition.name);
    assert.equal(new Set(names).size, 2);
    assert.ok(names.every((name) => name.length <= 110));
  });
});

describe("Shared definitions", () => {
  const user = { type: "object", properties: { name: { type: "string" } } };
  const team = { type: "object", properties: { size: { type: "integer" } } };
  const uses = (kind: string, ref: string, more: JsonObject = {}): string => frame(kind, { x: { $ref: ref } }, more);

  const cases: readonly { name: string; in: Files; out: readonly string[] }[] = [
    {
      name: "may stand in $defs of a frame",
      in: { "a.json": uses("a", "#/$defs/User", { $defs: { User: user } }) },
      out: ["User"],
    },
    {
      name: "may stand in definitions of a frame",
      in: { "a.json": uses("a", "#/definitions/User", { definitions: { User: user } }) },
      out: ["User"],
    },
    {
      name: "may be a file",
      in: { "a.json": uses("a", "sub/user.schema.json"), "sub/user.schema.json": user },
      out: ["User"],
    },
    {
      name: "may be a file with a title",
      in: { "a.json": uses("a", "user.json"), "user.json": { ...user, title: "Person" } },
      out: ["Person"],
    },
    {
      name: "may stand in a file of definitions",
      in: { "a.json": uses("a", "all.json#/$defs/User"), "all.json": { $defs: { User: user } } },
      out: ["User"],
    },
    {
      name: "may stand in another frame",
      in: { "a.json": uses("a", "b.json#/$defs/User"), "b.json": frame("b", {}, { $defs: { User: user } }) },
      out: ["User"],
    },
    {
      name: "may be any subschema",
      in: {
        "a.json": uses("a", "#/properties/y", {
          properties: { kind: { const: "a" }, x: { $ref: "#/properties/y" }, y: user },
        }),
      },
      out: ["Y"],
    },
    {
      name: "may be named by an anchor",
      in: { "a.json": uses("a", "#here", { $defs: { User: { ...user, $anchor: "here" } } }) },
      out: ["User"],
    },
    {
      name: "may be named by an anchor of another file",
      in: { "a.json": uses("a", "b.json#here"), "b.json": { $defs: { User: { ...user, $anchor: "here" } } } },
      out: ["User"],
    },
    {
      name: "may be named by a keyword that is written with an escape",
      in: {
        "a.json": uses("a", "b.json#here"),
        "b.json": JSON.stringify({ $defs: { User: { ...user, $anchor: "here" } } }).replace("$anchor", "\\u0024anchor"),
      },
      out: ["User"],
    },
    {
      name: "may be named by the $id of a file that says nothing else",
      in: {
        "a.json": uses("a", "https://example.com/user"),
        "user.json": { ...user, $id: "https://example.com/user" },
      },
      out: ["User"],
    },
    {
      name: "may be named by a relative $id",
      in: { "a.json": uses("a", "person"), "b.json": { ...user, $id: "person", title: "User" } },
      out: ["User"],
    },
    {
      name: "may be named by an absolute $id",
      in: {
        "a.json": uses("a", "https://example.com/person#/$defs/User"),
        "b.json": { $id: "https://example.com/person", $defs: { User: user } },
      },
      out: ["User"],
    },
    {
      name: "are relative to the $id around them",
      in: {
        "a.json": uses("a", "person.json", { $id: "https://example.com/schemas/a.json" }),
        "b.json": { ...user, $id: "https://example.com/schemas/person.json", title: "User" },
      },
      out: ["User"],
    },
    {
      name: "are found by their path though the file has an $id",
      in: { "a.json": uses("a", "user.json", { $id: "https://example.com/schemas/a.json" }), "user.json": user },
      out: ["User"],
    },
    {
      name: "may be named by an $id inside a file",
      in: {
        "a.json": uses("a", "https://example.com/person", {
          $defs: { User: { ...user, $id: "https://example.com/person" } },
        }),
      },
      out: ["User"],
    },
    {
      name: "may have names with a slash, a tilde, a percent sign and a space",
      in: { "a.json": uses("a", "#/$defs/a~1b~0%25%20c", { $defs: { "a/b~% c": user } }) },
      out: ["ABC"],
    },
    {
      name: "may be called __proto__",
      in: {
        "a.json": uses("a", "#/$defs/__proto__", {
          $defs: JSON.parse('{"__proto__": {"type": "string"}}') as JsonObject,
        }),
      },
      out: ["Proto"],
    },
    {
      name: "are left out where nothing uses them",
      in: { "a.json": frame("a", {}, { $defs: { User: user } }) },
      out: [],
    },
    {
      name: "are one where copies of them stand in several files",
      in: {
        "a.json": uses("a", "#/$defs/User", { $defs: { User: user } }),
        "b.json": uses("b", "#/$defs/User", { $defs: { User: user } }),
      },
      out: ["User"],
    },
    {
      name: "are one where copies refer to copies",
      in: Object.fromEntries(
        ["a", "b"].map((kind) => [
          `${kind}.json`,
          uses(kind, "#/$defs/User", {
            $defs: {
              User: { properties: { team: { $ref: "#/$defs/Team" } } },
              Team: { properties: { head: { $ref: "#/$defs/User" } } },
            },
          }),
        ]),
      ),
      out: ["Team", "User"],
    },
    {
      name: "of one name get names of their own where they differ",
      in: {
        "a.json": uses("a", "#/$defs/User", { $defs: { User: user } }),
        "b.json": uses("b", "#/$defs/User", { $defs: { User: team } }),
      },
      out: ["AUser", "BUser"],
    },
    {
      name: "of one name differ where what they refer to differs",
      in: Object.fromEntries(
        [user, team].map((inner, i) => [
          `${i}.json`,
          uses(`k${i}`, "#/$defs/User", { $defs: { User: { properties: { x: { $ref: "#/$defs/In" } } }, In: inner } }),
        ]),
      ),
      out: ["_0In", "_0User", "_1In", "_1User"],
    },
    {
      name: "are told from a frame of the same name",
      in: { "a.json": uses("a", "#/$defs/AFrame", { $defs: { AFrame: user } }) },
      out: ["AAFrame"],
    },
  ];
  for (const { name, in: given, out } of cases) {
    it(name, async () => assert.deepEqual(sharedOf(await protocolOf(given)), out));
  }

  it("get the same names whatever order the files are made in", async () => {
    const files = {
      "a.json": uses("a", "#/$defs/User", { $defs: { User: user } }),
      "b.json": uses("b", "#/$defs/User", { $defs: { User: team } }),
    };
    const backwards = Object.fromEntries(Object.entries(files).reverse());
    assert.deepEqual(sharedOf(await protocolOf(backwards)), sharedOf(await protocolOf(files)));
  });

  it("never get a number behind their name", async () => {
    const files = Object.fromEntries(
      ["a", "b", "c"].map((kind, i) => [
        `${kind}.json`,
        uses(kind, "#/$defs/User", { $defs: { User: { ...user, minProperties: i } } }),
      ]),
    );
    const names = sharedOf(await protocolOf(files));
    assert.deepEqual(names, ["AUser", "BUser", "CUser"]);
  });
});

describe("Drafts", () => {
  const tuple = (protocol: Protocol): Schema | undefined => memberOf(protocol, protocol.frames[0]?.definition, "x");

  it("are 2020-12 where nothing is said", async () => {
    assert.deepEqual(
      tuple(await protocolOf({ "a.json": frame("a", { x: { prefixItems: [{ type: "string" }], items: false } }) })),
      {
        prefixItems: [{ type: "string" }],
        items: false,
      },
    );
  });

  for (const uri of [draft07, "http://json-schema.org/draft-07/schema", "https://json-schema.org/draft-07/schema#"]) {
    it(`are draft-07 where $schema is ${uri}: a tuple means the same`, async () => {
      const text = frame("a", { x: { items: [{ type: "string" }], additionalItems: false } }, { $schema: uri });
      assert.deepEqual(tuple(await protocolOf({ "a.json": text })), {
        prefixItems: [{ type: "string" }],
        items: false,
      });
    });
  }

  it("draft-07: dependencies are split by what they hold", async () => {
    const text = frame("a", { x: { dependencies: { p: ["q"], r: { required: ["s"] } } } }, { $schema: draft07 });
    assert.deepEqual(tuple(await protocolOf({ "a.json": text })), {
      dependentRequired: { p: ["q"] },
      dependentSchemas: { r: { required: ["s"] } },
    });
  });

  it("draft-07: what stands beside $ref does not count", async () => {
    const given = (uri: string): string =>
      frame(
        "a",
        { x: { $ref: "#/definitions/T", maxLength: 3 } },
        { $schema: uri, definitions: { T: { type: "string" } } },
      );
    const member = async (uri: string): Promise<Schema | undefined> => {
      const { frames } = await protocolOf({ "a.json": given(uri) });
      const schema = frames[0]?.definition.schema;
      return typeof schema === "object" ? schema.properties?.["x"] : undefined;
    };
    assert.deepEqual(await member(draft07), { $ref: "T" });
    assert.deepEqual(await member(draft2020), { $ref: "T", maxLength: 3 });
  });

  it("may be mixed in one folder, also across a reference", async () => {
    const protocol = await protocolOf({
      "a.json": frame("a", { x: { $ref: "b.json#/definitions/T" } }, { $schema: draft2020 }),
      "b.json": frame(
        "b",
        {},
        { $schema: draft07, definitions: { T: { items: [true], additionalItems: { type: "null" } } } },
      ),
    });
    assert.deepEqual(tuple(protocol), { prefixItems: [true], items: { type: "null" } });
  });

  it("draft-07: an $id of # and a name is an anchor", async () => {
    const text = frame(
      "a",
      { x: { $ref: "#here" } },
      { $schema: draft07, definitions: { T: { $id: "#here", type: "string" } } },
    );
    assert.deepEqual(tuple(await protocolOf({ "a.json": text })), { type: "string" });
  });
});

describe("A channel", () => {
  const files = (text: JsonValue): Files => ({
    "done.schema.json": frame("done"),
    "phase.schema.json": frame("phase"),
    "snapshot.schema.json": frame("snapshot"),
    "live.channel.schema.json": text,
  });
  const refs = ["snapshot", "phase", "done"].map((kind) => ({ $ref: `${kind}.schema.json` }));

  it("lists its frames in the order of the file, with the kinds that come first and end it", async () => {
    const { channels } = await protocolOf(
      files({
        title: "LiveFrame",
        description: "What is live.",
        oneOf: refs,
        "x-first": ["snapshot"],
        "x-terminal": ["done"],
      }),
    );
    const [channel = assert.fail("no channel")] = channels;
    assert.equal(channels.length, 1);
    assert.deepEqual(
      { ...channel, frames: channel.frames.map(({ kinds: [kind] }) => kind.name), source: channel.source.pointer },
      {
        id: "live",
        typeName: "LiveFrame",
        title: "LiveFrame",
        description: "What is live.",
        frames: ["snapshot", "phase", "done"],
        first: ["snapshot"],
        terminal: ["done"],
        source: "",
      },
    );
  });

  it("is named after its file where it has no title, and has no rules where it says none", async () => {
    const { channels } = await protocolOf(files({ anyOf: refs }));
    assert.deepEqual(
      channels.map(({ typeName, first, terminal }) => ({ typeName, first, terminal })),
      [{ typeName: "LiveFrame", first: [], terminal: [] }],
    );
  });

  it("may be told apart by number", async () => {
    const protocol = await protocolOf({
      "a.json": frame(1),
      "s.channel.json": { oneOf: [{ $ref: "a.json" }], "x-first": ["1"] },
    });
    assert.deepEqual(protocol.channels[0]?.first, ["1"]);
  });

  it("leaves kinds that it does not list to the union of all", async () => {
    const { channels, frames } = await protocolOf(files({ oneOf: refs.slice(0, 1) }));
    assert.equal(channels[0]?.frames.length, 1);
    assert.equal(frames.length, 3);
  });

  it("may refer to a definition of a file that holds all frames", async () => {
    const all = {
      anyOf: [{ $ref: "#/$defs/A" }, { $ref: "#/$defs/B" }],
      $defs: { A: JSON.parse(frame("a")) as JsonObject, B: JSON.parse(frame("b")) as JsonObject },
    };
    const { channels } = await protocolOf({
      "all.json": all,
      "s.channel.json": { oneOf: [{ $ref: "all.json#/$defs/B" }] },
    });
    assert.deepEqual(
      channels[0]?.frames.map(({ definition }) => definition.name),
      ["B"],
    );
  });
});

describe("One file with all frames", () => {
  it("is read as msgspec prints it", async () => {
    const text = readFileSync(new URL("../samples/msgspec-schema.json", import.meta.url), "utf8");
    const protocol = await protocolOf({ "all.json": text });
    assert.deepEqual(protocol.tags, ["kind"]);
    assert.deepEqual(kindsOf(protocol), [
      "delta: DeltaEvent",
      "done: DoneEvent",
      "failed: FailedEvent",
      "input_required: InputRequiredEvent",
      "phase: PhaseEvent",
      "progress: ProgressEvent",
      "snapshot: SnapshotEvent",
      "warning: WarningEvent",
    ]);
    assert.deepEqual(sharedOf(protocol), []);
  });

  const pydantic = {
    $defs: {
      Cat: {
        properties: {
          type: { const: "cat", default: "cat", title: "Type", type: "string" },
          meows: { title: "Meows", type: "integer" },
        },
        required: ["type", "meows"],
        title: "Cat",
        type: "object",
      },
      Dog: {
        properties: {
          type: { const: "dog", title: "Type", type: "string" },
          owner: { anyOf: [{ $ref: "#/$defs/Owner" }, { type: "null" }], default: null },
        },
        required: ["type"],
        title: "Dog",
        type: "object",
      },
      Owner: {
        properties: { name: { title: "Name", type: "string" } },
        required: ["name"],
        title: "Owner",
        type: "object",
      },
    },
    discriminator: { mapping: { cat: "#/$defs/Cat", dog: "#/$defs/Dog" }, propertyName: "type" },
    oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }],
  };

  it("is read as pydantic prints it", async () => {
    const protocol = await protocolOf({ "pets.json": pydantic });
    assert.deepEqual(kindsOf(protocol), ["cat: Cat", "dog: Dog"]);
    assert.deepEqual(sharedOf(protocol), ["Owner"]);
  });

  it("is refused where a model of the union has no constant tag, with the model named", async () => {
    const cat = { ...pydantic.$defs.Cat, properties: { type: { type: "string" } } };
    const found = await findingsIn(folderOf({ "pets.json": { ...pydantic, $defs: { ...pydantic.$defs, Cat: cat } } }));
    assert.match(found.map(({ at }) => at).join(), /^schema\/no-tag pets\.json:\d+:\d+ \/\$defs\/Cat$/);
  });

  it("is read where the union stands in definitions of their own", async () => {
    const protocol = await protocolOf({
      "all.json": { $defs: { A: JSON.parse(frame("a")) as JsonObject, B: JSON.parse(frame("b")) as JsonObject } },
    });
    assert.deepEqual(kindsOf(protocol), ["a: A", "b: B"]);
  });

  it("names a frame by its definition, unless that is no more than the kind", async () => {
    const { properties, required } = JSON.parse(frame("notifications/initialized")) as JsonObject;
    const protocol = await protocolOf({
      "all.json": {
        $defs: {
          InitializedNotification: { properties: properties ?? {}, required: required ?? [] },
          ping: JSON.parse(frame("ping")) as JsonObject,
          "*": JSON.parse(frame("star")) as JsonObject,
          Promise: JSON.parse(frame("promise")) as JsonObject,
        },
      },
    });
    assert.deepEqual(kindsOf(protocol), [
      "notifications/initialized: InitializedNotification",
      "ping: PingFrame",
      "promise: PromiseFrame",
      "star: StarFrame",
    ]);
  });
});
