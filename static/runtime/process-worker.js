// A process's worker: instantiates the compiled interpreter, then is the process that the kernel's
// first message describes.

import { lastWords, mapMemory, setOnThread } from "./process-host.js";
import { deliver, initSync, main, run_thread as runThread } from "./process.js";

// What fails here fails for good: the kernel is told, and ends the process.
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    self.postMessage({ died: lastWords() ?? String(error?.message ?? error) });
  }
}

setOnThread((index) => attempt(() => runThread(index)));

self.onmessage = ({ data }) => {
  attempt(() => {
    if (data instanceof Uint8Array) {
      return deliver(data);
    }
    if (data.buffer) {
      return mapMemory(data.memory, data.buffer);
    }
    initSync({ module: data.module });
    return main();
  });
};
