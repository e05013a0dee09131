import { describe, expect, it } from '@jest/globals';
import { accessOf, type Bought } from './access.ts';

const none = { paid: 0, overpaid: 0, refunded: 0, disputed: 0, lost: 0, due: 100 };
const all = { ...none, paid: 100, due: 0 };
const bought = (change: Partial<Bought> = {}): Bought => ({
  ...{ figures: all, needed: null, parts: null, line: null },
  ...change,
});

describe('what is open to whoever bought it', () => {
  it.each([
    ['nothing is paid', { figures: none }, 'unpaid'],
    ['all of it is paid', {}, null],
    ['half of it is paid', { figures: { ...none, paid: 50, due: 50 } }, 'unpaid'],
    ['half is paid, and the rest was taken off', { figures: { ...none, paid: 50, due: 0 } }, null],
    ['as much is paid as opens it', { figures: { ...none, paid: 50, due: 50 }, needed: 50 }, null],
    ['a part went back', { figures: { ...all, refunded: 30 } }, null],
    ['all of it went back', { figures: { ...all, refunded: 100 } }, 'refunded'],
    [
      'its line went back, and more was paid',
      { figures: { ...all, overpaid: 9, refunded: 100 }, line: { gross: 100, back: 100 } },
      'refunded',
    ],
    ['a part of its line went back', { figures: { ...all, refunded: 60 }, line: { gross: 100, back: 60 } }, null],
    ['a part of it is disputed', { figures: { ...all, disputed: 10 } }, 'disputed'],
    ['it was lost', { figures: { ...all, lost: 100 } }, 'lost'],
    ['a dispute was won before it was opened', { figures: { ...all, disputed: -100 } }, null],
    ['its invoice is void', { figures: { ...none, due: 0 } }, 'unpaid'],
    ['it is agreed on in parts, and none is paid', { figures: none, parts: { state: 'on_track' } }, 'unpaid'],
    ['the first part is paid', { figures: { ...none, paid: 25, due: 75 }, parts: { state: 'on_track' } }, null],
    ['a part is late', { figures: { ...none, paid: 25, due: 75 }, parts: { state: 'late' } }, null],
    ['a part is two weeks late', { figures: { ...none, paid: 25, due: 75 }, parts: { state: 'arrears' } }, 'late'],
    ['all parts are paid', { parts: { state: 'paid' } }, null],
  ] as const)('D-06 where %s', (_when, change, why) => {
    expect(accessOf(bought(change as Partial<Bought>))).toBe(why);
  });
});
