import type { PageInput } from '@stageline/contracts';
import { pageTexts } from './texts.ts';

type NeutralInput = Extract<PageInput, { kind: 'neutral' }>;

/** What a page says that shows nobody's site. */
export const neutralTexts = ({ says = 'nothing-here' }: NeutralInput) =>
  says === 'busy' ? pageTexts().busy : pageTexts().neutral;

/** Unknown, unfinished and suspended sites look like this, all alike, so that nothing can be told from it. */
export const NeutralPage = ({ input }: { readonly input: NeutralInput }) => (
  <main>
    <h1>{neutralTexts(input).title}</h1>
    <p>{neutralTexts(input).text}</p>
    {input.logInUrl !== undefined && (
      <p>
        {pageTexts().wayIn.question} <a href={input.logInUrl}>{pageTexts().wayIn.link}</a>
      </p>
    )}
  </main>
);
