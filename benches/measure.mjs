// Figures: taken round by round on all sides, with the median and the spread of the rounds.

/** How often each figure is taken. */
export const ROUNDS = Number(process.env.SPAWNPOINT_ROUNDS ?? 5);

/**
 * Takes a value on each side in turn, so that what disturbs the machine disturbs all of them, in so many rounds.
 * Those of the first, in which everything is still being read and compiled, do not count.
 */
export async function take(sides, { warmUps = 1 } = {}) {
  const samples = Object.fromEntries(Object.keys(sides).map((side) => [side, []]));
  for (let round = -warmUps; round < ROUNDS; round += 1) {
    for (const [side, measured] of Object.entries(sides)) {
      const value = await measured();
      if (!(Number.isFinite(value) && value > 0)) {
        throw new Error(`${side} gives ${value}, which is no figure`);
      }
      if (round >= 0) {
        samples[side].push(value);
      }
    }
    process.stdout.write(".");
  }
  return samples;
}

/** A figure of ours beside its peers, from samples of each. */
export function figure(name, { unit, better = "less", at }, { ours, ...peers }) {
  const here = summary(ours);
  const beside = Object.entries(peers).map(([peer, values]) => {
    const there = summary(values);
    return [peer, { ...there, ratio: round(here.median / there.median) }];
  });
  return { name, at, unit, better, ours: here, peers: Object.fromEntries(beside) };
}

export function summary(values) {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  return { median: round(median(values)), min: round(min), max: round(max), rounds: values.length };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** With the digits that mean something. */
function round(value) {
  return Number(value.toPrecision(4));
}

/** The straight line through points `[x, y]` with the least squares of what is left: its slope. */
export function slope(points) {
  const mean = (place) => points.reduce((sum, point) => sum + point[place], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** The exponent `e` of costs `[n, cost]` that grow as `n ** e`. */
export function exponent(costs) {
  return slope(costs.map((point) => point.map(Math.log)));
}
