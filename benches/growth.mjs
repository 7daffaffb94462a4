// Costs as something grows, with the exponents of the growth.

import { exponent, figure, take } from "./measure.mjs";

/**
 * Takes the figure for each size, of the sides that `sidesFor` gives for it. The exponents are those of the upper
 * half of the sizes, where what there is to do once no longer counts.
 */
export async function growth(name, sizes, sidesFor) {
  const figures = [];
  for (const [place, size] of sizes.entries()) {
    // The smallest has warmed up for all.
    const samples = await take(await sidesFor(size), { warmUps: place === 0 ? 1 : 0 });
    figures.push(figure(name, { unit: "s", at: size }, samples));
  }
  const upper = figures.slice(Math.floor(figures.length / 2));
  const fitted = (median) => Number(exponent(upper.map((one) => [one.at, median(one)])).toFixed(2));
  return {
    figures,
    exponents: {
      ours: fitted(({ ours }) => ours.median),
      cpython: fitted(({ peers }) => peers.cpython.median),
    },
  };
}
