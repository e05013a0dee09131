import react from '@vitejs/plugin-react';
import tailwindcss from '@tailwindcss/vite';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { operationRequests } from './vite.operations.ts';

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
 * Has a browser compile React while it loads, beside the page, and not when its first line runs, in one go that holds a
 * phone up for 150 ms. React's modules are wrapped into functions, and a function in parentheses is taken for one that is
 * called soon, an arrow function in parentheses is not.
 */
const earlyReact = (): Plugin => ({
  name: 'stageline:early-react',
  // The file's name is made before its wrappers are written anew.
  augmentChunkHash: ({ name }) => (name === 'react' ? 'early' : undefined),
  generateBundle(_options, bundle) {
    const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'react');
    if (chunk?.type !== 'chunk') return;
    const code = chunk.code.replaceAll(/\(\((?:([\w$]+)|\(([\w$,]+)\))=>\{/g, '((function($1$2){');
    if (code === chunk.code) throw new Error('React is wrapped in another way now: look at vite.config.ts.');
    chunk.code = code;
  },
});

/**
 * What every signed-in page loads at once, in one file: thirty small ones compress worse by 8 KB and cost a request each.
 * React and what the public pages use as well come first, or these pages would load the frame too.
 */
const chunkGroups = [
  { name: 'react', test: /node_modules\/(?:react|react-dom|scheduler)\//, priority: 5 },
  {
    name: 'base',
    test: new RegExp(
      [
        'src/shared/ui/(?:button|spinner)\\.tsx?$',
        'src/shared/lib/(?:problem-texts|cn|format-time|initials-of|page-state)\\.ts$',
        'src/shared/i18n/(?:locale|public-messages|filled)\\.ts$',
        // What loads other files: in the frame it would bring all of that along.
        'vite/preload-helper',
      ].join('|'),
    ),
    priority: 4,
  },
  {
    name: 'frame',
    test: new RegExp(
      [
        'node_modules/(?:react-router/|@tanstack/(?:query-core|react-query)/(?!.*nfinite))',
        'src/app/(?:error-pages|navigating|texts|frame/(?!user-menu|site-switcher|command-palette))(?!.*\\.de\\.ts)',
        'src/realtime/hints',
        'src/shared/(?:lib/(?:api|operations|session|navigation-guard|frame-keys|use-online)|ui/(?:connection-line|states|skeleton|monogram|texts\\.)|i18n/(?:count|messages))',
      ].join('|'),
    ),
    priority: 3,
  },
  // The words of the islands, which the German ones would take along, and the fields of their form.
  {
    name: 'public',
    test: /src\/(?:shared\/ui\/(?:field|field-texts|select|textarea)\.tsx?|features\/(?:line\/lib\/(?:grouped|ago|newest)|(?:(?:line|registration)\/texts|site\/viewer-time)(?:\.en)?)\.ts)$/,
    priority: 3,
  },
  {
    name: 'islands',
    test: /src\/(?:hydrate-landing|features\/(?:line\/(?:components\/power-line|hooks|lib)|registration\/(?:components\/registration-form|lib\/errors-of)|site\/components\/viewer-time))/,
    priority: 2,
  },
  // What the form of the islands needs once somebody has touched it.
  {
    name: 'sending',
    test: /src\/(?:shared\/lib\/request|features\/registration\/(?:sending|api|lib\/(?:fields|read-form)|components\/registration-done))/,
    priority: 1,
  },
  // What comes alive on personal pages and on demos only, its words in both languages with it: they are few.
  {
    name: 'beside',
    test: /src\/(?:hydrate-beside|features\/line\/(?:beside-texts|components\/(?:invite-link|place-report|simulated-line)))/,
    priority: 3,
  },
  // Translations are two small files: of the public pages, and of everything behind them.
  {
    name: 'public-texts',
    test: /src\/(?:public|features\/(?:(?:line|registration)\/texts|site\/viewer-time)|shared\/(?:lib\/public-problems|ui\/field-texts))\.de\.ts$/,
    priority: 2,
  },
  // By themselves: with what they use, such as the domain's formulas, they would come to every page that uses it as well.
  { name: 'texts', test: /\.de\.ts$/, priority: 1, includeDependenciesRecursively: false },
];

export default defineConfig(({ isSsrBuild = false }) => ({
  plugins: [
    operationRequests(path.join(import.meta.dirname, 'src')),
    sonnerStyle(),
    earlyReact(),
    react(),
    tailwindcss(),
  ],
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
            input: {
              landing: 'src/entry-landing.tsx',
              'landing-de': 'src/entry-landing.de.tsx',
              beside: 'src/entry-beside.tsx',
              'beside-de': 'src/entry-beside.de.tsx',
              app: 'src/entry-app.tsx',
            },
            output: { codeSplitting: { groups: chunkGroups } },
          },
        }),
  },
}));
