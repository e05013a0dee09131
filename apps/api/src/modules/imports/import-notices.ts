import type { MembershipId } from '@stageline/contracts';
import type { Notifier } from '../notifications/index.ts';
import type { ImportRow } from './imports.types.ts';

/** What has run for longer is left alone and done something else beside. */
const LONG_MS = 30_000;

/** How an import has ended, besides by somebody's hand. */
export type ImportEnd =
  | { readonly state: 'check-failed' }
  | { readonly state: 'failed' | 'done'; readonly written: number; readonly wrong: number };

/**
 * Tells whoever began an import that it has broken off; and that it is done where it took long or had broken off before, for
 * then nobody looks on any more. Once for each time that it was begun, within the caller's transaction where there is one.
 * @param row as it was before its end
 */
export async function notifyOfEnd(
  notifier: Pick<Notifier, 'notify'>,
  row: ImportRow,
  end: ImportEnd,
  now: Date,
): Promise<void> {
  const { _id: id, filename, by, started, asked, check } = row;
  const tookMs = now.getTime() - (started?.at ?? now).getTime();
  if (end.state === 'done' && tookMs < LONG_MS && row.state !== 'failed') return;
  const whom: MembershipId = end.state === 'check-failed' ? by.membershipId : (started ?? by).membershipId;
  const { written, wrong } = { written: 0, wrong: 0, ...end };
  const about = { id, filename, state: end.state, rows: check?.rows ?? 0, written, wrong };
  await notifier.notify(whom, 'import-ended', { key: `import-${end.state}.${id}.${asked ?? ''}`, import: about });
}
