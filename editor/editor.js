// The program editor: CodeMirror 6 for the files of a program, one of them shown at a time, behind the few functions
// that the page calls (src/editor.rs). Colours come from the page's CSS variables, so that a theme is one set of values.

import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
  insertTab,
  isolateHistory,
} from "@codemirror/commands";
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

/** What a file in Python has over one of any other text. */
const PYTHON = [
  python,
  syntaxHighlighting(colours),
  indentUnit.of(INDENT),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  // CodeMirror lets Tab through for a moment after Escape, so that the keyboard can leave.
  keymap.of([...closeBracketsKeymap, { key: "Tab", run: indent, shift: indentLess }]),
];

/** Where columns of text may be divided by tabs, Tab makes one. */
const TEXT = keymap.of([{ key: "Tab", run: insertTab, shift: indentLess }]);

const languageOf = (path) => (path.endsWith(".py") ? PYTHON : TEXT);

/** How the lines of a text end. CodeMirror does not tell, and a file should not change for being looked at. */
const lineBreakOf = (text) => (/\r\n/.test(text) && !/(^|[^\r])\n|\r(?!\n)/.test(text) ? "\r\n" : "\n");

/**
 * Makes an editor inside `parent`. `main` is the path of the program itself, which is labelled `label`; any other file
 * is labelled by its path.
 *
 * `onChange(path, text)` is called after each edit by the reader, `onRun()` when Ctrl/Cmd+Enter is pressed.
 */
function create(parent, { label, main, onChange, onRun }) {
  const readOnly = new Compartment();
  const labelled = new Compartment();
  const language = new Compartment();
  const named = (path) =>
    EditorView.contentAttributes.of({ "aria-label": path === main ? label : path, tabindex: "0" });
  const extensions = [
    processes,
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (onRun(), true) }])),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    history(),
    EditorState.tabSize.of(INDENT.length),
    markedLine,
    look,
    EditorView.updateListener.of((update) => {
      if (update.docChanged) {
        onChange(shown, textOf(update.state.doc));
      }
    }),
  ];
  /** Each file by its path: what is in the editor when it is shown, and how its lines end. */
  const files = new Map();
  let shown = main;
  let isReadOnly = false;
  const view = new EditorView({ parent });
  const textOf = (doc) => doc.sliceString(0, doc.length, files.get(shown).lineBreak);

  function add(path, text) {
    const state = EditorState.create({
      doc: text,
      extensions: [
        extensions,
        language.of(languageOf(path)),
        // After those of the language, which come first.
        keymap.of([...defaultKeymap, ...historyKeymap]),
        readOnly.of(EditorState.readOnly.of(isReadOnly)),
        labelled.of(named(path)),
      ],
    });
    files.set(path, { state, lineBreak: lineBreakOf(text) });
  }

  /** Puts away what is shown, for when it is shown again. */
  function leave() {
    const file = files.get(shown);
    if (file) {
      file.state = view.state;
      file.scroll = view.scrollSnapshot();
    }
  }

  function enter(path) {
    shown = path;
    const { state, scroll } = files.get(path);
    view.setState(state);
    if (scroll) {
      view.dispatch({ effects: scroll });
    }
  }

  /** Changes a file whether it is shown or not. */
  function change(path, spec) {
    const file = files.get(path);
    if (path === shown) {
      view.dispatch(spec);
    } else if (file) {
      file.state = file.state.update(spec).state;
    }
  }

  return {
    /** Opens the files of another program, each given as its path and text, with undo histories of their own. */
    open(opened, readOnlyNow) {
      isReadOnly = readOnlyNow;
      files.clear();
      for (const [path, text] of opened) {
        add(path, text);
      }
      enter(main);
    },
    /** Opens one more file, or one in the place of another that has its path. */
    add(path, text) {
      add(path, text);
      if (path === shown) {
        enter(path);
      }
    },
    /** Gives a file another path; its undo history stays. */
    rename(path, renamed) {
      const file = files.get(path);
      if (!file) {
        return;
      }
      change(path, {
        effects: [language.reconfigure(languageOf(renamed)), labelled.reconfigure(named(renamed))],
      });
      files.delete(path);
      files.set(renamed, file);
      if (path === shown) {
        shown = renamed;
      }
    },
    /** Closes a file that is not shown. */
    remove(path) {
      files.delete(path);
    },
    /** Shows one of the files, as it was left. */
    show(path) {
      if (path !== shown && files.has(path)) {
        leave();
        enter(path);
      }
    },
    /** Replaces the whole text of the file that is shown as one edit, which can be undone by itself. */
    replace(text) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        annotations: isolateHistory.of("full"),
      });
    },
    /** Selects a line, counted from 1, brings it into view and takes the focus. */
    goTo(number) {
      const { doc } = view.state;
      const { from, to } = doc.line(Math.min(Math.max(number, 1), doc.lines));
      view.dispatch({
        selection: { anchor: from, head: to },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
    /** Gives the program another name for screen readers. */
    setLabel(text) {
      label = text;
      change(main, { effects: labelled.reconfigure(named(main)) });
    },
    /** Marks where processes are in the program: a line, a class for the colour and a name for each. */
    markProcesses(markers) {
      change(main, { effects: setProcesses.of(markers) });
    },
    /** Marks a line of the program, counted from 1, without moving anything; 0 marks none. */
    mark(number) {
      change(main, { effects: setMarkedLine.of(number) });
    },
  };
}

globalThis.spawnpointEditor = { create };
