// A process's worker: instantiates the compiled interpreter, is made to hold a started interpreter or a copy of
// another worker's memory, and then is the process that the kernel's boot message describes. A process
// that ended by itself leaves the worker to another one.

import { lock } from "./lock.js";
import {
  copyMemory,
  installMemory,
  lastWords,
  mapMemory,
  setInstance,
  setOnThread,
  setSpare,
  tellSize,
} from "./process-host.js";
import {
  deliver,
  initSync,
  main,
  main_of_copy as mainOfCopy,
  post_mortem as postMortem,
  run_thread as runThread,
  warm,
} from "./process.js";

// What the modules above need later by its name.
lock(
  "TextDecoder",
  "TextEncoder",
  "console",
  "crypto",
  "onmessage",
  "performance",
  "postMessage",
  "queueMicrotask",
  "self",
);

// What is known of a failure, from the failed instance itself if that is able to tell.
function account(error) {
  try {
    const { report, outOfMemory } = postMortem(lastWords(), error);
    return { died: report, outOfMemory };
  } catch {
    return { died: `Fatal Python error: the interpreter failed: ${lastWords() ?? error}\n` };
  }
}

// What fails here fails for good: the kernel is told, and ends the process.
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    self.postMessage(account(String(error?.message ?? error)));
  }
}

setOnThread((index) => attempt(() => runThread(index)));

// What is for the process, until there is an interpreter to be one.
let early = [];

function take(data) {
  if (early) {
    early.push(data);
  } else if (data instanceof Uint8Array) {
    deliver(data);
  } else if (data.spare) {
    setSpare(data.spare);
  } else if (data.copy) {
    copyMemory(0);
  } else {
    mapMemory(data.memory, data.buffer);
  }
}

function begin(entry) {
  attempt(entry);
  const messages = early;
  early = null;
  messages.forEach(take);
}

self.onmessage = ({ data }) => {
  attempt(async () => {
    if (data.module) {
      setInstance(initSync({ module: data.module }));
      if (data.warm) {
        const error = await warm();
        if (error) {
          throw new Error(error);
        }
        tellSize();
        begin(main);
      }
    } else if (data.image) {
      installMemory(data);
      begin(data.isProcess ? mainOfCopy : main);
    } else if (data.reset) {
      early = [];
    } else {
      take(data);
    }
  });
};
