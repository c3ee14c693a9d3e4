/** The colours of texts in Monaco, in the page's two colour schemes; contrast as the pages owe it. */
import type { Monaco } from './monaco.ts';

export const THEMES = { light: 'millrace-light', dark: 'millrace-dark' } as const;

export function defineThemes({ editor }: Monaco): void {
  editor.defineTheme(THEMES.light, {
    base: 'vs',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '4b6a3d' },
      { token: 'string', foreground: '8f1d1d' },
      { token: 'number', foreground: '0a5c42' },
      { token: 'variable', foreground: '6b3fa0' },
      { token: 'function', foreground: '0b4f9e' },
    ],
    colors: {
      'editor.background': '#ffffff',
      'editorLineNumber.foreground': '#5c6470',
      'editorGutter.background': '#ffffff',
      'diffEditor.insertedTextBackground': '#cdeccd',
      'diffEditor.insertedLineBackground': '#eef8ee',
      'diffEditor.removedTextBackground': '#ffd9d9',
      'diffEditor.removedLineBackground': '#fff1f1',
    },
  });
  editor.defineTheme(THEMES.dark, {
    base: 'vs-dark',
    inherit: true,
    rules: [
      { token: 'comment', foreground: '93b383' },
      { token: 'string', foreground: 'e0a58f' },
      { token: 'number', foreground: 'b5cea8' },
      { token: 'variable', foreground: 'cda9f5' },
      { token: 'function', foreground: '8cc4ff' },
    ],
    colors: {
      'editor.background': '#242424',
      'editorLineNumber.foreground': '#a3a9b2',
      'editorGutter.background': '#242424',
      'diffEditor.insertedTextBackground': '#1f4a26',
      'diffEditor.insertedLineBackground': '#1f2f22',
      'diffEditor.removedTextBackground': '#5a2323',
      'diffEditor.removedLineBackground': '#352222',
    },
  });
}
