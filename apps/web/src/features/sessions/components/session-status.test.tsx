import { expect, it } from '@jest/globals';
import { render } from '../../../shared/testing/react.ts';
import { SessionTime } from './session-status.tsx';

const planned = {
  startsAt: '2026-11-29T19:00:00.000Z',
  startedAt: '2026-11-28T09:30:00.000Z',
  timeZone: 'UTC',
} as const;
const instantOf = (status: 'live' | 'ended', startedAt: string | null = planned.startedAt) =>
  render(<SessionTime session={{ ...planned, startedAt, status }} />)
    .container.querySelector('time')!
    .getAttribute('datetime');

it('tells of a masterclass that is over when it was held, not when it was planned', () => {
  expect(instantOf('ended')).toBe(planned.startedAt);
  expect(instantOf('ended', null)).toBe(planned.startsAt);
  expect(instantOf('live')).toBe(planned.startsAt);
});
