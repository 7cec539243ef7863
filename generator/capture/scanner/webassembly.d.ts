/** The part of WebAssembly that is used here; TypeScript has it only with the types of the DOM. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }
  interface Instance {
    readonly exports: object;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (module: Module, imports?: object) => Instance;
}
