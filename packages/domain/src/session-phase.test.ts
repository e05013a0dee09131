import { describe, expect, it } from '@jest/globals';
import { SessionMode, SessionStatus } from '@stageline/contracts';
import fc from 'fast-check';
import {
  admissionIssue,
  mayStep,
  phaseOf,
  registrationOf,
  roomStatusOf,
  seatsLeft,
  sessionSteps,
  type SessionStep,
} from './session-phase.ts';

const startsAt = new Date('2026-03-05T18:00:00.000Z');
const endsAt = new Date('2026-03-05T19:00:00.000Z');
const at = (minutes: number) => new Date(startsAt.getTime() + minutes * 60_000);
const facts = { startsAt, endsAt, lobbyMinutes: 30, hasReplay: false };

describe('the phase of a masterclass', () => {
  it('B-03 counts down, opens its lobby so many minutes before, and is over when its time went by unused', () => {
    const phase = (minutes: number, lobbyMinutes = 30) =>
      phaseOf({ ...facts, lobbyMinutes, status: 'scheduled' }, at(minutes));
    expect([phase(-10_000), phase(-30.001), phase(-30), phase(0), phase(59.999), phase(60)]).toEqual([
      'countdown',
      'countdown',
      'lobby',
      'lobby',
      'lobby',
      'ended',
    ]);
    expect([phase(-1, 0), phase(0, 0), phase(-60, 60)]).toEqual(['countdown', 'lobby', 'lobby']);
  });

  it('B-03 follows from what is stored, whatever the time, in every other state', () => {
    const times = fc.integer({ min: -100_000, max: 100_000 });
    fc.assert(
      fc.property(times, fc.boolean(), (minutes, hasReplay) => {
        const phase = (status: SessionStatus) => phaseOf({ ...facts, hasReplay, status }, at(minutes));
        expect(phase('draft')).toBe('draft');
        expect(phase('live')).toBe('live');
        expect(phase('ended')).toBe(hasReplay ? 'replay' : 'ended');
        expect(phase('cancelled')).toBe('cancelled');
        expect(phase('closed')).toBe('closed');
      }),
    );
  });

  it('B-03 lets a room be prepared, used, or be over', () => {
    expect(SessionStatus.options.map((status) => [status, roomStatusOf(status)])).toEqual([
      ['draft', 'scheduled'],
      ['scheduled', 'scheduled'],
      ['live', 'live'],
      ['ended', 'ended'],
      ['cancelled', 'ended'],
      ['closed', 'ended'],
    ]);
  });

  it('B-03 knows every step and refuses all others', () => {
    const allowed = SessionStatus.options.map((status) => [
      status,
      (Object.keys(sessionSteps) as SessionStep[]).filter((step) => mayStep(step, status)),
    ]);
    expect(allowed).toEqual([
      ['draft', ['publish', 'reschedule', 'edit', 'close']],
      ['scheduled', ['reschedule', 'edit', 'goLive', 'cancel']],
      ['live', ['edit', 'end']],
      ['ended', ['close']],
      ['cancelled', ['close']],
      ['closed', []],
    ]);
  });
});

describe('registration', () => {
  const of = (capacity: number | null, held: number, waiting = 0) =>
    registrationOf('countdown', { capacity, held, waiting });

  it('B-03 is open while a seat is free and nobody waits for it', () => {
    expect([of(null, 1_000_000), of(10, 9), of(10, 10), of(10, 12), of(10, 9, 1)]).toEqual([
      'open',
      'open',
      'waitlist',
      'waitlist',
      'waitlist',
    ]);
    expect([seatsLeft(null, 5), seatsLeft(10, 4), seatsLeft(10, 12)]).toEqual([null, 6, 0]);
  });

  it('B-03 is closed in every phase but before and while it is on', () => {
    const phases = ['draft', 'countdown', 'lobby', 'live', 'ended', 'replay', 'closed', 'cancelled'] as const;
    const open = phases.filter((phase) => registrationOf(phase, { capacity: null, held: 0, waiting: 0 }) !== 'closed');
    expect(open).toEqual(['countdown', 'lobby', 'live']);
  });
});

describe('what it costs', () => {
  const price = { amount: 4900, currency: 'EUR' } as const;
  it('B-03 fits the mode', () => {
    const fields = SessionMode.options.map((mode) => [
      mode,
      admissionIssue({ mode, price: null, deposit: null })?.field ?? null,
      admissionIssue({ mode, price, deposit: null })?.field ?? null,
      admissionIssue({ mode, price, deposit: 900 })?.field ?? null,
      admissionIssue({ mode, price, deposit: 4900 })?.field ?? null,
    ]);
    expect(fields).toEqual([
      ['free', null, 'price', 'price', 'price'],
      ['paid_upfront', 'price', null, 'deposit', 'deposit'],
      ['deposit', 'price', 'deposit', null, 'deposit'],
      ['offer_in_room', null, null, 'deposit', 'deposit'],
    ]);
  });
});
