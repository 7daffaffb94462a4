// How high an embedded program is: enough for its lines and for the views of its run, known before anything
// is loaded, so that the page around never moves.

const LINE = 21;
const FEWEST_LINES = 3;
const MOST_LINES = 22;
const AROUND_CODE = 20;
const BAR = 50;
const TABS = 31;
const HINT = 64;
const MODES = 42;
const STATUS = 48;
const TIMELINE = 240;
const VIEWS = 200;

/** The view that is above the others, which share their place. */
const ABOVE = "timeline";

/** How high code may be where the height follows it. */
export const MOST_CODE = MOST_LINES * LINE + AROUND_CODE;

function code(lines) {
  return Math.min(Math.max(lines, FEWEST_LINES) * LINE + AROUND_CODE, MOST_CODE);
}

/** The height in CSS pixels of so many lines, with or without files beside them, and of these views as in the
 * attribute; all of them without it. */
export function height(lines, hasFiles, views) {
  const shown = views?.split(/[\s,]+/).filter((view) => view !== "");
  const timeline = !shown || shown.includes(ABOVE) ? TIMELINE : 0;
  const others = !shown || shown.some((view) => view !== ABOVE) ? VIEWS : 0;
  return BAR + MODES + (hasFiles ? TABS : 0) + code(lines) + STATUS + timeline + others;
}

/** The least height in CSS pixels of so many lines and no run. */
export function heightOfCode(lines, hasFiles) {
  return BAR + (hasFiles ? TABS : 0) + code(lines) + HINT;
}
