import { createHash } from 'node:crypto';
import { chmod, copyFile, cp, mkdtemp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fetchDebianSource } from './debian-source.ts';
import { SetupError } from './errors.ts';
import { withLock } from './lock.ts';
import { inRepo, sharedCacheDir } from './paths.ts';
import type { Report } from './progress.ts';
import { run, tryRun } from './run.ts';

/** Subprojects and source edits that make the worker build against the system's libraries (infra/adr tells why). */
const overlayDir = inRepo('scripts/mediasoup-worker');

/** The worker ends with this code when started without MEDIASOUP_VERSION: the cheapest proof that it can run here. */
const missingVersionExitCode = 41;

interface SourceEdit {
  file: string;
  find: string;
  replace: string;
  why: string;
}

/**
 * The worker binary that is there already: `MEDIASOUP_WORKER_BIN`, then mediasoup's own prebuilt download, then a build
 * in the shared cache. Undefined when it must be built.
 * @throws SetupError when `MEDIASOUP_WORKER_BIN` names something that does not run.
 */
export async function findMediasoupWorker(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const configured = env['MEDIASOUP_WORKER_BIN'];
  if (configured) {
    if (await canRun(configured)) return configured;
    throw new SetupError(`MEDIASOUP_WORKER_BIN names ${configured}, which does not run on this machine.`, [
      'Point it at a mediasoup-worker binary for this system, or unset it to let the scripts build one.',
    ]);
  }
  const prebuilt = path.join(await mediasoupDir(), 'worker/out/Release/mediasoup-worker');
  if (await canRun(prebuilt)) return prebuilt;
  const cached = await cachedWorkerPath();
  return (await canRun(cached)) ? cached : undefined;
}

/**
 * Builds the worker from the sources in node_modules into the shared cache and returns its path. Two builds at once wait
 * for each other, and a binary appears in the cache only when it is whole and was seen to start.
 * @throws SetupError with the end of the compiler's output.
 */
export async function buildMediasoupWorker(report: Report): Promise<string> {
  const target = await cachedWorkerPath();
  return withLock(
    `${target}.lock`,
    async () => {
      if (!(await canRun(target))) await build(target, report);
      return target;
    },
    (pid) => report(`process ${pid} is building it already, waiting`),
  );
}

