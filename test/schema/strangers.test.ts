/** Schemas as other tools print them and as other protocols publish them: which kinds they declare, and under which names. */
import assert from "node:assert/strict";
import type { JsonObject, JsonValue, Protocol } from "../../generator/model.js";
import { type Choices, type Files, findingsIn, folderOf, frame, protocolOf, generateFrom } from "../support/schemas.js";

const kindsOf = ({ frames }: Protocol): string[] =>
  frames.map(({ kinds, definition }) => `${kinds.map(({ name }) => name).join("|")}: ${definition.name}`);

const object = (properties: JsonObject, required: readonly string[], more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  required,
  ...more,
});

/** Definitions in the manner of the Debug Adapter Protocol: each message extends another, and a value is an enum of one. */
const derived = (base: string, properties: JsonObject, required: readonly string[]): JsonObject => ({
  allOf: [{ $ref: `#/definitions/${base}` }, object(properties, required)],
});
const one = (value: string): JsonObject => ({ type: "string", enum: [value] });
const debugging: JsonObject = {
  $schema: "http://json-schema.org/draft-04/schema#",
  title: "A debugger's protocol",
  type: "object",
  definitions: {
    Message: object({ seq: { type: "integer" }, type: { type: "string", _enum: ["request", "event"] } }, [
      "seq",
      "type",
    ]),
    Request: derived("Message", { type: one("request"), command: { type: "string" }, arguments: {} }, [
      "type",
      "command",
    ]),
    Event: derived("Message", { type: one("event"), event: { type: "string" } }, ["type", "event"]),
    Response: derived("Message", { type: one("response"), success: { type: "boolean" } }, ["type", "success"]),
    NextRequest: derived("Request", { command: one("next"), arguments: { $ref: "#/definitions/NextArguments" } }, [
      "command",
      "arguments",
    ]),
    NextArguments: object({ threadId: { type: "integer", minimum: 0, exclusiveMinimum: true } }, ["threadId"]),
    NextResponse: derived("Response", {}, []),
    StoppedEvent: derived("Event", { event: one("stopped"), body: object({ reason: { type: "string" } }, []) }, [
      "event",
      "body",
    ]),
  },
};

/** Definitions in the manner of a JSON-RPC protocol: unions list messages, and answers have no method. */
const method = (name: string): JsonObject =>
  object({ jsonrpc: { const: "2.0" }, method: { const: name } }, ["jsonrpc", "method"]);
const calls: JsonObject = {
  $defs: {
    InitializeRequest: method("initialize"),
    PingRequest: method("ping"),
    ClientRequest: { anyOf: [{ $ref: "#/$defs/PingRequest" }, { $ref: "#/$defs/InitializeRequest" }] },
    TextContent: object({ type: { const: "text" }, text: { type: "string" } }, ["type", "text"]),
    Answer: object({ jsonrpc: { const: "2.0" }, result: { $ref: "#/$defs/TextContent" } }, ["jsonrpc", "result"]),
    Message: { anyOf: [{ $ref: "#/$defs/ClientRequest" }, { $ref: "#/$defs/Answer" }] },
  },
};

/** A gateway whose frames have a number, and dispatches a name as well. */
const gateway: JsonObject = {
  $id: "Gateway",
  anyOf: [
    object({ op: { const: 0, type: "number" }, t: { const: "READY", type: "string" }, d: { type: "object" } }, [
      "op",
      "t",
      "d",
    ]),
    object({ op: { const: 0, type: "number" }, t: { const: "TYPING", type: "string" } }, ["op", "t"]),
    object({ op: { const: 10, type: "number" }, t: { type: "null" } }, ["op", "t"]),
    object({ op: { const: 11, type: "number" } }, ["op"], { additionalProperties: false }),
  ],
};

/** A model whose tag has a default is not asked for it. */
const model = (kind: string): JsonObject => ({
  title: `${kind} model`,
  type: "object",
  properties: { kind: { const: kind, default: kind, title: "Kind", type: "string" } },
});

const asUnion = (name: string, branches: readonly JsonValue[]): JsonObject => ({ [name]: branches });
const text = (schema: string): JsonObject => JSON.parse(schema) as JsonObject;

