import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { boundedResult, type BenchResult } from '@stageline/testing/bench';
import { boot } from '../src/boot.ts';
import { assetsOf } from '../src/manifest.ts';

const CLIENT = path.resolve(import.meta.dirname, '../dist/client');
const KIB = 1024;

interface Weight {
  readonly files: number;
  readonly brKib: number;
  readonly gzKb: number;
}

const brotli = (bytes: Buffer | string): number =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const rounded = (value: number) => Math.round(value * 100) / 100;

/** What a browser fetches for these modules, each once; styles and fonts are not script. */
async function weightOf(modules: ReadonlySet<string>): Promise<Weight> {
  const scripts = await Promise.all([...modules].map((address) => readFile(path.join(CLIENT, address))));
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
  return {
    files: scripts.length,
    brKib: rounded(sum(scripts.map(brotli)) / KIB),
    gzKb: rounded(sum(scripts.map((script) => gzipSync(script, { level: 9 }).length)) / 1000),
  };
}

const without = (modules: ReadonlySet<string>, loaded: ReadonlySet<string>) =>
  new Set([...modules].filter((each) => !loaded.has(each)));

/** Goal P24 and the budget for a landing page, from the files that the build wrote. */
export async function run(): Promise<BenchResult[]> {
  const manifest = JSON.parse(await readFile(path.join(CLIENT, '.vite/manifest.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const closure = (...entries: string[]) => new Set(entries.flatMap((entry) => assetsOf(manifest, entry).modules));
  const socketIo = Object.keys(manifest).find((key) => key.includes('/socket.io-client/')) ?? '';

  const entry = closure('src/entry-app.tsx');
  const dashboard = closure(
    'src/entry-app.tsx',
    'src/app/routes/tenant.tsx',
    'src/app/layouts/dashboard-layout.tsx',
    'src/features/dashboard/components/dashboard-page.tsx',
  );
  const shell = closure('src/entry-app.tsx', 'src/app/routes/tenant.tsx');
  // What a viewer waits for before the picture; the chat and what else stands beside it comes by itself.
  const picture = ['page', 'room'].map((part) => `src/features/room/components/attendee-${part}.tsx`);
  const room = without(closure('src/app/store.tsx', ...picture), shell);
  const media = without(closure('src/app/store.tsx', ...picture, 'src/realtime/media/index.ts', socketIo), shell);
  const hydrated = closure('src/entry-landing.tsx');
  const german = closure('src/entry-landing.de.tsx');
  const inline = boot.toString();

  const [entryWeight, dashboardWeight, roomWeight, mediaWeight, hydratedWeight, germanWeight] = (await Promise.all(
    [entry, dashboard, room, media, hydrated, german].map(weightOf),
  )) as [Weight, Weight, Weight, Weight, Weight, Weight];
  const app = { entry: entryWeight, dashboard: dashboardWeight };
  const bootBytes = gzipSync(inline).length;
  return [
    boundedResult('P24', 'KiB (br) of script at the entry of the app', entryWeight.brKib, { atMost: 95 }, app),
    boundedResult(
      'P24',
      'KiB (br) of script that the room adds, lazily',
      roomWeight.brKib,
      { atMost: 45 },
      { room: roomWeight, withMediaAndSockets: mediaWeight },
    ),
    boundedResult(
      'landing',
      'KB (gz) of script before hydration',
      bootBytes / 1000,
      { atMost: 10 },
      { boot: bootBytes },
    ),
    boundedResult(
      'landing',
      'KB (gz) of script after hydration',
      bootBytes / 1000 + hydratedWeight.gzKb,
      { atMost: 80 },
      // A page in German carries the English words too.
      { hydrated: hydratedWeight, inGerman: germanWeight },
    ),
  ];
}
