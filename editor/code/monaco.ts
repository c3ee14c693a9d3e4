/**
 * Monaco with the features that the pages use, and no more: it is large, so it is only ever imported when somebody opens a text in it.
 * Its workers are files of ours (content security policy: `worker-src 'self'`).
 */
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeEditor/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/diffEditor/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/format/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/parameterHints/register.js';
// Where the parts of a long text begin: hiding what two texts have in common asks for it.
import 'monaco-editor/editor/contrib/documentSymbols/browser/outlineModel.js';
// The list of offers itself: the package registers only what shows offers within the line.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/snippet/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/javascript/register.js';
import * as monaco from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/languages/features/json/json.worker.js?worker';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register.js';
import { flowSchema } from '#flows/flow-schema.ts';
import { schemaOfSchemas } from '#flows/schema-of-schemas.ts';
import { registerCode } from './code-language.ts';
import { registerExpressions } from './expression-monaco.ts';
import { findWorker, serveWorker } from './monaco-worker-list.ts';
import { defineThemes } from './themes.ts';

serveWorker('json', () => new JsonWorker());
self.MonacoEnvironment = { getWorker: (_id, label) => findWorker(label)?.() ?? new EditorWorker() };

/** Models whose address ends so are flows: completed and judged by the schema of flows. */
export const FLOW_SUFFIX = '.flow.json';
/** And those that end so are JSON Schemas. */
export const SCHEMA_SUFFIX = '.schema.json';

jsonDefaults.setDiagnosticsOptions({
  validate: true,
  allowComments: false,
  enableSchemaRequest: false,
  schemas: [
    { uri: 'inmemory://schemas/flow.json', fileMatch: [`*${FLOW_SUFFIX}`], schema: flowSchema },
    { uri: schemaOfSchemas.$id, fileMatch: [`*${SCHEMA_SUFFIX}`], schema: schemaOfSchemas },
  ],
});
registerExpressions(monaco);
registerCode(monaco);
defineThemes(monaco);

export { monaco };
export type Monaco = typeof monaco;
