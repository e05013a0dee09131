import { expect, it } from '@jest/globals';
import { createSecondLook } from './second-look.ts';

it('gives what lasts from one look to the next, and forgets what was gone in between', () => {
  const look = createSecondLook();
  expect([...look(['a', 'b'])]).toEqual([]);
  expect([...look(['b', 'c'])]).toEqual(['b']);
  expect([...look(['a', 'b', 'c'])]).toEqual(['b', 'c']);
});
