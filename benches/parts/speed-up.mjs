// How many times as fast several processes are as one that does all of the work.

import { figure, take } from "../measure.mjs";
import { cpython, here, program, withSite } from "../sides.mjs";

const PROCESSES = [1, 2, 4, 8];

export default () =>
  withSite(async (page) => {
    const sides = {};
    for (const processes of PROCESSES) {
      const code = await program("programs/speed_up", { PROCESSES: processes });
      sides[`ours ${processes}`] = () => here(page, code);
      sides[`cpython ${processes}`] = () => cpython(code);
    }
    const seconds = await take(sides);
    // Of one round each, so that a slow round is slow in both.
    const speedUps = (side, processes) =>
      seconds[`${side} 1`].map((alone, round) => alone / seconds[`${side} ${processes}`][round]);
    const figures = PROCESSES.map((processes) =>
      figure("speed-up", { unit: "×", better: "more", at: processes }, {
        ours: speedUps("ours", processes),
        cpython: speedUps("cpython", processes),
      }),
    );
    return { figures };
  });
