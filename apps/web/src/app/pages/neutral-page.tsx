import { pageTexts } from './texts.ts';

/** Unknown, unfinished and suspended sites look like this, all alike, so that nothing can be told from it. */
export const NeutralPage = () => (
  <main>
    <h1>{pageTexts().neutral.title}</h1>
    <p>{pageTexts().neutral.text}</p>
  </main>
);
