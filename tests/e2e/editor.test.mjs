// What the editor knows of Python: colours, and where the next line begins. It needs no browser.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";

import { ensureSyntaxTree, getIndentation, IndentContext, indentUnit } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";

import { python } from "../../editor/python.js";
import { PATIENCE, PROGRAMS } from "./support.mjs";

const KINDS = tagHighlighter([
  { tag: [tags.keyword, tags.self], class: "k" },
  { tag: tags.string, class: "s" },
  { tag: [tags.number, tags.bool, tags.null], class: "n" },
  { tag: tags.comment, class: "c" },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)], class: "d" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: "f" },
  { tag: tags.meta, class: "m" },
]);

function parsed(doc) {
  const state = EditorState.create({ doc, extensions: [python, indentUnit.of("    ")] });
  assert.ok(ensureSyntaxTree(state, doc.length, PATIENCE));
  // The tree is the state's from the next state on.
  return state.update({}).state;
}

/** The kind of each character, a letter, in the lines of a program. */
function kinds(doc) {
  const letters = Array.from(doc, (letter) => (letter === "\n" ? "\n" : "."));
  const state = parsed(doc);
  highlightTree(ensureSyntaxTree(state, doc.length, PATIENCE), KINDS, (from, to, kind) => {
    letters.fill(kind, from, to);
  });
  return letters.join("").split("\n");
}

/** The column at which the line begins that Enter makes at the end of a program, or before `|`. */
function afterEnter(doc) {
  const at = doc.includes("|") ? doc.indexOf("|") : doc.length;
  const state = parsed(doc.replace("|", ""));
  const column = getIndentation(new IndentContext(state, { simulateBreak: at }), at);
  return column ?? state.doc.lineAt(at).text.search(/\S|$/);
}

/** The column at which the last line of a program belongs. */
function place(doc) {
  const state = parsed(doc);
  return getIndentation(new IndentContext(state), state.doc.lineAt(doc.length).from);
}

describe("colours", () => {
  for (const [name, code, expected] of [
    ["definitions and calls", "def f(self, a=1): g(a.h())", ["kkk.d.kkkk....n...f...f..."]],
    ["classes and decorators", "@a.b(1)\nclass C(D): pass", ["mmmm.n.", "kkkkk.d.....kkkk"]],
    ["numbers", "0x1F 1_000 2.5e-3 1j a1", ["nnnn.nnnnn.nnnnnn.nn..."]],
    ["strings", "rb'a\\'b' \"# c\" # d", ["ssssssss.sssss.ccc"]],
    ["a string of lines", "'''a\n\ndef b\n''' + c", ["ssss", "", "sssss", "sss...."]],
    ["an open string ends with its line", "a = 'b\ndef c", ["....ss", "kkk.d"]],
    ["fields", "f'a {b(1)!r:>{c}} {{d}}' + 1", ["ssss.f.n....s....sssssss...n"]],
    ["strings in fields", "f'{\"a\" if b else {'c': 1}}'", ["ss.sss.kk...kkkk..sss..n..s"]],
    ["names that are keywords at times", "match = case.type", ["................."]],
    ["match", "match a:\n    case [b]: c", ["kkkkk...", "....kkkk......."]],
    ["type", "type A[B] = C", ["kkkk........."]],
    ["constants", "None is not True", ["nnnn.kk.kkk.nnnn"]],
  ]) {
    test(name, () => assert.deepEqual(kinds(code), expected));
  }
});

describe("the line after Enter", () => {
  for (const [name, code, column] of [
    ["opens a block", "def f():", 4],
    ["opens a block in a block", "def f():\n    if a:  # why", 8],
    ["goes on with a block", "if a:\n    b()", 4],
    ["goes on with a block of two columns", "if a:\n  b()", 2],
    ["leaves a block after return", "def f():\n    if a:\n        return 1", 4],
    ["does not leave it amid return", "def f():\n    return |1", 4],
    ["keeps a column that was chosen", "def f():\n    if a:\n        b\n    ", 4],
    ["goes on below an empty line", "def f():\n    a\n|\n    b", 4],
    ["is in a bracket", "a = f(", 4],
    ["is below the first item", "a = f(b,", 6],
    ["is in a bracket in a bracket", "a = {\n    'b': [", 8],
    ["is after a bracket", "a = f(\n    b,\n)", 0],
    ["continues after a backslash", "a = b + \\", 4],
    ["stays in a string", "a = '''\n  b|\n'''", 2],
    ["is not misled by an open bracket", "a = (\ndef f():", 4],
    ["is not misled by a slice or a lambda", "f = lambda a: a[1:]", 0],
  ]) {
    test(name, () => assert.equal(afterEnter(code), column));
  }
});

describe("a clause goes where its statement stands", () => {
  for (const [name, code, column] of [
    ["else of if", "if a:\n    b\n    else:", 0],
    ["else of the statement that is left", "for a in b:\n    if c:\n        d\nelse:", 0],
    ["else after else", "if a:\n    if b:\n        c\n    else:\n        d\n        else:", 0],
    ["finally after else", "try:\n    a\nexcept B:\n    c\nelse:\n    d\n    finally:", 0],
    ["case after match", "match a:\ncase 1:", null],
    ["case after case", "match a:\n    case 1:\n        b\n        case 2:", 4],
    ["a bracket that closes", "a = [\n    1,\n    ]", 0],
  ]) {
    test(name, () => assert.equal(place(code), column));
  }
});

test("programs stay as they are when they are indented anew", async () => {
  // One of them is wrong on purpose, in this very respect.
  const isRight = (name) => name.endsWith(".py") && name !== "syntax_error.py";
  const names = (await readdir(PROGRAMS)).filter(isRight);
  assert.ok(names.length > 0);
  for (const name of names) {
    const state = parsed(await readFile(join(PROGRAMS, name), "utf8"));
    for (let number = 1; number <= state.doc.lines; number++) {
      const { from, text } = state.doc.line(number);
      const column = getIndentation(new IndentContext(state), from);
      const isAsItWas = text === "" || column === null || column === text.search(/\S|$/);
      assert.ok(isAsItWas, `${name}, line ${number}, at ${column}: ${text}`);
    }
  }
});
