import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where `npx vite` finds the runtime while somebody works on the pages. */
const runtime = process.env['MILLRACE_URL'] ?? 'http://127.0.0.1:4280';

/** Of the library: what home shows, and forms. */
const EVERYWHERE =
  /@mantine.core.esm.components.(?:Accordion.AccordionChevron|Alert|Anchor|Badge|Center|Checkbox|Combobox.ComboboxChevron|CopyButton|Fieldset|Group|InlineInput|Input|InputBase|List|NativeSelect|Paper|Stack|Switch|Tabs|Text|Textarea|TextInput|Title)./;

export default defineConfig({
  root: fileURLToPath(new URL('editor', import.meta.url)),
  base: '/',
  plugins: [
    react(),
    {
      // editor/code/typescript-worker.ts is started in its place; the package's own would lie beside it, 7 MB that nobody asks for.
      name: 'no-second-typescript-worker',
      enforce: 'pre',
      transform: (code, id) =>
        /features.typescript.workerManager\.js/.test(id)
          ? code.replace(/createWorker: \(\) => new Worker\(new URL\('ts\.worker\.js', import\.meta\.url\), \{ type: "module" \}\),/, '')
          : undefined,
    },
  ],
  resolve: {
    conditions: ['source', ...defaultClientConditions],
    alias: [
      {
        find: /^\.\.\/\.\.\/\.\.\/internal\/common\/workers\.js$/,
        replacement: fileURLToPath(new URL('editor/code/monaco-workers.ts', import.meta.url)),
      },
    ],
  },
  worker: { format: 'es' },
  build: {
    outDir: fileURLToPath(new URL('dist/editor', import.meta.url)),
    emptyOutDir: true,
    // What each page loads, for test/system/bundle-size.test.ts.
    manifest: true,
    target: 'es2023',
    // Browsers that know light-dark(): left as it is, it follows the page's colour scheme.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    // The content security policy allows neither inline scripts nor fonts in data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Parts that nearly every page shows: as one file they take 15 kB less than as forty.
            { name: 'parts', test: EVERYWHERE, priority: 1 },
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
            // By itself, so that what menus float with comes with the first menu and not with whatever shares a line with it.
            { name: 'floating', test: /@floating-ui/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': runtime, '/live': { target: runtime, ws: true } } },
});
