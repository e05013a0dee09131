import { acceptedAdvisories } from '../packages/config/check-exceptions.ts';
import { checkCache } from './lib/check-cache.ts';
import { auditDependencies } from './lib/dependency-audit.ts';
import { runMain } from './lib/errors.ts';
import { repoRoot } from './lib/paths.ts';

/** One of the static checks: no dependency has a known hole. `AUDIT=required` fails where nothing can be said. */
await runMain(async () => {
  const unanswered = await auditDependencies({
    root: repoRoot,
    accepted: acceptedAdvisories,
    today: new Date().toISOString().slice(0, 10),
    required: process.env['AUDIT'] === 'required',
    cacheFile: checkCache('audit.json'),
  });
  if (unanswered !== null) console.log(unanswered);
});
