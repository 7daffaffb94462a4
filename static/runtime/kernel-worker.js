// The kernel's worker: everything of substance is in kernel_bg.wasm.

import init, { provide, receive } from "./kernel.js";
import { lock } from "./lock.js";

const script = new URL("./process-worker.js", import.meta.url).href;

async function start() {
  await init({ module_or_path: new URL("./kernel_bg.wasm", import.meta.url) });
  const { Worker } = self;
  lock(
    "TextDecoder",
    "TextEncoder",
    "clearTimeout",
    "console",
    "crossOriginIsolated",
    "onmessage",
    "performance",
    "postMessage",
    "self",
    "setTimeout",
  );
  // The kernel makes workers for processes, and no others.
  delete Worker.prototype.constructor;
  self.Worker = function (address, options) {
    if (address !== script) {
      throw new Error(`${address} is no process`);
    }
    return new Worker(script, options);
  };
}

const started = start();

self.onmessage = async ({ data }) => {
  try {
    await started;
    if (data instanceof Uint8Array) {
      receive(data);
    } else {
      provide(data.module, script);
    }
  } catch (error) {
    self.postMessage({ fatal: `kernel: ${error?.message ?? error}` });
    throw error;
  }
};
