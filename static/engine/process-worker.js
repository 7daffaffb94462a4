// A worker of the engine: instantiates the compiled module, is made to hold a started interpreter or a copy of another
// worker's memory, and then runs a program or goes on as a forked child.

import { giveInput, outside } from "./process-host.js";
import {
  initSync,
  main,
  main_of_copy as mainOfCopy,
  memory_taken as memoryTaken,
  run_thread as runThread,
  warm,
} from "./process.js";
import { attach, linkAgain, sideModules } from "./side-modules.js";

// The unit in which memory grows, in bytes.
const PAGE = 65_536;

let instance = null;

// What fails here fails for good.
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    self.postMessage({ died: outside.panic ?? String(error?.stack ?? error) });
  }
}

outside.thread = (thread) => attempt(() => runThread(thread));
outside.write = (stream, bytes) => self.postMessage({ stream, bytes }, [bytes.buffer]);
outside.end = (status) => self.postMessage({ status, bytes: instance.memory.buffer.byteLength });
// The process as it is now. The length of the table goes with it: what is free in it is written in the memory.
function copy() {
  const image = new Uint8Array(instance.memory.buffer, 0, memoryTaken()).slice();
  return { image, table: instance.__wbindgen_externrefs.length, sideModules: sideModules() };
}

outside.copy = () => {
  const began = performance.now();
  const copied = copy();
  const took = performance.now() - began;
  self.postMessage({ copied: { ...copied, isProcess: true, took } }, [copied.image.buffer]);
};

function install({ image, table, sideModules }) {
  const { memory, __wbindgen_externrefs: references } = instance;
  const missing = image.byteLength - memory.buffer.byteLength;
  if (missing > 0) {
    memory.grow(missing / PAGE);
  }
  linkAgain(sideModules);
  new Uint8Array(memory.buffer).set(image);
  if (table > references.length) {
    references.grow(table - references.length);
  }
}

self.onmessage = ({ data }) => {
  attempt(async () => {
    if (data.module) {
      const began = performance.now();
      instance = initSync({ module: data.module });
      attach(instance);
      const instantiated = performance.now() - began;
      if (data.warm) {
        const error = await warm();
        if (error) {
          throw new Error(error);
        }
      }
      const took = performance.now() - began;
      self.postMessage({ ready: true, instantiated, took, bytes: memoryTaken() });
    } else if (data.copy) {
      self.postMessage(copy());
    } else if (data.image) {
      const began = performance.now();
      install(data);
      self.postMessage({ installed: performance.now() - began });
      if (data.isProcess) {
        await mainOfCopy();
      }
    } else if (data.input) {
      giveInput(data.input);
    } else if (data.source) {
      await main(data.source);
    }
  });
};
