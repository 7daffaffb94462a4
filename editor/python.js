// Python for the editor: colours, and the indentation of the next line.

import { StreamLanguage } from "@codemirror/language";

import { BLANK, isText, startState, token, words } from "./tokens.js";

/** Statements after which a block cannot go on. */
const LEAVE = words("break continue pass raise return");

/** What may stand before the quote of a string. */
const PREFIXES = ["b", "br", "f", "fr", "r", "rb", "rf", "rt", "t", "tr", "u"];

/** Clauses, whose place is that of the statement they belong to. */
const CLAUSE = /^(?:(else|finally)\s*:|(elif|except)\b|(case)\s+[^=:]+:?)/;

/** The indentation of a line that begins with `after`, when `state` is that before it. */
function indent(state, after, context) {
  const { unit, pos } = context;
  const open = state.open.at(-1);
  if (isText(open) || open?.isField) {
    return null;
  }
  if (open) {
    const closes = after.startsWith(open.close);
    if (open.column == null) {
      return open.indent + (closes ? 0 : unit);
    }
    // After Enter more may be typed before the bracket that closes.
    return closes && context.simulatedBreak === null ? open.at : open.column;
  }
  if (state.isContinued) {
    return state.indent + unit;
  }
  const here = context.lineIndent(pos, -1);
  const clause = CLAUSE.exec(after)?.slice(1).find(Boolean);
  if (clause) {
    const fits = (block) => block.indent <= here && block.followers.includes(clause);
    return state.blocks.findLast(fits)?.indent ?? null;
  }
  if (state.opensBlock) {
    return state.indent + unit;
  }
  if (context.simulatedBreak === null) {
    // A line that stands further left is not of this block.
    return Math.min(state.indent, here);
  }
  if (BLANK.test(context.lineAt(pos, -1).text)) {
    return here < state.indent && !goesOnRightOf(here, context) ? here : state.indent;
  }
  const leaves = LEAVE.has(state.first) && after === "";
  return leaves ? (state.blocks.at(-1)?.indent ?? 0) : state.indent;
}

/** Whether the next line that is not blank stands right of a column. */
function goesOnRightOf(column, { state, pos }) {
  const { doc } = state;
  for (let number = doc.lineAt(pos).number + 1; number <= doc.lines; number++) {
    const { text } = doc.line(number);
    if (/\S/.test(text)) {
      return text.search(/\S/) > column;
    }
  }
  return false;
}

export const python = StreamLanguage.define({
  name: "python",
  startState,
  token,
  indent,
  languageData: {
    closeBrackets: {
      brackets: ["(", "[", "{", "'", '"', "'''", '"""'],
      stringPrefixes: PREFIXES.flatMap((prefix) => [prefix, prefix.toUpperCase()]),
    },
    commentTokens: { line: "#" },
    indentOnInput: /^\s*(?:[\])}]|(?:else|finally)\s*:|elif |except[ :]|case\s+[^=:]+:?)$/,
  },
});
