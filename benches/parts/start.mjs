// From start() to the first statement of the new process, by each start method.

import { figure, take } from "../measure.mjs";
import { cpython, here, program, withSite } from "../sides.mjs";

export default () =>
  withSite(async (page) => {
    const figures = [];
    for (const method of ["spawn", "fork", "forkserver"]) {
      const code = await program("programs/start", { METHOD: method });
      const samples = await take({ ours: () => here(page, code), cpython: () => cpython(code) });
      figures.push(figure(`start-${method}`, { unit: "ms" }, samples));
    }
    return { figures };
  });
