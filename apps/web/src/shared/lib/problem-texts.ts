import type { ErrorCode, Problem } from '@stageline/contracts';
import { definePublicMessages } from '../i18n/index.ts';

export interface ProblemTexts {
  readonly offline: string;
  readonly failed: string;
  readonly unreadable: string;
  /** `message` says what went wrong, `wait` is a time such as `5 minutes`. */
  readonly waitFirst: (message: string, wait: string) => string;
  /** By code. The api's own words are English, so English needs none. */
  readonly titles: Readonly<Partial<Record<ErrorCode, string>>>;
  /** By the English sentence; `#` stands for a number. */
  readonly sentences: Readonly<Record<string, string>>;
  /** For those that hold names, or other sentences. */
  readonly other?: (sentence: string) => string | undefined;
}

const en: ProblemTexts = {
  offline: 'We could not reach the server. Check your connection and try again.',
  failed: 'Something went wrong on our side.',
  unreadable: 'The answer could not be read. Please try again.',
  waitFirst: (message, wait) => `${message} You can try again in ${wait}.`,
  titles: {},
  sentences: {},
};

export const problemTexts = definePublicMessages(en);

function known(sentence: string): string | undefined {
  const { sentences, other } = problemTexts();
  const exact = sentences[sentence];
  if (exact !== undefined) return exact;
  const numbers = sentence.match(/\d+/g) ?? [];
  let index = 0;
  return (
    sentences[sentence.replaceAll(/\d+/g, '#')]?.replaceAll('#', () => numbers[index++] ?? '') ?? other?.(sentence)
  );
}

/** What the api, or a schema of the contract, says in English, in the page's language; as it is where nothing is known. */
export const translated = (sentence: string): string => known(sentence) ?? sentence;

/** Why the api refused something, in the page's language: the detail where it gave one that is known in it. */
export function describeProblem({ code, title, detail }: Pick<Problem, 'code' | 'title' | 'detail'>): string {
  const ofCode = problemTexts().titles[code];
  return detail === undefined ? (ofCode ?? title) : (known(detail) ?? ofCode ?? detail);
}
