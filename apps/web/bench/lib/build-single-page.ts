import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

/** The api loads its renderer from the build, so the arm brings one that writes an empty document. */
const RENDERER = `
export const createRenderer = (manifest) => {
  const { file, css = [] } = manifest['bench/lib/single-page.tsx'];
  const page = (_input, { nonce }) =>
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">' +
    '<title>Stageline</title>' + css.map((href) => '<link rel="stylesheet" href="/' + href + '">').join('') +
    '<script type="module" nonce="' + nonce + '" src="/' + file + '"></script></head><body><div id="root"></div></body></html>';
  return { renderPage: page, renderShell: page };
};
`;

/**
 * Builds the client as one bundle, from the same components and with the same plugins as the product's.
 * @param outDir becomes a folder that the api takes as WEB_DIST
 */
export async function buildSinglePage(outDir: string): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..');
  await build({
    root,
    logLevel: 'error',
    build: {
      outDir: path.join(outDir, 'client'),
      rolldownOptions: { input: 'bench/lib/single-page.tsx', output: { codeSplitting: false } },
    },
  });
  await mkdir(path.join(outDir, 'server'), { recursive: true });
  await writeFile(path.join(outDir, 'server/package.json'), '{"type":"module"}');
  await writeFile(path.join(outDir, 'server/entry-server.js'), RENDERER);
}