const cases: readonly { name: string; in: Files; choices?: Choices; out: readonly string[] }[] = [
  {
    name: "a kind is told by its type and, where it declares them, its event and command",
    in: { "debug.json": debugging },
    choices: { discriminator: ["type", "event", "command"], unknownKeywords: "warn", onDuplicateKind: "first" },
    out: [
      "event: Event",
      "event.stopped: StoppedEvent",
      "request: Request",
      "request.next: NextRequest",
      "response: Response",
    ],
  },
  {
    name: "definitions are kinds where they have the tag, and a union of them is none of its own",
    in: { "calls.json": calls },
    choices: { discriminator: ["method"] },
    out: ["initialize: InitializeRequest", "ping: PingRequest"],
  },
  {
    name: "branches of a union in a file are frames of their own, told by a number and a name",
    in: { "gateway.json": gateway },
    choices: { discriminator: ["op", "t"] },
    out: ["0.READY: _0READYFrame", "0.TYPING: _0TYPINGFrame", "10: _10Frame", "11: _11Frame"],
  },
  {
    name: "the tag of branches is found",
    in: { "all.json": asUnion("oneOf", [text(frame("a")), text(frame("b")), text(frame("c", {}, { title: "See" }))]) },
    out: ["a: AFrame", "b: BFrame", "c: See"],
  },
  {
    name: "forms of one frame stay one frame, though a version tells them apart",
    in: {
      "a.json": asUnion("oneOf", [text(frame("a", { v: { const: 1 } })), text(frame("a", { v: { const: 2 } }))]),
      "b.json": frame("b", { v: { const: 1 } }),
    },
    out: ["a: AFrame", "b: BFrame"],
  },
  {
    name: "a union that says more than its branches stays one frame",
    in: {
      "ab.json": { title: "Both", required: ["at"], ...asUnion("oneOf", [text(frame("a")), text(frame("b"))]) },
      "c.json": frame("c"),
    },
    out: ["a|b: Both", "c: CFrame"],
  },
  {
    name: "a file that is a reference to one of its definitions has the name of the definition",
    in: {
      "a.json": { $ref: "#/definitions/Hello", definitions: { Hello: text(frame("a")) } },
      "b.json": {
        $schema: "http://json-schema.org/draft-07/schema#",
        $ref: "#/definitions/Bye",
        definitions: { Bye: text(frame("b")) },
      },
    },
    out: ["a: Hello", "b: Bye"],
  },
  {
    name: "a file that is a reference to a union of definitions has the kinds of the union",
    in: {
      "all.json": {
        $ref: "#/definitions/Any",
        definitions: {
          Any: { anyOf: [{ $ref: "#/definitions/A" }, { $ref: "#/definitions/B" }] },
          A: text(frame("a")),
          B: text(frame("b")),
        },
      },
    },
    out: ["a: A", "b: B"],
  },
  {
    name: "a tag that has a default need not be required",
    in: { "a.json": model("a"), "b.json": model("b") },
    out: ["a: AModel", "b: BModel"],
  },
  {
    name: "a discriminator names the tag",
    in: {
      "all.json": {
        discriminator: { propertyName: "kind", mapping: { a: "#/$defs/A" } },
        oneOf: [{ $ref: "#/$defs/A" }, { $ref: "#/$defs/B" }],
        $defs: {
          A: object({ kind: { const: "a" }, type: { const: "x" } }, ["type"]),
          B: object({ kind: { enum: ["b"] }, type: { const: "y" } }, ["type"]),
        },
      },
    },
    out: ["a: A", "b: B"],
  },
  {
    name: "definitions of a file that nothing refers to are frames beside frames in files",
    in: {
      "a.json": frame("a", { x: { $ref: "shared.json#/$defs/Shared" } }),
      "more.json": { $defs: { B: text(frame("b")), Part: object({ n: { type: "integer" } }, []) } },
      "shared.json": { $defs: { Shared: text(frame("never")) } },
    },
    out: ["a: AFrame", "b: B"],
  },
  {
    name: "a base that lists all values leaves a kind its own, in whatever order they stand",
    in: {
      "a.json": { allOf: [{ $ref: "base.json" }], properties: { kind: { const: "a" } } },
      "b.json": { $ref: "base.json", properties: { kind: { const: "b" } } },
      "base.json": object({ kind: { enum: ["a", "b", "c"] } }, ["kind"]),
    },
    choices: { onDuplicateKind: "first", discriminator: ["kind"] },
    out: ["a: AFrame", "b: BFrame", "c: CFrame"],
  },
  {
    name: "a tag may be behind references in allOf in anyOf",
    in: {
      "a.json": {
        title: "Mixed",
        type: "object",
        minProperties: 1,
        anyOf: [{ allOf: [{ $ref: "tags.json#one" }] }, { $ref: "tags.json#two" }],
      },
      "tags.json": {
        $defs: { One: { $anchor: "one", ...text(frame(true)) }, Two: { $anchor: "two", ...text(frame(2)) } },
      },
    },
    out: ["true|2: Mixed"],
  },
];

