// Side modules: modules of CPython in C that are WebAssembly of their own, and are linked with the running instance when
// a program imports them (crates/python/src/library/side.rs). They share its memory and its table of functions.

import { unpack } from "./library.js";

// The instance: what it exports, and how long its table was when it was made.
let main = null;
let tableBegin = 0;

// What was fetched and is not yet linked, by names, and why what was not could not be.
const compiled = new Map();
const failures = new Map();

// The side modules of the process, in the order in which they were linked: each compiled, with the names of its file, and
// where its data is, its functions are, and the table of the addresses of what it takes from the instance.
let linked = [];

export function attach(exports) {
  main = exports;
  tableBegin = main.__indirect_function_table.length;
}

// What a module needs: bytes of memory, and places in the table, of which one more is for the function that makes it.
function needs(module) {
  const [section] = WebAssembly.Module.customSections(module, "spawnpoint");
  const [memory, functions] = new Uint32Array(section);
  return { memory, table: functions + 1 };
}

/** Fetches a module and compiles it: resolves to 0 if that fails, and `sideModuleFailure` says why. */
export async function fetchSideModule(name) {
  try {
    compiled.set(name, await WebAssembly.compile(await unpack(name)));
    return 1;
  } catch (error) {
    failures.set(name, error.message);
    return 0;
  }
}

export function sideModuleFailure(name) {
  const message = failures.get(name);
  failures.delete(name);
  return message;
}

export function sideModuleSize(name) {
  return needs(compiled.get(name)).memory;
}

/** Links a module, with its data at an address; returns the place in the table of the function that makes it. */
export function linkSideModule(name, data, symbols) {
  const last = linked.at(-1);
  const begin = last ? last.begin + needs(last.module).table : tableBegin;
  const sideModule = { name, module: compiled.get(name), data, begin, symbols };
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
 */
export function linkAgain(sideModules) {
  linked = sideModules;
  linked.forEach(instantiate);
}

const constant = (value) => new WebAssembly.Global({ value: "i32" }, value);
const variable = (value) => new WebAssembly.Global({ value: "i32", mutable: true }, value);

// Where the function is that makes a module.
function initPlace({ module, begin }) {
  return begin + needs(module).table - 1;
}

function instantiate(sideModule) {
  const { name, module, data, begin, symbols } = sideModule;
  const { memory, __indirect_function_table: table, __stack_pointer } = main;
  const missing = begin + needs(module).table - table.length;
  if (missing > 0) {
    table.grow(missing);
  }
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
  for (const { module: kind, name: number } of WebAssembly.Module.imports(module)) {
    if (kind === "function") {
      imports.function[number] = table.get(addresses[number]);
    } else if (kind === "address") {
      imports.address[number] = variable(addresses[number]);
    }
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  table.set(initPlace(sideModule), exports[`PyInit_${name}`]);
  return exports;
}
