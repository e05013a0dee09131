import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { audienceFlow, chatBursts, leftWithinMinute, momentBefore, speechTurns } from './moments.ts';
import type { Stay } from './viewer-curve.ts';

const at = (second: number) => new Date(second * 1000);
const stay = (identity: string, from: number, to: number): Stay => ({ identity, from: at(from), to: at(to) });
const anyStays = fc.array(
  fc
    .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: -100, max: 580 }), fc.nat(400))
    .map(([identity, from, length]) => stay(identity, from, from + length)),
  { maxLength: 20 },
);
const present = (stays: readonly Stay[], second: number): Set<string> =>
  new Set(stays.filter(({ from, to }) => from <= at(second) && at(second) < to).map(({ identity }) => identity));

describe('who left within a minute', () => {
  it('G-06 counts people who are gone a minute later, no reconnect, and not the end', () => {
    const stays = [
      stay('gone', 0, 130),
      stay('later', 0, 170),
      stay('back', 0, 125),
      stay('back', 140, 600),
      stay('end', 0, 600),
      stay('late', 110, 150),
    ];
    expect(leftWithinMinute(stays, [100_000, 120_000, 595_000, 100_000], 600_000)).toEqual([1, 3, 0, 1]);
  });

  it('G-06 equals a look at the room at both ends of the minute, whatever the tabs', () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 539 }), { maxLength: 12 });
    fc.assert(
      fc.property(anyStays, seconds, (all, instants) => {
        // Nobody is there after the end.
        const stays = all.map(({ identity, from, to }) => ({ identity, from, to: to > at(600) ? at(600) : to }));
        const counted = instants.map((second) => {
          const after = present(stays, Math.min(second + 60, 599));
          return [...present(stays, second)].filter((person) => !after.has(person)).length;
        });
        const millis = instants.map((second) => second * 1000);
        expect(leftWithinMinute(stays, millis, 600_000)).toEqual(counted);
      }),
    );
  });
});

describe('who came and went', () => {
  it('G-06 equals the difference between the ends of each step', () => {
    fc.assert(
      fc.property(anyStays, (stays) => {
        const { stepSeconds, joined, left } = audienceFlow(stays, { from: at(0), to: at(570) });
        expect([stepSeconds, joined.length, left.length]).toEqual([60, 10, 10]);
        // The last instant of the whole is its last millisecond.
        const there = Array.from({ length: 11 }, (_, step) => present(stays, step === 10 ? 569.999 : step * 60));
        const gone = (from: Set<string>, to: Set<string>) => [...from].filter((person) => !to.has(person)).length;
        expect(joined).toEqual(there.slice(1).map((after, step) => gone(after, there[step]!)));
        expect(left).toEqual(there.slice(1).map((after, step) => gone(there[step]!, after)));
      }),
    );
  });

  it('has no step where no time went by, and wider ones for days', () => {
    expect(audienceFlow([stay('a', 0, 9)], { from: at(5), to: at(5) })).toEqual({
      stepSeconds: 60,
      joined: [],
      left: [],
    });
    expect(audienceFlow([], { from: at(0), to: at(3 * 86_400) })).toMatchObject({ stepSeconds: 180 });
  });
});

describe('bursts of the chat', () => {
  it('are where much more is written than usual; neighbours are one, and what came before going live is none', () => {
    const quiet = Array.from({ length: 40 }, (_, window) => ({ window, messages: 2 }));
    const windows = [...quiet, { window: 50, messages: 12 }, { window: 51, messages: 30 }, { window: 60, messages: 4 }];
    expect(chatBursts([{ window: -1, messages: 90 }, ...windows.toReversed()], 80 * 30_000)).toEqual([
      { atMs: 1_500_000, messages: 42 },
    ]);
    expect(chatBursts([{ window: 3, messages: 4 }], 600_000)).toEqual([]);
  });
});

describe('turns of speech', () => {
  it('join what one speaker goes on to say, and leave out what was taken out', () => {
    const line = (speaker: string, startMs: number, endMs: number, text: string) => ({ speaker, startMs, endMs, text });
    expect(
      speechTurns([
        line('Kevin', 0, 900, 'Welcome.'),
        line('Kevin', 1000, 2000, 'We begin.'),
        line('Kevin', 2500, 3000, ''),
        line('Ana', 3000, 4000, 'Hello.'),
        line('Kevin', 4000, 5000, 'So,'),
        line('Kevin', 11_000, 12_000, 'the price.'),
      ]).map(({ speaker, startMs, endMs, text }) => [speaker, startMs, endMs, text]),
    ).toEqual([
      ['Kevin', 0, 2000, 'Welcome.'],
      ['Ana', 3000, 4000, 'Hello.'],
      ['Kevin', 4000, 5000, 'So,'],
      ['Kevin', 11_000, 12_000, 'the price.'],
    ]);
  });
});

it('a moment is near an instant when it is the last one before it, within reach', () => {
  const moments = [10, 40, 90].map((second) => ({ at: at(second).toISOString() }));
  expect(momentBefore(moments, at(60).toISOString(), 60_000)).toBe(moments[1]);
  expect(momentBefore(moments, at(90).toISOString(), 60_000)).toBe(moments[2]);
  expect(momentBefore(moments, at(200).toISOString(), 60_000)).toBeNull();
});
