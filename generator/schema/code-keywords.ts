/** Keywords by which other tools take parts of their code from schemas. Nothing here ever does. */

const languages = "ts|typescript|js|javascript|java|existing-java|kotlin|scala|go|rust|python|php|csharp|swift|dart";
const parts =
  "types?|type-names?|type-imports?|names?|enum-names?|enum-var-?names?|imports?|extends|implements|interfaces?|class|annotations?|code";

/**
 * Of json-schema-to-typescript (`tsType`, `tsEnumNames`), jsonschema2pojo (`javaType`, `existingJavaType`), go-swagger and
 * oapi-codegen (`x-go-type`, `x-go-name`), typify (`x-rust-type`), datamodel-code-generator (`customTypePath`) and their kin.
 */
const known = new RegExp(`^(?:(?:${languages})-(?:${parts})|extends-java-class|custom-(?:type|base)-path)$`);

/** Whether the keyword, with `x-` or without, says to some other tool what code it is to write. */
export function changesCode(name: string): boolean {
  if (name.length > 60) return false;
  const words = name.replace(/^x-/, "").replace(/([a-z])(?=[A-Z])/g, "$1-");
  return known.test(words.toLowerCase().replaceAll("_", "-"));
}
