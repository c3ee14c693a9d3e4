/** The part of Monaco's TypeScript worker that ours builds upon; the package brings no types of it. */
declare module 'monaco-editor/languages/features/typescript/ts.worker.js' {
  interface Span {
    readonly start: number;
    readonly length: number;
  }
  export class TypeScriptWorker {
    constructor(context: unknown, data: unknown);
    _getModel(fileName: string): { getValue(): string } | null;
    _getScriptText(fileName: string): string | undefined;
    getSyntacticDiagnostics(fileName: string): Promise<readonly Partial<Span>[]>;
    getSemanticDiagnostics(fileName: string): Promise<readonly Partial<Span>[]>;
    getCompletionsAtPosition(fileName: string, position: number): Promise<unknown>;
    getCompletionEntryDetails(fileName: string, position: number, entry: string): Promise<unknown>;
    getSignatureHelpItems(fileName: string, position: number, options: unknown): Promise<unknown>;
    getQuickInfoAtPosition(fileName: string, position: number): Promise<{ readonly textSpan: Span } | undefined>;
  }
  export function initialize(start: (context: unknown, data: unknown) => TypeScriptWorker): void;
}
