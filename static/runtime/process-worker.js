// A process's worker: instantiates the compiled interpreter, is made to hold a started interpreter or a copy of
// another worker's memory, and then is the process that the kernel's boot message describes. A process
// that ended by itself leaves the worker to another one.

/** @import { FromProcessWorker, ToProcessWorker } from "../../crates/worker-messages/messages.d.ts" */
/** @import { Exports } from "./side-modules.js" */

import { lock } from "./lock.js";
import {
  copyMemory,
  installMemory,
  lastWords,
  mapMemory,
  setInstance,
  openLine,
  setOnMessage,
  setOnThread,
  setSpare,
  takePosted,
  tell,
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

/**
 * What is known of a failure, from the failed instance itself if that is able to tell.
 *
 * @param {string} error
 * @returns {FromProcessWorker}
 */
function account(error) {
  try {
    const { report, outOfMemory } = postMortem(lastWords(), error);
    return { kind: "died", body: { report, outOfMemory } };
  } catch {
    const report = `Fatal Python error: the interpreter failed: ${lastWords() ?? error}\n`;
    return { kind: "died", body: { report, outOfMemory: false } };
  }
}

/**
 * What fails here fails for good: the kernel is told, and ends the process.
 *
 * @param {() => unknown} action
 */
async function attempt(action) {
  try {
    await action();
  } catch (/** @type {any} */ error) {
    tell(account(String(error?.message ?? error)));
  }
}

setOnThread((thread) => attempt(() => runThread(thread)));
setOnMessage(deliver);

/**
 * What is for the process, until there is an interpreter to be one.
 *
 * @type {(() => void)[] | null}
 */
let early = [];

/** @param {() => void} action */
function inProcess(action) {
  if (early) {
    early.push(action);
  } else {
    action();
  }
}

/** @param {() => Promise<void>} entry */
function begin(entry) {
  attempt(entry);
  const actions = early ?? [];
  early = null;
  actions.forEach((action) => action());
}

async function beTemplate() {
  const error = await warm();
  if (error) {
    throw new Error(error);
  }
  tellSize();
  begin(main);
}

/** @param {Uint8Array | ToProcessWorker} message */
function receive(message) {
  if (message instanceof Uint8Array) {
    return inProcess(() => takePosted(() => deliver(message)));
  }
  switch (message.kind) {
    case "interpreter":
      setInstance(/** @type {Exports} */ (initSync({ module: message.body.module })));
      return message.body.isTemplate ? beTemplate() : undefined;
    case "install":
      installMemory(message.body.copy);
      return begin(message.body.isProcess ? mainOfCopy : main);
    case "copy":
      return inProcess(() => copyMemory(0));
    case "spare":
      return inProcess(() => takePosted(() => setSpare(message.body.buffer)));
    case "line":
      return inProcess(() => openLine(message.body.number, message.body.line, message.body.bell));
    case "share":
      return inProcess(() => takePosted(() => mapMemory(message.body.memory, message.body.buffer)));
    case "reset":
      early = [];
      return undefined;
    default:
      return isUnknown(message);
  }
}

/**
 * There is no such message, as the types say.
 *
 * @param {never} message
 */
function isUnknown(message) {
  const { kind } = /** @type {{ kind: unknown }} */ (message);
  throw new Error(`a message of the unknown kind ${kind}`);
}

self.onmessage = ({ data }) => {
  attempt(() => receive(data));
};
