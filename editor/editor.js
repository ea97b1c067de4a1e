// The editor of the workbench: a JSON text with completion, and mistakes beside the line. `cargo xtask build` bundles it into
// a file of its own, which the page asks for when a workbench is opened. What the words mean the page says, not this file.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { HighlightStyle, bracketMatching, codeFolding, ensureSyntaxTree, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const PARSE_MS = 50;
const STEP = '  ';

// Colours and sizes are the page's own: its properties reach into the shadow root that the editor stands in.
const look = EditorView.theme({
  '&': { height: '100%', fontSize: '.8125rem', color: 'var(--text)', backgroundColor: 'var(--sunken)' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-gutters': { color: 'var(--muted)', backgroundColor: 'var(--sunken)', borderColor: 'var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--accent) 8%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 30%, transparent)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-tooltip, .cm-panels': { color: 'var(--text)', backgroundColor: 'var(--surface)', borderColor: 'var(--line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { color: 'var(--on-accent)', backgroundColor: 'var(--accent)' },
  '.cm-completionInfo': { maxInlineSize: '24rem' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
  '.cm-foldPlaceholder': { color: 'var(--muted)', backgroundColor: 'transparent', borderColor: 'var(--line)' },
});

const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--accent)' },
  { tag: tags.string, color: 'var(--success)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--warning)' },
  { tag: tags.invalid, color: 'var(--error)' },
]));

const text = (state, node) => state.sliceDoc(node.from, node.to);

