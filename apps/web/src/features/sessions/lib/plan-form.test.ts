import { describe, expect, it } from '@jest/globals';
import { newSessionOf, PlanForm, suggestedPlan } from './plan-form.ts';

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
  currency: 'EUR',
  deposit: '',
  lobbyMinutes: 30,
  publish: true,
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
