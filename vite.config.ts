import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { pageFiles } from './editor/build/page-files.mjs';
import { straightImports } from './editor/build/straight-imports.mjs';

/** Where `npx vite` finds the runtime while somebody works on the pages. */
const runtime = process.env['MILLRACE_URL'] ?? 'http://127.0.0.1:4280';

/** Of the library: what forms show. */
const FORMS =
  /@mantine.core.esm.components.(?:Accordion.AccordionChevron|Alert|Anchor|Badge|Center|Checkbox|Combobox.ComboboxChevron|CopyButton|Fieldset|Group|InlineInput|Input|InputBase|List|NativeSelect|Paper|Stack|Switch|Tabs|Text|Textarea|TextInput|Title)./;
/** What the libraries make their parts with as their files begin; it does nothing else, so parts that nobody uses are left out. */
const MAKERS = ['memo', 'forwardRef', 'createContext', 'lazy', 'createReactComponent', 'factory', 'polymorphicFactory', 'genericFactory'];

export default defineConfig({
  root: fileURLToPath(new URL('editor', import.meta.url)),
  base: '/',
  plugins: [
    react(),
    straightImports(),
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
      treeshake: { manualPureFunctions: MAKERS },
      output: {
        codeSplitting: {
          groups: [
            // By itself, so that it is kept from one release to the next.
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 3 },
            { ...pageFiles(), priority: 2 },
            // Parts that many pages show: as one file they take less than as forty.
            { name: 'forms', test: FORMS, priority: 1 },
            // By itself, so that what menus float with comes with the first menu and not with whatever shares a line with it.
            { name: 'floating', test: /@floating-ui/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': runtime, '/live': { target: runtime, ws: true } } },
});
