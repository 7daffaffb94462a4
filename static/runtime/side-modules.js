// Side modules: modules of CPython in C that are WebAssembly of their own, and are linked with the running instance when
// a program imports them (crates/python/src/library/side.rs). They share its memory and its table of functions.

/** @import { SideModule } from "../../crates/worker-messages/messages.d.ts" */
/** @import { InitOutput } from "./process.js" */

import { unpack } from "./library.js";

/**
 * What an instance of the interpreter exports; its bindings do not tell of all.
 *
 * @typedef {InitOutput & { __stack_pointer: WebAssembly.Global }} Exports
 */

/** @type {Exports} */
let main;

// How long its table was when it was made.
let tableBegin = 0;

/**
 * What was fetched and is not yet linked, by names.
 *
 * @type {Map<string, WebAssembly.Module>}
 */
const compiled = new Map();

/**
 * Why what was not fetched could not be.
 *
 * @type {Map<string, string>}
 */
const failures = new Map();

/**
 * The side modules of the process, in the order in which they were linked.
 *
 * @type {SideModule[]}
 */
let linked = [];

/** @param {Exports} exports */
export function attach(exports) {
  main = exports;
  tableBegin = main.__indirect_function_table.length;
}

/**
 * What a module needs: bytes of memory, and places in the table, of which one more is for the function that makes it.
 *
 * @param {WebAssembly.Module} module
 */
function needs(module) {
  const [section] = WebAssembly.Module.customSections(module, "spawnpoint");
  const [memory, functions] = new Uint32Array(section);
  return { memory, table: functions + 1 };
}

/**
 * Fetches a module and compiles it: resolves to 0 if that fails, and `sideModuleFailure` says why.
 *
 * @param {string} name
 */
export async function fetchSideModule(name) {
  try {
    compiled.set(name, await WebAssembly.compile(await unpack(name)));
    return 1;
  } catch (/** @type {any} */ error) {
    failures.set(name, error.message);
    return 0;
  }
}

/** @param {string} name */
export function sideModuleFailure(name) {
  const message = failures.get(name);
  failures.delete(name);
  return message;
}

/** @param {string} name */
function compiledModule(name) {
  const module = compiled.get(name);
  if (!module) {
    throw new Error(`the side module ${name} was not fetched`);
  }
  return module;
}

/**
 * How many bytes of memory a module takes.
 *
 * @param {string} name
 */
export function sideModuleSize(name) {
  return needs(compiledModule(name)).memory;
}

/**
 * Links a module; returns the place in the table of the function that makes it.
 *
 * @param {string} name
 * @param {number} data the address of its data
 * @param {number} symbols that of the table of what it takes from the instance
 */
export function linkSideModule(name, data, symbols) {
  const last = linked.at(-1);
  const begin = last ? last.begin + needs(last.module).table : tableBegin;
  const sideModule = { name, module: compiledModule(name), data, begin, symbols };
  compiled.delete(name);
  linked.push(sideModule);
  const exports = instantiate(sideModule);
  exports.__wasm_apply_data_relocs?.();
  exports.__wasm_call_ctors?.();
  return initPlace(sideModule);
}

/** The side modules of the process, as another worker needs them that becomes a copy of it. */
export function sideModules() {
  return linked;
}

/**
 * Links those of a process again of which this worker is to become a copy. Afterwards its memory must be put over this
 * one's: it has their data as the process left them.
 *
 * @param {SideModule[]} sideModules
 */
export function linkAgain(sideModules) {
  linked = sideModules;
  linked.forEach(instantiate);
}

/** @param {number} value */
const constant = (value) => new WebAssembly.Global({ value: "i32" }, value);
/** @param {number} value */
const variable = (value) => new WebAssembly.Global({ value: "i32", mutable: true }, value);

/**
 * Where the function is that makes a module.
 *
 * @param {SideModule} sideModule
 */
function initPlace({ module, begin }) {
  return begin + needs(module).table - 1;
}

/** @param {SideModule} sideModule */
function instantiate(sideModule) {
  const { module, data, begin, symbols } = sideModule;
  const { memory, __indirect_function_table: table, __stack_pointer } = main;
  const missing = begin + needs(module).table - table.length;
  if (missing > 0) {
    table.grow(missing);
  }
  /** @type {Record<string, Record<string, WebAssembly.ImportValue>>} */
  const imports = {
    env: {
      memory,
      __indirect_function_table: table,
      __stack_pointer,
      __memory_base: constant(data),
      __table_base: constant(begin),
    },
    function: {},
    address: {},
  };
  const addresses = new Uint32Array(memory.buffer, symbols);
  for (const { module: kind, name } of WebAssembly.Module.imports(module)) {
    const address = addresses[Number(name)];
    if (kind === "function") {
      imports.function[name] = table.get(address);
    } else if (kind === "address") {
      imports.address[name] = variable(address);
    }
  }
  const exports = /** @type {Record<string, any>} */ (new WebAssembly.Instance(module, imports).exports);
  table.set(initPlace(sideModule), exports[`PyInit_${sideModule.name}`]);
  return exports;
}
