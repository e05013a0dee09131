import { describe, expect, it } from '@jest/globals';
import { dueAct, nextActAt, responseTimes, type ResponseRules } from './response.ts';

const DAY = { from: '09:00', to: '18:00' };
const rules = (timeZone = 'Europe/Berlin', change: Partial<ResponseRules> = {}): ResponseRules => ({
  limitMinutes: 240,
  remindMinutes: 60,
  reassignMinutes: 60,
  hours: { timeZone, week: [DAY, DAY, DAY, DAY, DAY, null, null], holidays: ['2026-12-25'] },
  ...change,
});
const times = (since: string, given = rules()) => {
  const { remindAt, dueAt, reassignAt } = responseTimes(new Date(since), given)!;
  return [remindAt, dueAt, reassignAt].map((at) => at?.toISOString().slice(0, 16) ?? null);
};

describe('response times', () => {
  it.each([
    ['within a day', '2026-03-02T08:00:00Z', ['2026-03-02T11:00', '2026-03-02T12:00', '2026-03-02T13:00']],
    ['over a weekend', '2026-03-06T15:00:00Z', ['2026-03-09T09:00', '2026-03-09T10:00', '2026-03-09T11:00']],
    [
      'over the weekend in which clocks are put forward',
      '2026-03-27T15:00:00Z',
      ['2026-03-30T08:00', '2026-03-30T09:00', '2026-03-30T10:00'],
    ],
    [
      'over the weekend in which they are put back',
      '2026-10-23T14:00:00Z',
      ['2026-10-26T09:00', '2026-10-26T10:00', '2026-10-26T11:00'],
    ],
    [
      'over a holiday and a weekend',
      '2026-12-24T15:00:00Z',
      ['2026-12-28T09:00', '2026-12-28T10:00', '2026-12-28T11:00'],
    ],
    ['at night', '2026-03-02T23:00:00Z', ['2026-03-03T11:00', '2026-03-03T12:00', '2026-03-03T13:00']],
  ])('F-07 count hours in which somebody works: %s', (_what, since, expected) => {
    expect(times(since)).toEqual(expected);
  });
  it('F-07 are read from the wall of the zone, or from none', () => {
    expect(times('2026-03-02T08:00:00Z', rules('America/New_York'))[1]).toBe('2026-03-02T18:00');
    expect(times('2026-03-28T23:00:00Z', rules('Europe/Berlin', { hours: null }))[1]).toBe('2026-03-29T03:00');
    expect(times('2026-03-02T08:00:00Z', rules('UTC', { remindMinutes: 0, reassignMinutes: null }))).toEqual([
      null,
      '2026-03-02T13:00',
      null,
    ]);
    const never = { timeZone: 'UTC', week: Array.from({ length: 7 }, () => null), holidays: [] };
    expect(responseTimes(new Date(), rules('UTC', { hours: never }))).toBeNull();
  });
});

it('F-07 one act after the other; a reminder that comes too late is left out', () => {
  const [remindAt, dueAt, reassignAt] = [1, 2, 3].map((n) => new Date(n)) as [Date, Date, Date];
  const at = (step: Parameters<typeof dueAct>[0], now: number, change = {}) =>
    dueAct(step, { remindAt, dueAt, reassignAt, ...change }, new Date(now));
  expect([at('running', 0), at('running', 1), at('running', 2), at('running', 9)]).toEqual([
    null,
    'remind',
    'escalate',
    'escalate',
  ]);
  expect([at('reminded', 1), at('reminded', 2), at('overdue', 2), at('overdue', 3)]).toEqual([
    null,
    'escalate',
    null,
    'reassign',
  ]);
  expect([at('overdue', 9, { reassignAt: null }), at('stayed', 9)]).toEqual([null, null]);
  const all = { remindAt, dueAt, reassignAt };
  expect([nextActAt('running', all), nextActAt('running', { ...all, remindAt: null })]).toEqual([remindAt, dueAt]);
  expect([nextActAt('reminded', all), nextActAt('overdue', all), nextActAt('stayed', all)]).toEqual([
    dueAt,
    reassignAt,
    null,
  ]);
});
