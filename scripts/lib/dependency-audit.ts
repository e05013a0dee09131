import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AcceptedAdvisory } from '../../packages/config/check-exceptions.ts';
import { recall, remember } from './check-cache.ts';
import { SetupError } from './errors.ts';
import { pnpmBin } from './pnpm.ts';
import { tryRun } from './run.ts';

/** What pnpm prints of an advisory, as far as it is read here. */
interface Advisory {
  readonly github_advisory_id: string;
  readonly module_name: string;
  readonly severity: string;
  readonly title: string;
  readonly patched_versions: string;
  readonly url: string;
  readonly findings: readonly { readonly version: string }[];
}

export interface AuditOptions {
  /** Folder of the lock file. */
  readonly root: string;
  readonly accepted: readonly AcceptedAdvisory[];
  /** `2026-01-31`: which entries have run out, and for which day a clean answer is kept. */
  readonly today: string;
  /** No answer is a failure; for the builds that go to production. */
  readonly required: boolean;
  /** Keeps the lock file that was clean today. */
  readonly cacheFile: string;
  /** Asked in place of the registry that npm is set up with. */
  readonly registry?: string;
}

const failing = new Set(['high', 'critical']);
/** A registry that takes the question and says nothing holds up a check no longer than this. */
const answerWithinSeconds = 20;

/**
 * Asks the registry for advisories on every version of the lock file, development dependencies included: they run in CI.
 * A clean answer holds for the day, as long as the lock file stays.
 * @returns null when all is well, or a line that says that nothing was audited and why.
 * @throws SetupError for high and critical advisories that are not accepted (any more), and, where an audit is required, for
 * want of an answer.
 */
export async function auditDependencies(options: AuditOptions): Promise<string | null> {
  const { accepted, today, required, cacheFile } = options;
  const lock = await readFile(path.join(options.root, 'pnpm-lock.yaml'));
  const question = createHash('sha256')
    .update(lock)
    .update(JSON.stringify([accepted, today]))
    .digest('base64');
  if (!required && (await recall(cacheFile)) === question) return null;

  const answer = await ask(options);
  if (typeof answer === 'string') {
    const line = `not audited: ${answer}`;
    if (required)
      throw new SetupError(`Dependencies were ${line}`, ['AUDIT=required does not go on without an answer.']);
    return line;
  }
  const open = answer.filter(
    ({ severity, github_advisory_id: id }) =>
      failing.has(severity) && !accepted.some((entry) => entry.id === id && entry.until >= today),
  );
  if (open.length > 0) {
    const ranOut = (id: string): string => {
      const entry = accepted.find((one) => one.id === id);
      return entry === undefined ? '' : ` (was accepted until ${entry.until})`;
    };
    throw new SetupError(open.map((one) => describe(one) + ranOut(one.github_advisory_id)).join('\n'), [
      'Take in the mended versions, with an override in pnpm-workspace.yaml where another package holds the old one.',
      'What does not reach the product goes into packages/config/check-exceptions.ts, with its reason and an end.',
    ]);
  }
  await remember(cacheFile, question);
  return null;
}

function describe({ module_name: name, findings, severity, title, patched_versions: patched, url }: Advisory): string {
  const versions = findings.map(({ version }) => version).join(', ');
  return `${name} ${versions}: ${severity}: ${title} (mended in ${patched}; ${url})`;
}

/** The advisories, of any severity; or a sentence that says why there is no answer. */
async function ask({ root, registry }: AuditOptions): Promise<readonly Advisory[] | string> {
  const to = registry === undefined ? [] : [`--registry=${registry}`];
  const env = { ...process.env, pnpm_config_fetch_retries: '0', CI: 'true' };
  const pnpm = await pnpmBin();
  if (pnpm === undefined) return 'npx cannot get pnpm.';
  const limited = ['-k', '1', String(answerWithinSeconds), pnpm, 'audit', '--json', ...to];
  const { code, output } = await tryRun('timeout', limited, { cwd: root, env });
  if (code === 124) return `the registry did not answer within ${answerWithinSeconds} s.`;
  try {
    // Warnings may stand around it.
    const report = output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1);
    return Object.values((JSON.parse(report) as { advisories: Record<string, Advisory> }).advisories);
  } catch {
    return oneLine(output);
  }
}

/** pnpm draws its errors with rules and arrows, over several lines. */
function oneLine(output: string): string {
  return output
    .replaceAll(/[×│├╰─▶]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
