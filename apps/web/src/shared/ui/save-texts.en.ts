/** English is the source: a translation has the shape of it. */
export const en = {
  conflict: 'Somebody else has changed this meanwhile. Nothing of theirs was overwritten.',
  loadTheirs: 'Show their version',
};