/** What a JSON text stands for; nothing where it is not whole. */
function read(source) {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

const tree = (state) => ensureSyntaxTree(state, state.doc.length, PARSE_MS) ?? ensureSyntaxTree(state, state.doc.length, 10 * PARSE_MS);
const isValue = ({ name }) => /^(Object|Array|String|Number|True|False|Null)$/.test(name);
const children = (node) => {
  const all = [];
  for (let at = node.firstChild; at; at = at.nextSibling) all.push(at);
  return all;
};
const nameOf = (state, property) => read(text(state, property.firstChild));
const valueOf = (property) => children(property).find(isValue);

/** What stands in a value under a name or a number. */
function below(state, node, step) {
  if (node.name === 'Array') return children(node).filter(isValue)[Number(step)];
  const property = children(node).filter(({ name }) => name === 'Property').findLast((property) => nameOf(state, property) === step);
  return property && valueOf(property);
}

/** What a JSON Pointer leads to; where there is nothing, what it is missing from. */
function find(state, pointer) {
  let node = tree(state)?.topNode.firstChild;
  for (const step of pointer.split('/').slice(1)) {
    const next = node && below(state, node, step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (!next) break;
    node = next;
  }
  return node ?? { from: 0, to: 0 };
}

/** The names and numbers that lead to a node. */
function pathTo(state, node) {
  const path = [];
  for (let at = node; at.parent; at = at.parent) {
    if (at.parent.name === 'Property') path.unshift(String(nameOf(state, at.parent)));
    if (at.parent.name === 'Array') path.unshift(String(children(at.parent).filter(isValue).findIndex(({ from }) => from === at.from)));
  }
  return path;
}

/** Where something is being written: a name in an object, or a value. */
function placeOf(state, pos) {
  let node = tree(state)?.resolveInner(pos, -1);
  if (!node) return undefined;
  if (node.type.isError && node.parent) node = node.parent;
  const token = node.name === 'PropertyName' || (isValue(node) && node.name !== 'Object' && node.name !== 'Array') ? node : undefined;
  if (node.name === 'PropertyName') node = node.parent.parent;
  if (node.name === 'Property') return { path: pathTo(state, { parent: node, from: pos }), from: pos, to: pos };
  if (node.name === 'Object') {
    const own = token?.parent.from;
    const have = children(node).filter(({ name, from }) => name === 'Property' && from !== own).map((property) => nameOf(state, property));
    return { path: pathTo(state, node), have: have.filter((name) => typeof name === 'string'), from: token?.from ?? pos, to: token?.to ?? pos };
  }
  if (node.name === 'Array') return { path: [...pathTo(state, node), '0'], from: pos, to: pos };
  return { path: pathTo(state, node), from: token?.from ?? pos, to: token?.to ?? pos };
}

/** Asks the page which words may stand there. */
const completion = (words) => (context) => {
  const place = placeOf(context.state, context.pos);
  if (!place) return null;
  if (!context.explicit && place.from === place.to && !/["{[,:]\s*$/.test(context.state.sliceDoc(Math.max(0, context.pos - 20), context.pos))) return null;
  const { path, have, from, to } = place;
  const found = JSON.parse(words(JSON.stringify({ path, have })));
  if (found.length === 0) return null;
  const after = context.state.sliceDoc(to, to + 20);
  const options = found.map(({ text, kind, meaning }) => {
    const label = have ? JSON.stringify(text) : text;
    return { label, apply: have && !/^\s*:/.test(after) ? `${label}: ` : label, detail: kind, info: meaning || undefined, type: have ? 'property' : 'constant' };
  });
  // A word is found by its letters with and without the quotation mark.
  return { from, to, options, validFor: /^"?[\w.$-]*"?$/ };
};

/** An array of the text's object gets another item, in its last place; the array is made where there is none. */
function appending(state, name, item) {
  const root = tree(state)?.topNode.firstChild;
  if (root?.name !== 'Object') return undefined;
  const array = below(state, root, name);
  const indented = (source, depth) => source.split('\n').join(`\n${STEP.repeat(depth)}`);
  const last = (node) => children(node).filter((child) => child.name === 'Property' || isValue(child)).at(-1);
  const comma = (node) => (last(node) ? ',' : '');
  const end = (node) => last(node)?.to ?? node.from + 1;
  if (array?.name === 'Array') {
    const insert = `${comma(array)}\n${STEP.repeat(2)}${indented(item, 2)}`;
    return { from: end(array), insert: last(array) ? insert : `${insert}\n${STEP}` };
  }
  return { from: end(root), insert: `${comma(root)}\n${STEP}${JSON.stringify(name)}: [\n${STEP.repeat(2)}${indented(item, 2)}\n${STEP}]${last(root) ? '' : '\n'}` };
}

class Editor {
  #view;

  constructor(view) {
    this.#view = view;
  }

  /** All that is written. */
  text() {
    return this.#view.state.doc.toString();
  }

  /** Write something else; it can be taken back. */
  replace(written) {
    this.#view.dispatch({ changes: { from: 0, to: this.#view.state.doc.length, insert: written } });
  }

  /** Mark mistakes: `[{pointer, line?, column?, text}]`, of which lines and columns begin with 1. */
  mark(mistakes) {
    const { state } = this.#view;
    const diagnostics = JSON.parse(mistakes).map(({ pointer, line, column, text: message }) => {
      let { from, to } = find(state, pointer ?? '');
      if (line) {
        const of = state.doc.line(Math.min(line, state.doc.lines));
        from = Math.min(of.from + Math.max(column - 1, 0), of.to);
        to = of.to;
      }
      to = Math.max(from, Math.min(to, state.doc.lineAt(from).to));
      return { from, to, severity: 'error', message };
    });
    this.#view.dispatch(setDiagnostics(state, diagnostics));
  }

  /** Show where a JSON Pointer leads. */
  reveal(pointer) {
    const { from } = find(this.#view.state, pointer);
    this.#view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'start', yMargin: 24 }) });
    this.#view.focus();
  }

  /** Put an item at the end of an array of the outermost object. False where what is written is no object. */
  append(name, item) {
    const changes = appending(this.#view.state, name, item);
    if (!changes) return false;
    this.#view.dispatch({ changes, userEvent: 'input' });
    this.reveal(`/${name}/${children(find(this.#view.state, `/${name}`)).filter(isValue).length - 1}`);
    return true;
  }

  close() {
    this.#view.destroy();
  }
}

/** An editor in an element. `changed()` is called at each change; `words(JSON)` says what may stand at a place; `phrases` are the
 * words of the editor itself in the language of the page, by the English ones. */
export function open(parent, { written, label, phrases, changed, words }) {
  // In a shadow root its styles need no style element, which the policy of the page forbids.
  const root = parent.shadowRoot ?? parent.attachShadow({ mode: 'open' });
  root.replaceChildren();
  const state = EditorState.create({
    doc: written,
    extensions: [
      EditorState.phrases.of(JSON.parse(phrases)),
      EditorView.contentAttributes.of({ 'aria-label': label, 'data-testid': 'profile-text', tabindex: '0' }),
      lineNumbers(), foldGutter(), codeFolding(), lintGutter(), history(), drawSelection(), highlightActiveLine(),
      indentUnit.of(STEP), indentOnInput(), bracketMatching(), closeBrackets(), highlightSelectionMatches(), search({ top: true }),
      json(), look, colours,
      autocompletion({ override: [completion(words)] }),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.updateListener.of(({ docChanged }) => docChanged && changed()),
    ],
  });
  return new Editor(new EditorView({ state, parent: root, root }));
}
