// A process's worker: instantiates the compiled interpreter, then is the process that the kernel's
// first message describes.

import { deliver, lastWords } from "./process-host.js";
import { initSync, main } from "./process.js";

async function begin(module) {
  try {
    initSync({ module });
    await main();
  } catch (error) {
    self.postMessage({ died: lastWords() ?? String(error?.message ?? error) });
  }
}

self.onmessage = ({ data }) => {
  if (data instanceof Uint8Array) {
    deliver(data);
  } else {
    begin(data.module);
  }
};
