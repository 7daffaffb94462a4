// The kernel's worker: everything of substance is in kernel_bg.wasm.

import init, { provide, receive } from "./kernel.js";

const started = init({ module_or_path: new URL("./kernel_bg.wasm", import.meta.url) });

self.onmessage = async ({ data }) => {
  try {
    await started;
    if (data instanceof Uint8Array) {
      receive(data);
    } else {
      provide(data.module, new URL("./process-worker.js", import.meta.url).href);
    }
  } catch (error) {
    self.postMessage({ fatal: `kernel: ${error?.message ?? error}` });
    throw error;
  }
};
