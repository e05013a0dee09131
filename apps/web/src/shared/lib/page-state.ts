/** The id of the `<script type="application/json">` in which the server hands a page what it rendered it from. */
export const STATE_ELEMENT_ID = 'stageline-state';

/** Reads what the server put into this document. */
export function readPageState<T>(): T {
  const element = document.getElementById(STATE_ELEMENT_ID);
  if (element === null) throw new Error('The document carries no state.');
  return JSON.parse(element.textContent) as T;
}

/** JSON that may stand inside a script element: no `<` can end the element or open a comment (HTML, 4.12.1.3). */
export const scriptJson = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
