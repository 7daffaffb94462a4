// Small well-known computations in one process; those of Pyodide in a worker, as ours are.

import { figure, take } from "../measure.mjs";
import { inPyodide, startWorker, withPyodidePage } from "../pyodide.mjs";
import { cpython, here, program, withSite } from "../sides.mjs";

const KERNELS = ["loop", "sieve", "nbody", "queens", "mandelbrot", "words"];

export default () =>
  withSite((page) =>
    withPyodidePage(async (beside) => {
      await startWorker(beside);
      const figures = [];
      for (const name of KERNELS) {
        const code = await program(`kernels/${name}`);
        const samples = await take({
          ours: () => here(page, code),
          cpython: () => cpython(code),
          pyodide: () => inPyodide(beside, code),
        });
        figures.push(figure(name, { unit: "s" }, samples));
      }
      return { figures };
    }),
  );
