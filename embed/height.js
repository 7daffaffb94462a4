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

const ALL = "timeline console messages memories files locks events";

/** How high code may be where the height follows it. */
export const MOST_CODE = MOST_LINES * LINE + AROUND_CODE;

function code(lines) {
  return Math.min(Math.max(lines, FEWEST_LINES) * LINE + AROUND_CODE, MOST_CODE);
}

/** The height in CSS pixels of so many lines, with or without files beside them, and of these views as in the
 * attribute. */
export function height(lines, hasFiles, views) {
  const shown = (views ?? ALL).split(/[\s,]+/);
  const timeline = shown.includes("timeline") ? TIMELINE : 0;
  const others = shown.some((view) => view !== "timeline" && view !== "") ? VIEWS : 0;
  return BAR + MODES + (hasFiles ? TABS : 0) + code(lines) + STATUS + timeline + others;
}

/** The least height in CSS pixels of so many lines and no run. */
export function heightOfCode(lines, hasFiles) {
  return BAR + (hasFiles ? TABS : 0) + code(lines) + HINT;
}
