/* The messages of src/lib.rs, which says what they mean, as the scripts see them. A test compares the two. */

export type ToKernelWorker = { kind: "interpreter"; body: { module: WebAssembly.Module } };

export type FromKernelWorker = { kind: "fatal"; body: { reason: string } };

export type ToProcessWorker =
  | { kind: "interpreter"; body: { module: WebAssembly.Module; isTemplate: boolean } }
  | { kind: "copy" }
  | { kind: "install"; body: { copy: MemoryCopy; isProcess: boolean } }
  | { kind: "spare"; body: { buffer: ArrayBuffer } }
  | { kind: "line"; body: { number: number; line: SharedArrayBuffer; bell: SharedArrayBuffer } }
  | { kind: "share"; body: { memory: number; buffer: SharedArrayBuffer } }
  | { kind: "reset" };

export type FromProcessWorker =
  | { kind: "opened"; body: { number: number } }
  | { kind: "copied"; body: MemoryCopy }
  | { kind: "installed"; body: { buffer: ArrayBuffer } }
  | { kind: "size"; body: { bytes: number } }
  | { kind: "died"; body: { report: string; outOfMemory: boolean } };

export type MemoryCopy = {
  call: number;
  image: Uint8Array<ArrayBuffer>;
  table: number;
  sideModules: Array<SideModule>;
  micros: number;
};

export type SideModule = {
  name: string;
  module: WebAssembly.Module;
  data: number;
  begin: number;
  symbols: number;
};

export type ToServiceWorker = "activate";
