import { authTexts } from '../texts.ts';

/** What the address of a log-in page says went wrong on the way, in words; undefined when nothing did. */
export function problemOf(search: string): string | undefined {
  const code = new URLSearchParams(search).get('problem');
  if (code === null) return undefined;
  const { problems } = authTexts();
  return Object.hasOwn(problems, code) ? problems[code as keyof typeof problems] : problems.other;
}