async function build(target: string, report: Report): Promise<void> {
  const workDir = await mkdtemp(path.join(os.tmpdir(), 'stageline-mediasoup-'));
  try {
    report('copying sources');
    const source = await patchedSources(workDir);
    report('building libsrtp with OpenSSL');
    const srtp = await buildSrtp(workDir);
    if (srtp === undefined) report("the system's libsrtp is used: its source is not to be had");
    const binary = await compile(source, srtp, report);
    // Into the cache under a temporary name first: rename is atomic only within one file system.
    const staged = `${target}.${process.pid}`;
    await copyFile(binary, staged);
    await chmod(staged, 0o755);
    await rename(staged, target);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Copies the worker's sources into a folder and makes them fit the system's libraries. @returns where they are. */
export async function patchedSources(workDir: string): Promise<string> {
  const source = path.join(workDir, 'worker');
  await cp(path.join(await mediasoupDir(), 'worker'), source, { recursive: true, dereference: true });
  await replaceSubprojects(source);
  await applySourceEdits(source);
  return source;
}

async function replaceSubprojects(source: string): Promise<void> {
  const subprojects = path.join(source, 'subprojects');
  await rm(subprojects, { recursive: true, force: true });
  await cp(path.join(overlayDir, 'subprojects'), subprojects, { recursive: true });
}

async function applySourceEdits(source: string): Promise<void> {
  const edits = JSON.parse(await readFile(path.join(overlayDir, 'source-edits.json'), 'utf8')) as SourceEdit[];
  for (const edit of edits) {
    const file = path.join(source, edit.file);
    const before = await readFile(file, 'utf8');
    if (before.split(edit.find).length !== 2) {
      throw new SetupError(`mediasoup's ${edit.file} no longer contains "${edit.find}" exactly once.`, [
        'The mediasoup version changed: look through scripts/mediasoup-worker/source-edits.json.',
      ]);
    }
    await writeFile(
      file,
      before.replace(edit.find, () => edit.replace),
    );
  }
}

/**
 * libsrtp from Debian's source, with OpenSSL for its ciphers: Debian's own is built with NSS, and a worker with that
 * carries half the viewers (infra/adr/0002).
 * @returns the folder of its pkg-config file; undefined where the source cannot be had
 */
async function buildSrtp(workDir: string): Promise<string | undefined> {
  const source = await fetchDebianSource('libsrtp2', 'libsrtp2-dev', path.join(workDir, 'srtp'));
  if (source === undefined) return undefined;
  const [out, prefix] = [path.join(source, 'stageline-build'), path.join(source, 'stageline')];
  const options = ['--buildtype=release', '--default-library=static', `--prefix=${prefix}`, '--libdir=lib'];
  // The worker is position-independent (b_pie), so what is linked into it must be.
  const own = ['-Dcrypto-library=openssl', '-Dtests=disabled', '-Ddoc=disabled', '-Db_staticpic=true'];
  for (const [program, args] of [
    ['meson', ['setup', out, source, ...options, ...own]],
    ['ninja', ['-C', out, 'install']],
  ] as const)
    if ((await tryRun(program, [...args])).code !== 0) return undefined;
  return path.join(prefix, 'lib/pkgconfig');
}

async function compile(source: string, srtp: string | undefined, report: Report): Promise<string> {
  const out = path.join(source, 'build');
  const advice = [
    'The sources are mediasoup from node_modules with the files in scripts/mediasoup-worker laid over them.',
  ];
  report('meson setup');
  const options = ['-Dms_disable_liburing=true', '--buildtype=release', '-Db_ndebug=true', '-Db_pie=true'];
  const ownSrtp = srtp === undefined ? [] : ['-Dlibsrtp3:own-srtp2=true'];
  await run('meson', ['setup', out, source, ...options, '-Ddefault_library=static', ...ownSrtp], {
    cwd: source,
    env: { ...process.env, ...(srtp !== undefined && { PKG_CONFIG_PATH: srtp }) },
    advice,
  });
  const onLine = (line: string): void => {
    const count = /^\[(\d+\/\d+)\]/.exec(line)?.[1];
    if (count) report(`compiled ${count}`);
  };
  // The generated headers first: nothing else in mediasoup's build files orders them before their users.
  await run('ninja', ['-C', out, 'fbs/FBS'], { advice });
  await run('ninja', ['-C', out, 'mediasoup-worker'], { advice, onLine });
  const binary = path.join(out, 'mediasoup-worker');
  await run('strip', [binary]);
  if (!(await canRun(binary))) throw new SetupError('The mediasoup worker was built but does not start.', advice);
  return binary;
}

/** `<cache>/mediasoup-worker/<version>-<hash of overlay and architecture>/mediasoup-worker`. */
async function cachedWorkerPath(): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(await mediasoupDir(), 'package.json'), 'utf8')) as {
    version: string;
  };
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  const files = await readdir(overlayDir, { recursive: true, withFileTypes: true });
  const names = files.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  for (const name of names.sort()) hash.update(path.relative(overlayDir, name)).update(await readFile(name));
  const key = `${manifest.version}-${hash.digest('hex').slice(0, 12)}`;
  const dir = path.join(sharedCacheDir(), 'mediasoup-worker', key);
  await mkdir(dir, { recursive: true });
  return path.join(dir, 'mediasoup-worker');
}

/** mediasoup as apps/sfu resolves it. Its main file is node/lib/index.js; package.json is not exported. */
async function mediasoupDir(): Promise<string> {
  const main = createRequire(inRepo('apps/sfu/package.json')).resolve('mediasoup');
  return path.resolve(path.dirname(main), '../..');
}

async function canRun(binary: string): Promise<boolean> {
  const { code } = await tryRun(binary, [], { env: {} });
  return code === missingVersionExitCode;
}
