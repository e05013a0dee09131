import { harmlessTexts } from '../packages/config/check-exceptions.ts';
import { checkCache } from './lib/check-cache.ts';
import { runMain } from './lib/errors.ts';
import { repoRoot } from './lib/paths.ts';
import { scanForSecrets } from './lib/secret-scan.ts';

/** One of the static checks: no file of the tree holds a secret. */
await runMain(() => scanForSecrets(repoRoot, harmlessTexts, checkCache('secrets.json')));
