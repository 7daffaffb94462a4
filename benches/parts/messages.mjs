// What a queue takes for more and more messages.

import { growth } from "../growth.mjs";
import { cpython, here, program, withSite } from "../sides.mjs";

// A message is two events, of which the record of a run has room for a million.
const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000, 400_000];

export default () =>
  withSite((page) =>
    growth("messages", SIZES, async (size) => {
      const code = await program("programs/messages", { MESSAGES: size });
      return { ours: () => here(page, code), cpython: () => cpython(code) };
    }),
  );
