// The kernel's worker: everything of substance is in kernel_bg.wasm.

/** @import { FromKernelWorker } from "../../crates/worker-messages/messages.d.ts" */

import init, { receive } from "./kernel.js";
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
  Reflect.deleteProperty(Worker.prototype, "constructor");
  /**
   * @param {string} address
   * @param {WorkerOptions} options
   */
  function ProcessWorker(address, options) {
    if (address !== script) {
      throw new Error(`${address} is no process`);
    }
    return new Worker(script, options);
  }
  Object.assign(self, { Worker: ProcessWorker });
}

/** @param {FromKernelWorker} message */
function tell(message) {
  self.postMessage(message);
}

const started = start();

self.onmessage = async ({ data }) => {
  try {
    await started;
    receive(data, script);
  } catch (/** @type {any} */ error) {
    tell({ kind: "fatal", body: { reason: `kernel: ${error?.message ?? error}` } });
    throw error;
  }
};
