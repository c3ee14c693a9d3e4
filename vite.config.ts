import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npx vite` finds the runtime while somebody works on the pages. */
const runtime = process.env['MILLRACE_URL'] ?? 'http://127.0.0.1:4280';

export default defineConfig({
  root: fileURLToPath(new URL('editor', import.meta.url)),
  base: '/',
  plugins: [react()],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    outDir: fileURLToPath(new URL('dist/editor', import.meta.url)),
    emptyOutDir: true,
    target: 'es2023',
    // The content security policy allows neither inline scripts nor fonts in data URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': runtime, '/live': { target: runtime, ws: true } } },
});
