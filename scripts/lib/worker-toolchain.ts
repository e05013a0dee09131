import { ensureSystemPackages } from './apt.ts';
import { buildMediasoupWorker, findMediasoupWorker } from './mediasoup-worker.ts';
import { step } from './progress.ts';

const runtimeLibraries = ['libuv1-dev', 'libssl-dev', 'libsrtp2-dev', 'libusrsctp-dev', 'libabsl-dev'];
const toolchain = {
  title: 'the tools to build the mediasoup worker',
  packages: [
    'meson',
    'ninja-build',
    'g++',
    'pkg-config',
    'dpkg-dev',
    ...runtimeLibraries,
    'libflatbuffers-dev',
    'flatbuffers-compiler',
  ],
};

/**
 * The path of a mediasoup worker that runs on this machine, built when there is none (5 to 6 minutes on two cores, once
 * per machine and mediasoup version).
 * @throws SetupError when the tools cannot be installed or the build fails.
 */
export async function resolveMediasoupWorker(): Promise<string> {
  const found = await findMediasoupWorker();
  if (found) return found;
  await ensureSystemPackages([toolchain]);
  // With the libraries in place a worker that another checkout built may run now.
  const cached = await findMediasoupWorker();
  return cached ?? step('Building the mediasoup worker (once, about 6 minutes)', buildMediasoupWorker);
}
