// What a line of Python is made of, for colours and indentation. A complete parser would weigh ten times as
// much and add nothing that the page shows. A `stream` is one of CodeMirror's, or has what is used of it.

export const words = (text) => new Set(text.split(" "));

const KEYWORDS = words(
  "and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield",
);

/** Statements that have a block, and the clauses that may follow it. `else` depends on its statement. */
const FOLLOWERS = {
  case: ["case"],
  class: [],
  def: [],
  elif: ["elif", "else"],
  except: ["except", "else", "finally"],
  finally: [],
  for: ["else"],
  if: ["elif", "else"],
  try: ["except", "else", "finally"],
  while: ["else"],
  with: [],
};

const CLOSERS = { "(": ")", "[": "]", "{": "}" };

const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_]*/u;
const NUMBER =
  /^(?:0x[\da-f_]+|0o[0-7_]+|0b[01_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?j?)/i;
const STRING = /^(?:[bfrtu]|[bft]r|r[bft])?('''|"""|'|")/i;
const DECORATOR = /^@\s*[\p{L}\p{N}_.]+/u;
export const BLANK = /^\s*(?:#|$)/;
const FIRST_WORD = /^\s*(?:async\s+)?(\w*)/;
/** `match`, `case` and `type` are names unless the rest of the line is that of a statement. */
const SOFT_KEYWORD =
  /^\s*(?:(?:match\s+[^\s=.,:)\]}].*:\s*(?:#.*)?$)|(?:case\s+[^\s=.,:)\]}].*:)|(?:type\s+\w+\s*(?:\[.*)?=))/;
/** What is never at the start of a line in brackets: somebody has yet to close them. */
const STATEMENT =
  /^\s*(?:break|class|continue|def|del|global|import|nonlocal|pass|raise|return|try|while|with)\b/;

export function startState() {
  return {
    // Brackets, strings, and the fields of formatted strings with their format, that are open.
    open: [],
    // Where the blocks around the statement stand, and what may follow them there.
    blocks: [],
    // Of the statement: its indentation, its first word, the same if that is a keyword only here, and
    // whether it ends in a colon so far.
    indent: 0,
    first: "",
    softKeyword: "",
    opensBlock: false,
    // Whether the line went on after a backslash.
    isContinued: false,
    // The name or sign before.
    last: "",
  };
}

function startLine(stream, state) {
  if (!state.isContinued) {
    const ended = state.open.findIndex(({ quote }) => quote?.length === 1);
    if (ended >= 0) {
      state.open.length = ended;
    }
  }
  if (!isText(state.open.at(-1)) && stream.match(STATEMENT, false)) {
    state.open = [];
  }
  const goesOn = state.isContinued || state.open.length > 0;
  state.isContinued = false;
  settle(state, null);
  if (!goesOn && !stream.match(BLANK, false)) {
    startStatement(stream, state);
  }
}

export function startStatement(stream, state) {
  const indent = stream.indentation();
  const isSoft = stream.match(SOFT_KEYWORD, false) !== null;
  const first = stream.match(FIRST_WORD, false)[1];
  const before = state.blocks.find((block) => block.indent === indent);
  state.blocks = state.blocks.filter((block) => block.indent < indent);
  if (first === "else") {
    const followers = before?.followers.includes("finally") ? ["finally"] : [];
    state.blocks.push({ indent, followers });
  } else if (first === "match" && isSoft) {
    state.blocks.push({ indent, followers: [] });
    state.blocks.push({ indent: indent + stream.indentUnit, followers: ["case"] });
  } else if (Object.hasOwn(FOLLOWERS, first) && (first !== "case" || isSoft)) {
    state.blocks.push({ indent, followers: FOLLOWERS[first] });
  }
  state.indent = indent;
  state.first = first;
  state.softKeyword = isSoft ? first : "";
  state.opensBlock = false;
  state.last = "";
}

/** Whether what is open is text: a string, or the format of a field. */
export function isText(open) {
  return open !== undefined && open.close === undefined;
}

/** Notes where the content of a bracket begins that has just been opened; null: not in that line. */
function settle(state, column) {
  const bracket = state.open.at(-1);
  if (bracket?.close !== undefined && bracket.column === undefined) {
    state.open[state.open.length - 1] = { ...bracket, column };
  }
}

export function token(stream, state) {
  if (stream.sol()) {
    startLine(stream, state);
  }
  if (isText(state.open.at(-1))) {
    return text(stream, state);
  }
  if (stream.eatSpace()) {
    return null;
  }
  if (stream.match(/^#.*/)) {
    return "comment";
  }
  if (stream.match(/^\\$/)) {
    state.isContinued = true;
    return null;
  }
  settle(state, stream.column());
  const { last } = state;
  state.opensBlock = false;
  const string = stream.match(STRING);
  if (string) {
    const [start, quote] = string;
    state.open.push({ quote, isFormatted: /^\w*[ft]/i.test(start) });
    state.last = "";
    return text(stream, state);
  }
  if (stream.match(NUMBER)) {
    state.last = "";
    return "number";
  }
  if (stream.match(NAME)) {
    state.last = stream.current();
    return name(stream, state, last);
  }
  if (last === "" && state.first === "" && state.open.length === 0 && stream.match(DECORATOR)) {
    return "meta";
  }
  state.last = stream.next();
  sign(stream, state);
  return null;
}

function name(stream, state, last) {
  const word = state.last;
  const isCalled = stream.match(/^\s*\(/, false) !== null;
  if (last === ".") {
    return isCalled ? "propertyName.function" : null;
  }
  if (KEYWORDS.has(word) || (last === "" && word === state.softKeyword)) {
    return "keyword";
  }
  switch (last) {
    case "def":
      return "variableName.definition.function";
    case "class":
      return "className.definition";
  }
  switch (word) {
    case "True":
    case "False":
      return "bool";
    case "None":
      return "null";
    case "self":
    case "cls":
      return "self";
  }
  return isCalled ? "variableName.function" : null;
}

function sign(stream, state) {
  const { open, last } = state;
  const top = open.at(-1);
  if (Object.hasOwn(CLOSERS, last)) {
    const indent = stream.indentation();
    open.push({ close: CLOSERS[last], indent, at: stream.column(), column: undefined });
  } else if (last === top?.close) {
    open.pop();
  } else if (last === ":" && top?.isField) {
    open.push({ isFormat: true });
  } else if (last === ":" && top === undefined) {
    state.opensBlock = true;
  }
}

/** The text of a string, or of the format of a field, up to its end, a field or the end of the line. */
function text(stream, state) {
  const { open } = state;
  const { isFormat } = open.at(-1);
  const string = open.findLastIndex(({ quote }) => quote !== undefined);
  const { quote, isFormatted } = open[string];
  while (!stream.eol()) {
    if (stream.match(quote, false)) {
      // The end is a token of its own, so that a place before it is within the string.
      if (stream.pos === stream.start) {
        stream.match(quote);
        open.length = string;
      }
      return "string";
    }
    const sign = stream.peek();
    const isBrace = isFormatted && (sign === "{" || (isFormat && sign === "}"));
    if (isBrace && (isFormat || !stream.match("{{"))) {
      if (stream.pos > stream.start) {
        return "string";
      }
      stream.next();
      if (sign === "{") {
        open.push({ close: "}", isField: true });
      } else {
        open.length -= 2;
      }
      return null;
    }
    if (isBrace) {
      continue;
    }
    stream.next();
    if (sign === "\\") {
      if (stream.eol()) {
        state.isContinued = true;
      } else if (!stream.match(/^N\{[^}]*\}/) && stream.peek() !== "{") {
        stream.next();
      }
    }
  }
  return "string";
}