describe("Schemas of strangers", () => {
  for (const { name, in: given, choices, out } of cases) {
    it(name, async () => {
      const { frames } = await protocolOf(given, choices);
      assert.deepEqual(kindsOf({ frames } as Protocol).toSorted(), [...out].toSorted());
    });
  }

  it("name both places of a kind that is declared twice, each time", async () => {
    const found = await findingsIn(folderOf({ "debug.json": debugging }), {
      discriminator: ["type", "event", "command"],
      unknownKeywords: "warn",
    });
    const doubled = found.filter(({ at }) => at.startsWith("schema/doubled-kind"));
    assert.deepEqual(
      doubled.map(({ at }) => at.replace(/:\d+:\d+/, "")),
      ["schema/doubled-kind debug.json /definitions/NextResponse"],
    );
    assert.match(doubled[0]?.words ?? "", /"response".*debug\.json#\/definitions\/Response/);
  });

  it("name first what tells most kinds apart, where the tag has to be given", async () => {
    const [found] = await findingsIn(folderOf({ "calls.json": calls }));
    assert.match(found?.words ?? "", /"method".*"jsonrpc".*--discriminator method/);
  });

  it("say how a definition that only unions list is called in a channel", async () => {
    const { channels } = await protocolOf(
      { "calls.json": calls, "client.channel.json": { oneOf: [{ $ref: "calls.json#/$defs/ClientRequest" }] } },
      { discriminator: ["method"] },
    );
    assert.deepEqual(
      channels[0]?.frames.map(({ definition }) => definition.name),
      ["PingRequest", "InitializeRequest"],
    );
  });

  it("require the tag of a frame, unless its schema is used for other values too", async () => {
    const { definitions } = await protocolOf({
      "a.json": model("a"),
      "b.json": { ...model("b"), properties: { kind: { const: "b", default: "b" }, x: { $ref: "c.json" } } },
      "c.json": model("c"),
    });
    const required = (name: string): unknown => {
      const schema = definitions.get(name)?.schema;
      return typeof schema === "object" ? schema.required : assert.fail(`no ${name}`);
    };
    assert.deepEqual([required("AModel"), required("BModel"), required("CModel")], [["kind"], ["kind"], undefined]);
  });
});

describe("Unions of unions", () => {
  it("end where they hold themselves", async () => {
    const all = Array.from({ length: 12 }, () => ({ $ref: "#/$defs/All" }));
    const { frames } = await protocolOf(
      {
        "all.json": {
          anyOf: [...all, { $ref: "#/$defs/A" }],
          $defs: { All: { oneOf: [...all, ...all] }, A: text(frame("a")) },
        },
        "c.channel.json": { oneOf: [{ $ref: "all.json#/$defs/A" }] },
      },
      { discriminator: ["kind"], keepGoing: true },
    );
    assert.deepEqual(kindsOf({ frames } as Protocol), ["a: A"]);
  });
});

describe("Old and new drafts", () => {
  const memberOf = async (schema: string, more: JsonObject): Promise<unknown> => {
    const properties = { kind: { enum: ["a"] }, x: more };
    const { frames } = await protocolOf({ "a.json": { $schema: schema, ...object(properties, ["kind"]) } });
    const { schema: read } = frames[0]?.definition ?? assert.fail("no frame");
    return typeof read === "object" ? read.properties?.["x"] : undefined;
  };
  const draft04 = "http://json-schema.org/draft-04/schema#";
  const draft2019 = "https://json-schema.org/draft/2019-09/schema";
  const members: readonly { name: string; schema: string; in: JsonObject; out: unknown }[] = [
    {
      name: "draft-04: a flag makes a bound exclusive",
      schema: draft04,
      in: { minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false },
      out: { exclusiveMinimum: 1, maximum: 9 },
    },
    { name: "draft-04: a flag without a bound says nothing", schema: draft04, in: { exclusiveMinimum: true }, out: {} },
    {
      name: "draft-04: items may be a list",
      schema: draft04,
      in: { items: [{ type: "string" }], additionalItems: false },
      out: { prefixItems: [{ type: "string" }], items: false },
    },
    {
      name: "draft-06: has const and contains",
      schema: "http://json-schema.org/draft-06/schema#",
      in: { contains: { const: 1 } },
      out: { contains: { const: 1 } },
    },
    {
      name: "2019-09: items may be a list, and dependencies are said apart",
      schema: draft2019,
      in: {
        items: [true],
        additionalItems: { type: "null" },
        dependentRequired: { a: ["b"] },
        minContains: 2,
        contains: true,
      },
      out: {
        dependentRequired: { a: ["b"] },
        minContains: 2,
        contains: true,
        prefixItems: [true],
        items: { type: "null" },
      },
    },
  ];
  for (const { name, schema, in: given, out } of members)
    it(name, async () => assert.deepEqual(await memberOf(schema, given), out));

  it("draft-04: references go by id", async () => {
    const { definitions } = await protocolOf({
      "a.json": {
        $schema: draft04,
        ...object({ kind: { enum: ["a"] }, x: { $ref: "http://x.example/user#" } }, ["kind"]),
      },
      "b.json": { $schema: draft04, id: "http://x.example/user#", title: "User", type: "object" },
    });
    assert.ok(definitions.has("User"));
  });

  it("2019-09: keywords beside $ref count, and $recursiveRef leads to the root", async () => {
    const tree = {
      $schema: draft2019,
      title: "Tree",
      ...object({ kind: { const: "t" }, kids: { items: { $recursiveRef: "#", minProperties: 1 } } }, ["kind"]),
    };
    const { frames } = await protocolOf({ "t.json": tree });
    const { schema } = frames[0]?.definition ?? assert.fail("no frame");
    assert.deepEqual(typeof schema === "object" && schema.properties?.["kids"], {
      items: { $ref: "Tree", minProperties: 1 },
    });
  });

  it("may stand side by side, each by its own rules", async () => {
    const x = { $ref: "#/definitions/T", maxLength: 3 };
    const given = (kind: string, $schema: string): JsonObject => ({
      $schema,
      ...text(frame(kind, { x })),
      definitions: { T: { type: "string" } },
    });
    const { frames } = await protocolOf({
      "a.json": given("a", "http://json-schema.org/draft-07/schema#"),
      "b.json": given("b", draft2019),
    });
    const members = frames.map(({ definition: { schema } }) => typeof schema === "object" && schema.properties?.["x"]);
    assert.deepEqual(members, [{ $ref: "T" }, { $ref: "T", maxLength: 3 }]);
  });
});

describe("nullable, where unknown keywords pass", () => {
  const given = (x: JsonObject): string => frame("a", { x });
  const read = async (x: JsonObject): Promise<unknown> => {
    const { frames } = await protocolOf({ "a.json": given(x) }, { unknownKeywords: "warn" });
    const { schema } = frames[0]?.definition ?? assert.fail("no frame");
    return typeof schema === "object" ? schema.properties?.["x"] : undefined;
  };

  it("adds null to the types, as in Ajv", async () => {
    assert.deepEqual(await read({ type: "string", nullable: true }), { type: ["string", "null"] });
    assert.deepEqual(await read({ type: ["string", "null"], nullable: true }), { type: ["string", "null"] });
    assert.deepEqual(await read({ type: "string", nullable: false }), { type: "string" });
  });

  it("is not called unknown, since it counts", async () => {
    const folder = folderOf({ "a.json": given({ type: "string", nullable: true, nulable: true }) });
    const { found } = await generateFrom(folder, { unknownKeywords: "warn" });
    assert.deepEqual(
      found.map(({ where }) => where.pointer),
      ["/properties/x/nulable"],
    );
  });

  it("is an error by default, and without a type", async () => {
    const codes = async (x: JsonObject, unknownKeywords: "warn" | "error"): Promise<string[]> =>
      (await findingsIn(folderOf({ "a.json": given(x) }), { unknownKeywords })).map(({ at }) =>
        at.replace(/:\d+:\d+/, ""),
      );
    assert.deepEqual(await codes({ type: "string", nullable: true }, "error"), [
      "schema/unknown-keyword a.json /properties/x/nullable",
    ]);
    const untyped = await codes({ anyOf: [{ type: "string" }], nullable: true }, "warn");
    assert.deepEqual(
      untyped.filter((at) => !at.includes("unknown")),
      ["schema/nullable a.json /properties/x/nullable"],
    );
  });
});
