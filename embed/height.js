// How high an embedded program is: enough for its lines and for the views of its run, known before anything
// is loaded, so that the page around never moves.

const LINE = 21;
const MOST_LINES = 22;
const AROUND_CODE = 20;
const BAR = 46;
const MODES = 40;
const STATUS = 48;
const TIMELINE = 290;
const VIEWS = 230;

const ALL = "timeline console messages memories locks events";

/** The height in CSS pixels. */
export function height(lines, views) {
  const shown = (views ?? ALL).split(/[\s,]+/);
  const code = Math.min(Math.max(lines, 3), MOST_LINES) * LINE + AROUND_CODE;
  const timeline = shown.includes("timeline") ? TIMELINE : 0;
  const others = shown.some((view) => view !== "timeline" && view !== "") ? VIEWS : 0;
  return BAR + MODES + code + STATUS + timeline + others;
}
