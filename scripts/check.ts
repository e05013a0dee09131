import { runStaticChecks } from './lib/checks.ts';
import { runMain } from './lib/errors.ts';

/** `npm run check`: what can be checked without running anything. */
await runMain(runStaticChecks);
