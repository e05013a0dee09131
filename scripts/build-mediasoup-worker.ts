import { runMain } from './lib/errors.ts';
import { resolveMediasoupWorker } from './lib/worker-toolchain.ts';

await runMain(async () => {
  console.log(await resolveMediasoupWorker());
});
