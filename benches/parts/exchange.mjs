// What processes send each other, on a plain page and on one that is cross-origin isolated.

import { figure, take } from "../measure.mjs";
import { cpython, here, program, withSite } from "../sides.mjs";

const MESSAGES = 100_000;

const FIGURES = [
  ["queue", "messages", { unit: "1/s", better: "more" }, (seconds) => MESSAGES / seconds],
  ["pipe", "pipe", { unit: "µs" }],
  ["large-message", "large_message", { unit: "MB/s", better: "more" }],
  ["lock", "lock", { unit: "1/s", better: "more" }],
  ["counter", "counter", { unit: "s" }],
  ["uncontended-lock", "uncontended_lock", { unit: "1/s", better: "more" }],
  ["manager", "manager", { unit: "1/s", better: "more" }],
];

export default () =>
  withSite((plain) =>
    withSite(
      async (isolated) => {
        const figures = [];
        for (const [name, file, kind, converted = (value) => value] of FIGURES) {
          const code = await program(`programs/${file}`);
          const samples = await take({
            ours: async () => converted(await here(plain, code)),
            isolated: async () => converted(await here(isolated, code)),
            cpython: async () => converted(await cpython(code)),
          });
          figures.push(
            figure(name, kind, { ours: samples.ours, cpython: samples.cpython }),
            figure(`${name}-isolated`, kind, { ours: samples.isolated, cpython: samples.cpython }),
          );
        }
        return { figures };
      },
      { isolated: true },
    ),
  );
