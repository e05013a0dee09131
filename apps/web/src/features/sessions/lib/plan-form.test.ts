import { describe, expect, it } from '@jest/globals';
import { editsOf, newSeriesOf, newSessionOf, PlanForm, suggestedPlan } from './plan-form.ts';
import { choicesOf, nextDates, noRepeat } from './repeats.ts';

const plan = {
  title: 'A title',
  description: '',
  date: '2126-03-01',
  time: '19:30',
  durationMinutes: 60,
  timeZone: 'Europe/Berlin',
  language: 'de' as const,
  hostName: '',
  seats: '',
  mode: 'free' as const,
  price: '',
  currency: 'EUR' as const,
  deposit: '',
  lobbyMinutes: 30,
  publish: true,
  ...noRepeat,
};

describe('plan form', () => {
  it('tells the api one instant', () => {
    expect(newSessionOf(plan)).toEqual({
      title: 'A title',
      description: '',
      durationMinutes: 60,
      timeZone: 'Europe/Berlin',
      language: 'de',
      hostName: '',
      capacity: null,
      mode: 'free',
      price: null,
      deposit: null,
      lobbyMinutes: 30,
      publish: true,
      startsAt: '2126-03-01T18:30:00.000Z',
    });
  });
  it('tells the api what was changed and no more, so that nothing is taken back that somebody else changed meanwhile', () => {
    expect(editsOf(plan, plan)).toEqual({});
    expect(editsOf(plan, { ...plan, title: 'Another' })).toEqual({ title: 'Another' });
    expect(editsOf({ ...plan, seats: '20' }, plan)).toEqual({ capacity: null });
  });
  it('tells the mode and the prices together', () => {
    const paid = { ...plan, mode: 'deposit' as const, price: '49', deposit: '9' };
    expect(editsOf(paid, { ...paid, deposit: '12' })).toEqual({
      mode: 'deposit',
      price: { amount: 4900, currency: 'EUR' },
      deposit: 1200,
    });
  });
  it('refuses a moment that is over, beside the day', () => {
    const checked = PlanForm.safeParse({ ...plan, date: '2020-01-01' });
    expect(checked.error?.issues[0]).toMatchObject({
      path: ['date'],
      message: 'This moment is over. Please choose a later one.',
    });
  });
  it('tells the api what it costs in the smallest unit, and how many seats there are', () => {
    const paid = { ...plan, mode: 'deposit' as const, price: '49,50', deposit: '9', seats: '20' };
    expect(newSessionOf(paid)).toMatchObject({
      mode: 'deposit',
      price: { amount: 4950, currency: 'EUR' },
      deposit: 900,
      capacity: 20,
    });
    // A price that was typed before the mode became free is no price.
    expect(newSessionOf({ ...paid, mode: 'free' })).toMatchObject({ price: null, deposit: null });
  });
  it('refuses, beside its field, what is no amount or does not fit the mode', () => {
    const issueOf = (more: object) => {
      const [issue] = PlanForm.safeParse({ ...plan, ...more }).error?.issues ?? [];
      return issue === undefined ? null : [issue.path[0], issue.message];
    };
    expect(issueOf({ mode: 'paid_upfront' })).toEqual(['price', 'Please give a price.']);
    expect(issueOf({ mode: 'paid_upfront', price: 'a lot' })?.[0]).toBe('price');
    expect(issueOf({ mode: 'deposit', price: '49', deposit: '49' })?.[0]).toBe('deposit');
    expect(issueOf({ mode: 'offer_in_room' })).toBeNull();
    expect(issueOf({ seats: '0' })?.[0]).toBe('seats');
  });
  it('suggests an evening in a week on the clock of the zone, in the language of the page where it is spoken', () => {
    const suggested = (locale: string) => suggestedPlan(new Date('2026-01-01T23:30:00Z'), 'Asia/Tokyo', locale);
    expect(suggested('de-CH')).toMatchObject({ date: '2026-01-09', time: '19:00', language: 'de' });
    expect(suggested('is').language).toBe('en');
  });
});

describe('a plan that repeats', () => {
  // A Tuesday, the fifth of its month.
  const weekly = { ...plan, date: '2126-01-29', repeats: 'weekly' as const };
  const issuesOf = (more: object) =>
    (PlanForm.safeParse({ ...weekly, ...more }).error?.issues ?? []).map(({ path }) => path.join('.'));
  it('B-04 tells the api a rule on the clock of the zone', () => {
    expect(newSeriesOf(plan)).toBeNull();
    expect(newSeriesOf({ ...weekly, ends: 'count', count: 3 })).toMatchObject({
      durationMinutes: 60,
      rule: {
        pattern: { kind: 'weekly', every: 1, weekdays: [2] },
        end: { kind: 'count', count: 3 },
        from: '2126-01-29',
        time: plan.time,
        timeZone: 'Europe/Berlin',
      },
    });
    expect(newSeriesOf({ ...weekly, weekdays: [5, 1] })?.rule.pattern).toMatchObject({ weekdays: [1, 5] });
    expect(newSeriesOf({ ...weekly, repeats: 'monthly-last' })?.rule.pattern).toMatchObject({ nth: -1, weekday: 2 });
    expect(newSeriesOf({ ...weekly, repeats: 'monthly-day' })?.rule.pattern).toMatchObject({ day: 29 });
  });
  it('B-04 offers what fits the day: no fifth of a month, and the last only where it is', () => {
    expect(choicesOf('2126-01-29')).toEqual(['no', 'weekly', 'monthly-last', 'monthly-day']);
    expect(choicesOf('2126-01-22')).toEqual(['no', 'weekly', 'monthly-weekday', 'monthly-day']);
    expect(choicesOf('2126-02-26')).toEqual(['no', 'weekly', 'monthly-weekday', 'monthly-last', 'monthly-day']);
  });
  it('B-04 refuses, beside its field, what is no rule or has no date', () => {
    expect(issuesOf({ every: Number.NaN })).toEqual(['every']);
    expect(issuesOf({ ends: 'count', count: 0 })).toEqual(['count']);
    expect(issuesOf({ ends: 'until', until: '' })).toEqual(['until']);
    expect(issuesOf({ ends: 'until', until: '2126-01-28' })).toEqual(['until']);
    expect(issuesOf({ ends: 'until', until: '2126-01-29' })).toEqual([]);
    expect(nextDates({ ...weekly, date: '' })).toEqual([]);
  });
});
