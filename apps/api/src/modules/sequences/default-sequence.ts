import type { Sequence } from './sequences.types.ts';

const everybody = { kind: 'everybody' } as const;

/** What every site has until it changes it: reminders that people expect who have registered, and two mails afterwards. */
export const defaultSequence: Sequence = {
  version: 0,
  savedAt: null,
  minimumGapMinutes: 20,
  steps: [
    { id: 'day', on: true, anchor: 'start', offsetMinutes: -1440, template: 'reminder-day', audience: everybody },
    { id: 'hour', on: true, anchor: 'start', offsetMinutes: -60, template: 'reminder-hour', audience: everybody },
    { id: 'now', on: true, anchor: 'start', offsetMinutes: -10, template: 'starting-now', audience: everybody },
    {
      id: 'thanks',
      on: true,
      anchor: 'end',
      offsetMinutes: 30,
      template: 'thanks-attended',
      audience: { kind: 'attended' },
    },
    { id: 'missed', on: true, anchor: 'end', offsetMinutes: 60, template: 'missed', audience: { kind: 'no-show' } },
  ],
};
