// A program as coloured lines, by the same tokens as the editor's.

import { startState, token } from "../editor/tokens.js";

/** The class of each kind of token; what is missing has no colour of its own. */
const CLASSES = {
  keyword: "keyword",
  self: "keyword",
  string: "string",
  number: "number",
  bool: "number",
  null: "number",
  comment: "comment",
  meta: "call",
  "variableName.definition.function": "definition",
  "className.definition": "definition",
  "variableName.function": "call",
  "propertyName.function": "call",
};

/** What the tokens use of CodeMirror's stream: a line, and a place in it. */
class Line {
  indentUnit = 4;
  pos = 0;
  start = 0;

  constructor(text) {
    this.text = text;
  }

  sol() {
    return this.pos === 0;
  }

  eol() {
    return this.pos >= this.text.length;
  }

  peek() {
    return this.text[this.pos];
  }

  next() {
    return this.text[this.pos++];
  }

  eatSpace() {
    return this.match(/^\s+/) !== null;
  }

  column() {
    return this.start;
  }

  indentation() {
    return this.text.search(/\S|$/);
  }

  current() {
    return this.text.slice(this.start, this.pos);
  }

  match(pattern, takes = true) {
    const rest = this.text.slice(this.pos);
    if (typeof pattern === "string") {
      const fits = rest.startsWith(pattern);
      this.pos += fits && takes ? pattern.length : 0;
      return fits;
    }
    const found = pattern.exec(rest);
    this.pos += found && takes ? found[0].length : 0;
    return found;
  }
}

/** The lines of a file: an element each, with an element for each coloured token of Python. */
export function colouredLines(file, path) {
  const state = startState();
  const isPython = path.endsWith(".py");
  return file.split("\n").map((text) => {
    const line = new Line(text);
    const element = document.createElement("span");
    element.className = "line";
    if (!isPython) {
      element.append(text);
    }
    while (isPython && !line.eol()) {
      line.start = line.pos;
      const name = CLASSES[token(line, state) ?? ""];
      const piece = line.current();
      if (name) {
        const coloured = document.createElement("span");
        coloured.className = name;
        coloured.textContent = piece;
        element.append(coloured);
      } else {
        element.append(piece);
      }
    }
    element.append("\n");
    return element;
  });
}
