import { describe, expect, it } from '@jest/globals';
import { instantOf, offsetInstantOf, wallTimeOf } from './wall-time.ts';

describe('wall time', () => {
  it('B-04 turns a time of the host into an instant', () => {
    expect(instantOf('2026-07-01', '20:00', 'Europe/Berlin')).toBe('2026-07-01T18:00:00.000Z');
    expect(instantOf('2026-01-01', '20:00', 'Europe/Berlin')).toBe('2026-01-01T19:00:00.000Z');
    expect(instantOf('2026-01-01', '20:00', 'America/New_York')).toBe('2026-01-02T01:00:00.000Z');
    expect(instantOf('2026-01-01', '00:15', 'Asia/Kathmandu')).toBe('2025-12-31T18:30:00.000Z');
  });

  it('moves a skipped time to just after the jump and takes the first of a repeated time', () => {
    expect(instantOf('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('goes there and back', () => {
    const instant = instantOf('2026-05-05', '09:45', 'Australia/Adelaide');
    expect(wallTimeOf(new Date(instant), 'Australia/Adelaide')).toEqual({ date: '2026-05-05', time: '09:45' });
  });

  it('B-04 writes an instant with the clock of its zone, on both sides of a change and by half and quarter hours', () => {
    const at = (instant: string, zone: string) => offsetInstantOf(new Date(instant), zone);
    expect(at('2026-03-29T00:59:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:59:00+01:00');
    expect(at('2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T03:00:00+02:00');
    expect(at('2026-01-02T01:00:00Z', 'America/New_York')).toBe('2026-01-01T20:00:00-05:00');
    expect(at('2025-12-31T18:30:00Z', 'Asia/Kathmandu')).toBe('2026-01-01T00:15:00+05:45');
    expect(at('2026-04-04T15:00:00Z', 'Australia/Lord_Howe')).toBe('2026-04-05T01:30:00+10:30');
    expect(at('2026-01-01T00:00:00Z', 'UTC')).toBe('2026-01-01T00:00:00+00:00');
  });
});
