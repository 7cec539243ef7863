/** The part of json-schema-to-typescript that is used. Apart, so that it is loaded where there are types to print. */
export { compile } from "json-schema-to-typescript";
