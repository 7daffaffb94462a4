// Runs programs on the engine alone, without a kernel and without the page: a worker for the program, and one for each
// process that is forked off it.

import { launchBrowser, newPage, serveFolder } from "./support.mjs";

export const ENGINE = process.env.SPAWNPOINT_ENGINE;

/** Hands a page to `use` that has `globalThis.engine`, and the server that it is from. */
export async function withEngine(use, options) {
  const server = await serveFolder(ENGINE, options);
  const browser = await launchBrowser();
  try {
    const { page } = await newPage(browser);
    await page.goto(`${server.url}index.html`);
    await page.evaluate(installEngine);
    return await use(page, server);
  } finally {
    await browser.close();
    await server.close();
  }
}

/**
 * Runs a program to its end and that of its children: what all have printed, in the order of its arrival, the exit
 * statuses in the order of the ends, and what was measured, in milliseconds and bytes.
 */
export function runInEngine(page, code, options = {}) {
  return page.evaluate((code, options) => globalThis.engine.run(code, options), code, options);
}

// Runs in the page. Whoever forks reads a line from standard input, which says that the child has ended.
async function installEngine() {
  const began = performance.now();
  const module = await WebAssembly.compileStreaming(fetch("process_bg.wasm"));
  const compiled = performance.now() - began;
  const encoder = new TextEncoder();

  function start(warm) {
    const worker = new Worker("process-worker.js", { type: "module" });
    worker.postMessage({ module, warm });
    const ready = new Promise((resolve, reject) => {
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.onmessage = ({ data }) => (data.ready ? resolve({ worker, ...data }) : reject(new Error(data.died)));
    });
    return ready;
  }

  // A worker that holds a copy of a started interpreter, and how long that took from making the instance.
  let image = null;
  async function startFromImage() {
    if (!image) {
      const { worker } = await start(true);
      image = await new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage({ copy: true });
      });
      worker.terminate();
    }
    const started = await start(false);
    const copied = image.image.slice();
    const installed = await new Promise((resolve) => {
      started.worker.onmessage = ({ data }) => resolve(data.installed);
      started.worker.postMessage({ ...image, image: copied }, [copied.buffer]);
    });
    return { ...started, bytes: copied.length, took: started.instantiated + installed };
  }

  async function run(code, { fromImage = false } = {}) {
    const main = await (fromImage ? startFromImage() : start(true));
    const decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
    const result = {
      stdout: "",
      stderr: "",
      statuses: [],
      forks: [],
      started: { compiled, took: main.took, instantiated: main.instantiated, bytes: main.bytes },
    };
    // Workers for children: one that is made in advance, and those whose processes have ended.
    const blank = [start(false)];
    await new Promise((resolve, reject) => {
      function listen(worker, parent) {
        worker.onmessage = async ({ data }) => {
          if (data.stream) {
            result[data.stream === 1 ? "stdout" : "stderr"] += decoders[data.stream].decode(data.bytes);
          } else if (data.copied) {
            const began = performance.now();
            const { worker: child } = await (blank.pop() ?? start(false));
            child.postMessage(data.copied, [data.copied.image.buffer]);
            listen(child, worker);
            result.forks.push(data.copied.took + performance.now() - began);
          } else if (data.status !== undefined) {
            result.statuses.push(data.status);
            if (parent) {
              blank.push({ worker });
              parent.postMessage({ input: encoder.encode(`${data.status}\n`) });
            } else {
              worker.terminate();
              resolve();
            }
          } else if (data.died) {
            reject(new Error(data.died));
          }
        };
        worker.onerror = ({ message }) => reject(new Error(message));
      }
      listen(main.worker);
      main.worker.postMessage({ source: encoder.encode(code) });
    });
    for (const made of blank) {
      (await made).worker.terminate();
    }
    return result;
  }

  globalThis.engine = { run };
}
