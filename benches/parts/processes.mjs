// What a program takes with more and more processes that are there at the same time.

import { growth } from "../growth.mjs";
import { cpython, here, program, withSite } from "../sides.mjs";

// One less than the most that a run may have: the main process is one, too.
const SIZES = [1, 2, 4, 8, 16, 32, 63];

export default () =>
  withSite((page) =>
    growth("processes", SIZES, async (size) => {
      const code = await program("programs/processes", { PROCESSES: size });
      return { ours: () => here(page, code), cpython: () => cpython(code) };
    }),
  );
