// The program editor: CodeMirror 6 set up for Python, behind the few functions that the page calls
// (src/editor.rs). Colours come from the page's CSS variables, so that a theme is one set of values.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import {
  Compartment,
  EditorSelection,
  EditorState,
  Prec,
  RangeSet,
  StateEffect,
  StateField,
} from "@codemirror/state";
import {
  Decoration,
  drawSelection,
  EditorView,
  gutter,
  GutterMarker,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { StyleModule } from "style-mod";

import { python } from "./python.js";

const INDENT = "    ";

// CodeMirror would put its styles into a style element, which the page's policy refuses. It does not refuse a style
// sheet that a script makes.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
StyleModule.mount = (_, modules) => {
  sheet.replaceSync(modules.map((module) => module.getRules()).join("\n"));
};

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.self], color: "var(--code-keyword)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)],
    color: "var(--code-definition)",
  },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: "var(--code-call)" },
  { tag: tags.meta, color: "var(--code-call)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "var(--code-size)" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { padding: "0.6rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 0.75rem" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.6rem", padding: "0 0.4rem 0 0" },
  ".cm-processes .cm-gutterElement": { paddingLeft: "4px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--code-line)" },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused": { outline: "none" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--code-selection)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--ink-faint)",
  },
  ".cm-marked": { backgroundColor: "var(--code-marked)", boxShadow: "inset 3px 0 var(--accent)" },
});

const setMarkedLine = StateEffect.define();

/** The line that something outside the editor points at. */
const markedLine = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarkedLine)) {
        const number = effect.value;
        const { doc } = transaction.state;
        return number >= 1 && number <= doc.lines
          ? Decoration.set([Decoration.line({ class: "cm-marked" }).range(doc.line(number).from)])
          : Decoration.none;
      }
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const setProcesses = StateEffect.define();

/** The processes at a line: a mark for each, in its colour. */
class ProcessMarker extends GutterMarker {
  constructor(processes) {
    super();
    this.processes = processes;
  }
  eq(other) {
    return JSON.stringify(other.processes) === JSON.stringify(this.processes);
  }
  toDOM() {
    const place = document.createElement("span");
    place.className = "processes";
    place.title = this.processes.map(([, name]) => name).join(", ");
    // What does not fit is in the title.
    for (const [hue] of this.processes.slice(0, 3)) {
      const mark = document.createElement("span");
      mark.className = `mark-of ${hue}`;
      place.append(mark);
    }
    return place;
  }
}

/** The lines at which processes are. */
const processes = StateField.define({
  create: () => RangeSet.empty,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setProcesses)) {
        return atLines(transaction.state.doc, effect.value);
      }
    }
    return marks.map(transaction.changes);
  },
  provide: (field) =>
    gutter({
      class: "cm-processes",
      markers: (view) => view.state.field(field),
      initialSpacer: () => new ProcessMarker([["hue-0", ""], ["hue-1", ""], ["hue-2", ""]]),
    }),
});

function atLines(doc, markers) {
  const lines = new Map();
  for (const [line, hue, name] of markers) {
    if (line >= 1 && line <= doc.lines) {
      lines.set(line, [...(lines.get(line) ?? []), [hue, name]]);
    }
  }
  const ranges = [...lines].map(([line, all]) => new ProcessMarker(all).range(doc.line(line).from));
  return RangeSet.of(ranges, true);
}

/** Tab: to the next multiple of four columns, or the selected lines one level in. */
function indent(view) {
  const { state } = view;
  if (state.selection.ranges.some((range) => !range.empty)) {
    return indentMore(view);
  }
  const change = state.changeByRange(({ head }) => {
    const text = INDENT.slice((head - state.doc.lineAt(head).from) % INDENT.length);
    return {
      changes: { from: head, insert: text },
      range: EditorSelection.cursor(head + text.length),
    };
  });
  view.dispatch(state.update(change, { scrollIntoView: true, userEvent: "input.indent" }));
  return true;
}

/**
 * Makes an editor inside `parent`.
 *
 * `onChange(text)` is called after each edit by the reader, `onRun()` when Ctrl/Cmd+Enter is pressed.
 */
function create(parent, { label, onChange, onRun }) {
  const readOnly = new Compartment();
  const labelled = new Compartment();
  const named = (text) => EditorView.contentAttributes.of({ "aria-label": text, tabindex: "0" });
  const extensions = [
    readOnly.of([]),
    processes,
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (onRun(), true) }])),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    history(),
    python,
    syntaxHighlighting(colours),
    indentUnit.of(INDENT),
    EditorState.tabSize.of(INDENT.length),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    markedLine,
    look,
    // CodeMirror lets Tab through for a moment after Escape, so that the keyboard can leave.
    keymap.of([
      ...closeBracketsKeymap,
      { key: "Tab", run: indent, shift: indentLess },
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    labelled.of(named(label)),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        onChange(update.state.doc.toString());
      }
    }),
  ];
  const view = new EditorView({ parent, state: EditorState.create({ extensions }) });
  const line = (number) => view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));

  return {
    /** Shows another program, with an undo history of its own. */
    open(text, isReadOnly) {
      view.setState(EditorState.create({ doc: text, extensions }));
      view.dispatch({
        effects: [
          readOnly.reconfigure(EditorState.readOnly.of(isReadOnly)),
          labelled.reconfigure(named(label)),
        ],
      });
    },
    /** Replaces the whole text as one edit, which can be undone. */
    replace(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    /** Selects a line, counted from 1, brings it into view and takes the focus. */
    goTo(number) {
      const { from, to } = line(number);
      view.dispatch({
        selection: { anchor: from, head: to },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
    /** Gives the editor another name for screen readers. */
    setLabel(text) {
      label = text;
      view.dispatch({ effects: labelled.reconfigure(named(label)) });
    },
    /** Marks where processes are: a line, a class for the colour and a name for each. */
    markProcesses(markers) {
      view.dispatch({ effects: setProcesses.of(markers) });
    },
    /** Marks a line, counted from 1, without moving anything; 0 marks none. */
    mark(number) {
      view.dispatch({ effects: setMarkedLine.of(number) });
    },
  };
}

globalThis.spawnpointEditor = { create };
