import type { ReplayChapter, ReplayQuestion } from '@stageline/contracts';
import type { ReplayRow } from './replays.types.ts';

/** So many come by themselves at most, and none sooner after another: a list that nobody reads is none. */
const MOST = 20;
const APART_MS = 30_000;
const MOST_CHARS = 80;

const shortened = (text: string): string =>
  text.length <= MOST_CHARS ? text : `${text.slice(0, MOST_CHARS - 1).trimEnd()}…`;

/** The chapters that somebody wrote, or else what the masterclass says of itself: its start, each screen, each answer. */
export function chaptersOf(
  { chapters, screens }: Pick<ReplayRow, 'chapters' | 'screens'>,
  questions: readonly Pick<ReplayQuestion, 'atMs' | 'text'>[],
): ReplayChapter[] {
  if (chapters !== null) return chapters.map(({ atMs, title }) => ({ atMs, kind: 'own' as const, title }));
  const marks: ReplayChapter[] = [
    ...screens.map((atMs) => ({ atMs, kind: 'screen' as const, title: '' })),
    ...questions.map(({ atMs, text }) => ({ atMs, kind: 'question' as const, title: shortened(text) })),
  ].sort((a, b) => a.atMs - b.atMs);
  const kept: ReplayChapter[] = [{ atMs: 0, kind: 'start', title: '' }];
  for (const mark of marks) if (kept.length < MOST && mark.atMs - kept.at(-1)!.atMs >= APART_MS) kept.push(mark);
  return kept;
}
