const NEWEST = 'line-newest';

/** Tells the other parts of the page the highest position of the line, as visitors see it. */
export const tellNewest = (position: number): void => {
  dispatchEvent(new CustomEvent(NEWEST, { detail: position }));
};

/** Calls back with each highest position that is told. @returns ends it */
export function onNewest(heard: (position: number) => void): () => void {
  const listener = (event: Event): void => heard((event as CustomEvent<number>).detail);
  addEventListener(NEWEST, listener);
  return () => removeEventListener(NEWEST, listener);
}
