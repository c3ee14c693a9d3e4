/**
 * TypeScript's own service for the JavaScript of steps: completion, explanations and marks by the types of what the step sees. It is several
 * times as large as all the rest, so it comes with the first code that is opened, and what is heavy of it runs in a worker of its own.
 * Imported before a text of the language is made: the editor asks for what a language can only once.
 */

import { javascriptDefaults } from 'monaco-editor/languages/features/typescript/register.js';
import { serveWorker } from './monaco-worker-list.ts';
import TypeScriptWorker from './typescript-worker.ts?worker';

serveWorker('javascript', () => new TypeScriptWorker());

/** `ES2020` and `NodeJs` of the package's own lists. */
const [ES2020, NODE_RESOLUTION] = [7, 2];

javascriptDefaults.setCompilerOptions({
  allowJs: true,
  checkJs: true,
  strictNullChecks: true,
  // Neither a browser nor Node: what code has is said by its types.
  lib: ['es2023'],
  target: ES2020,
  moduleResolution: NODE_RESOLUTION,
  // Names of one text are none of another's.
  moduleDetection: 3,
  noEmit: true,
  allowNonTsExtensions: true,
});
javascriptDefaults.setDiagnosticsOptions({ noSuggestionDiagnostics: true });
javascriptDefaults.setModeConfiguration({
  completionItems: true,
  hovers: true,
  signatureHelp: true,
  diagnostics: true,
  documentRangeFormattingEdits: false,
  documentSymbols: false,
  definitions: false,
  references: false,
  documentHighlights: false,
  rename: false,
  onTypeFormattingEdits: false,
  codeActions: false,
  inlayHints: false,
});

/** `declarations`: what the code sees, as the text of a declaration file. One text of code is open at a time. */
export function serveTypes(declarations: string): void {
  javascriptDefaults.setExtraLibs([{ content: declarations, filePath: 'inmemory://types/step.d.ts' }]);
}
