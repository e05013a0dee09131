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
};

describe('plan form', () => {
  it('tells the api one instant', () => {
    expect(newSessionOf(plan)).toEqual({
      title: 'A title',
      description: '',
      durationMinutes: 60,
      timeZone: 'Europe/Berlin',
      language: 'de',
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
  it('suggests an evening in a week on the clock of the zone, in the language of the page where it is spoken', () => {
    const suggested = (locale: string) => suggestedPlan(new Date('2026-01-01T23:30:00Z'), 'Asia/Tokyo', locale);
    expect(suggested('de-CH')).toMatchObject({ date: '2026-01-09', time: '19:00', language: 'de' });
    expect(suggested('is').language).toBe('en');
  });
});
