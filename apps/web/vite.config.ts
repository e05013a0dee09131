import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import { operations } from '@stageline/contracts';

/**
 * Replaces the body of `shared/lib/operations.ts` with the table that it computes, so that a browser gets
 * `{ id: [method, path] }` and not the schemas (zod) that the contracts are written in.
 */
const operationTable = (): Plugin => ({
  name: 'stageline:operation-table',
  enforce: 'pre',
  transform(_code, id) {
    if (!id.endsWith('/src/shared/lib/operations.ts')) return undefined;
    const table = Object.fromEntries(operations.map(({ id: name, method, path }) => [name, [method, path]]));
    return { code: `export const operationTable = ${JSON.stringify(table)};`, map: null };
  },
});

/**
 * sonner writes its style into the document by itself, which the Content-Security-Policy forbids; toaster.tsx imports
 * the same style as a file.
 */
const sonnerStyle = (): Plugin => ({
  name: 'stageline:sonner-style',
  transform(code, id) {
    if (!id.includes('/sonner/dist/index.mjs')) return undefined;
    if (!code.includes('__insertCSS('))
      throw new Error('sonner changed how it brings its style: look at vite.config.ts.');
    return { code: code.replace(/^__insertCSS\(.*$/m, ''), map: null };
  },
});

/**
 * What every signed-in page loads at once, in one file: thirty small ones compress worse by 8 KB and cost a request each.
 * React and what the public pages use as well come first, or these pages would load the frame too.
 */
const chunkGroups = [
  // A translation of everything is one small file, and fetched at the first page.
  { name: 'texts', test: /\.de\.ts$/, priority: 4 },
  { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\//, priority: 3 },
  {
    name: 'base',
    test: /src\/shared\/(?:ui\/(?:button|monogram|spinner)\.tsx|lib\/(?:api|operations|cn|initials-of|page-state)\.ts)$/,
    priority: 2,
  },
  {
    name: 'frame',
    test: new RegExp(
      [
        'node_modules/(?:react-router/|@tanstack/(?:query-core|react-query)/(?!.*nfinite))',
        'src/app/(?:error-pages|navigating|frame/(?!user-menu|command-palette))',
        'src/realtime/hints',
        'src/shared/(?:lib/(?:session|navigation-guard|query-keys)|ui/(?:states|skeleton))',
      ].join('|'),
    ),
    priority: 1,
  },
];

export default defineConfig(({ isSsrBuild = false }) => ({
  plugins: [operationTable(), sonnerStyle(), react(), tailwindcss()],
  // The server bundle stands alone: the api loads it from a folder, not from this package.
  ssr: { noExternal: true, target: 'node' },
  build: {
    target: 'es2022',
    cssMinify: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    ...(isSsrBuild
      ? { rolldownOptions: { output: { entryFileNames: '[name].js' } } }
      : {
          outDir: 'dist/client',
          manifest: true,
          rolldownOptions: {
            input: { landing: 'src/entry-landing.tsx', app: 'src/entry-app.tsx' },
            output: { codeSplitting: { groups: chunkGroups } },
          },
        }),
  },
}));
