/** Builds the page into the viewer's `dist/page`: one bundle, no other host, nothing inline. */
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  resolve: { conditions: ['@spanwise/source', ...defaultClientConditions] },
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2024',
    // Browsers that know `light-dark()` themselves: what it would be turned into needs styles of its own on every element.
    cssTarget: ['chrome123', 'firefox128', 'safari18'],
    // The policy of the viewer's server allows no `data:` address but for images.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What is bundled is published: its authors and their terms go with it.
    license: { fileName: 'licenses.md' },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
  },
});
