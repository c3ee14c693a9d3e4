// Vite: which modules share a file, by what they are needed for. A page is shown when its last file is there: ten files come sooner than
// ninety, and pack smaller. What is not named here, the bundler puts together by who uses it.
//
//   frame    what every page needs: all of main.tsx, and what home has in common with a draft or many others
//   shared   what a draft has in common with pages that draw nothing
//   canvas   the drawing of a flow, and what only pages that have it need beside it
//   draft    what only a draft needs, first of all
//   form     forms, and of what the panels need beside them what no page has without one
//   settings what only the panels beside a draft need, behind its drawing
//
// Each needs none but those above it, since whoever uses a module uses all that it imports.
import { fileURLToPath } from 'node:url';

const editor = fileURLToPath(new URL('..', import.meta.url));
const MAIN = 'main.tsx';
const PAGES = 'routes.tsx';
const HOME = 'home/home-page.tsx';
const DRAFT = ['flow/flow-page.tsx', 'flow/draft-editor-view.tsx'];
const CANVAS = 'canvas/flow-canvas.tsx';
const FORM = 'forms/schema-form.tsx';
/** Pages and parts of pages. */
const MANY = 10;
const PANELS = ['flow/flow-settings.tsx', 'flow/inspector.tsx', 'flow/note-panel.tsx', 'flow/kept-bar.tsx'];

/** For `codeSplitting.groups`. */
export function pageFiles() {
  let parts;
  return {
    test: /\.(ts|tsx|js|mjs)$/,
    name(id, graph) {
      parts ??= readParts((module) => graph.getModuleInfo(module));
      return parts(id);
    },
    debugName: 'page files',
    // All of them are named.
    includeDependenciesRecursively: false,
  };
}

function readParts(getModuleInfo) {
  const at = (path) => editor + path;
  const needs = new Map();
  /** Everything that a module imports at once, itself too. */
  function needsOf(start) {
    const known = needs.get(start);
    if (known !== undefined) return known;
    const all = new Set();
    const visit = (id) => {
      const info = all.has(id) ? null : getModuleInfo(id);
      if (info === null) return;
      all.add(id);
      for (const imported of info.importedIds) visit(imported);
    };
    visit(start);
    needs.set(start, all);
    return all;
  }

  const lazy = lazyModules(at(MAIN), getModuleInfo);
  const usersOf = (id) => lazy.filter((user) => needsOf(user).has(id));
  const [draft, panels] = [DRAFT.map(at), PANELS.map(at)];
  const isIn = (modules) => (id) => modules.some((module) => needsOf(module).has(id));
  const [inFrame, inHome, inDraft, inPanels] = [[at(MAIN)], [at(HOME)], draft, panels].map(isIn);
  const pages = new Set(getModuleInfo(at(PAGES)).dynamicallyImportedIds);
  const has = (path) => (user) => needsOf(user).has(at(path));
  return (id) => {
    // The page itself asks for it by its own name.
    if (id === at(MAIN)) return null;
    const users = usersOf(id);
    if (inFrame(id) || (inHome(id) && (inDraft(id) || users.length >= MANY))) return 'frame';
    if (inDraft(id)) return users.every((user) => draft.includes(user)) ? 'draft' : users.every(has(CANVAS)) ? 'canvas' : 'shared';
    if (!inPanels(id) || id.includes('node_modules')) return null;
    if (users.every((user) => panels.includes(user))) return 'settings';
    return users.filter((user) => pages.has(user)).every(has(FORM)) ? 'form' : null;
  };
}

/** Everything that somewhere is imported when it is wanted. */
function lazyModules(main, getModuleInfo) {
  const lazy = new Set();
  const seen = new Set();
  const visit = (id) => {
    const info = seen.has(id) ? null : getModuleInfo(id);
    if (info === null) return;
    seen.add(id);
    for (const imported of info.importedIds) visit(imported);
    for (const wanted of info.dynamicallyImportedIds) {
      lazy.add(wanted);
      visit(wanted);
    }
  };
  visit(main);
  return [...lazy];
}
