// Pyodide in a worker: answers a program with what it prints last, or with what went wrong.

import { loadPyodide } from "./pyodide.mjs";

let last;
const loaded = loadPyodide({ stdout: (line) => (last = line) });

self.onmessage = async ({ data }) => {
  try {
    const pyodide = await loaded;
    // The globals are new each time, as those of a new process are.
    pyodide.runPython(data, { globals: pyodide.toPy({ __name__: "__main__" }) });
    self.postMessage({ last });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
