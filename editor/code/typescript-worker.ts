/**
 * TypeScript's service for texts that are the body of a function, as the code of a step is: TypeScript looks at nothing behind a `return`
 * that stands in none. The service sees the text within a function; places are counted in the text itself.
 */
import { initialize, TypeScriptWorker } from 'monaco-editor/languages/features/typescript/ts.worker.js';

/** On the text's first line, so that lines stay. */
const BEFORE = 'async function step() {';
const AFTER = '\n}';

class BodyWorker extends TypeScriptWorker {
  override _getScriptText(fileName: string): string | undefined {
    const text = super._getScriptText(fileName);
    return this._getModel(fileName) === null || text === undefined ? text : BEFORE + text + AFTER;
  }

  override async getSyntacticDiagnostics(fileName: string) {
    return this.#inText(fileName, await super.getSyntacticDiagnostics(fileName));
  }
  override async getSemanticDiagnostics(fileName: string) {
    return this.#inText(fileName, await super.getSemanticDiagnostics(fileName));
  }
  override getCompletionsAtPosition(fileName: string, position: number) {
    return super.getCompletionsAtPosition(fileName, position + BEFORE.length);
  }
  override getCompletionEntryDetails(fileName: string, position: number, entry: string) {
    return super.getCompletionEntryDetails(fileName, position + BEFORE.length, entry);
  }
  override getSignatureHelpItems(fileName: string, position: number, options: unknown) {
    return super.getSignatureHelpItems(fileName, position + BEFORE.length, options);
  }
  override async getQuickInfoAtPosition(fileName: string, position: number) {
    const info = await super.getQuickInfoAtPosition(fileName, position + BEFORE.length);
    if (info === undefined) return undefined;
    return { ...info, textSpan: { ...info.textSpan, start: info.textSpan.start - BEFORE.length } };
  }

  /** What is missing at the end is missing behind the last sign. */
  #inText<Found extends { readonly start?: number }>(fileName: string, found: readonly Found[]): readonly Found[] {
    const end = this._getModel(fileName)?.getValue().length ?? 0;
    return found.map((one) => ({ ...one, start: Math.max(0, Math.min((one.start ?? 0) - BEFORE.length, end - 1)) }));
  }
}

self.onmessage = () => initialize((context, data) => new BodyWorker(context, data));
