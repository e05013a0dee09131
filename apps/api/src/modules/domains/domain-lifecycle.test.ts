import { describe, expect, it } from '@jest/globals';
import { advance, certificateWorth, searchAgain, SEARCH_MS, type Finding, type Lifecycle } from './domain-lifecycle.ts';

const HOUR_MS = 3_600_000;
const start = new Date('2026-01-01T00:00:00.000Z');
const after = (ms: number) => new Date(start.getTime() + ms);
const begun: Lifecycle = {
  state: 'pending_dns',
  holds: false,
  attempts: 0,
  lookingSince: start,
  unknownSince: null,
  degradedSince: null,
  nextCheckAt: start,
};
const nothing: Finding = { holds: false, pointing: false, certificate: 'none' };
const all: Finding = { holds: true, pointing: true, certificate: 'good' };
const silence: Finding = { holds: true, pointing: null, certificate: 'none' };
const live: Lifecycle = { ...begun, state: 'live', holds: true };
const step = (current: Lifecycle, finding: Finding, now: Date) => advance(current, finding, now, 0);

describe('the life of a domain', () => {
  it('A-07 is looked at ever less often for 72 hours, then not at all, and again as soon as somebody asks', () => {
    let current = begun;
    const pauses: number[] = [];
    for (let now = start; current.nextCheckAt !== null; now = current.nextCheckAt ?? now) {
      current = step(current, nothing, now);
      if (current.nextCheckAt !== null) pauses.push((current.nextCheckAt.getTime() - now.getTime()) / 1000);
    }
    expect(pauses.slice(0, 9)).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    expect(pauses.reduce((sum, each) => sum + each, 0) * 1000).toBeGreaterThan(SEARCH_MS - HOUR_MS);
    expect(pauses.length).toBeLessThan(90);
    const tenDaysLater = after(10 * 24 * HOUR_MS);
    const again = step(searchAgain(current, tenDaysLater), nothing, tenDaysLater);
    expect(again).toMatchObject({ state: 'pending_dns', nextCheckAt: after(10 * 24 * HOUR_MS + 60_000) });
  });

  it.each<[string, Lifecycle, Finding, string]>([
    ['proof alone', begun, { ...nothing, holds: true }, 'verified'],
    ['proof while nobody answers for the rest', begun, silence, 'verified'],
    ['the way without proof', begun, { ...all, holds: false }, 'pending_dns'],
    ['everything', begun, all, 'live'],
    ['no certificate yet', begun, { ...all, certificate: 'bad' }, 'issuing'],
    ['no TLS at all', begun, { ...all, certificate: 'none' }, 'live'],
    ['the way is lost before it is live', { ...live, state: 'issuing' }, { ...all, pointing: false }, 'verified'],
    ['a live one leads elsewhere', live, { ...all, pointing: false }, 'degraded'],
    ['a live one whose certificate ends', live, { ...all, certificate: 'ending' }, 'degraded'],
    ['a live one and silence', live, silence, 'live'],
    ['our own server does not answer', live, { ...all, certificate: 'unknown' }, 'live'],
    ['a degraded one that is mended', { ...live, state: 'degraded', degradedSince: start }, all, 'live'],
    ['a degraded one and silence', { ...live, state: 'degraded', degradedSince: start }, silence, 'degraded'],
  ])('A-07 %s', (_what, current, finding, state) => {
    expect(step(current, finding, after(HOUR_MS)).state).toBe(state);
  });

  it('A-07 is looked at daily while live, soon again after silence, and given back after 30 days elsewhere', () => {
    expect(step(live, all, start).nextCheckAt).toEqual(after(24 * HOUR_MS));
    const silent = step(live, silence, start);
    expect(silent.nextCheckAt).toEqual(after(HOUR_MS / 4));
    expect(step(silent, silence, after(6 * HOUR_MS)).state).toBe('degraded');
    const degraded = step(live, { ...all, pointing: false }, start);
    expect(step(degraded, { ...all, pointing: false }, after(29 * 24 * HOUR_MS)).state).toBe('degraded');
    // Silence never takes a domain away.
    expect(step(degraded, silence, after(31 * 24 * HOUR_MS)).state).toBe('degraded');
    expect(step(degraded, { ...all, pointing: false }, after(30 * 24 * HOUR_MS))).toMatchObject({
      state: 'removed',
      nextCheckAt: null,
    });
  });

  it('A-07 a certificate is a worry before it has ended, in proportion to its life', () => {
    const certificate = (lifeHours: number, distrust: string | null = null) => ({
      validFrom: start,
      validTo: after(lifeHours * HOUR_MS),
      distrust,
    });
    expect(certificateWorth(certificate(90 * 24), after(60 * 24 * HOUR_MS))).toBe('good');
    expect(certificateWorth(certificate(90 * 24), after(77 * 24 * HOUR_MS))).toBe('ending');
    expect(certificateWorth(certificate(12), after(9 * HOUR_MS))).toBe('good');
    expect(certificateWorth(certificate(12), after(11 * HOUR_MS))).toBe('ending');
    expect(certificateWorth(certificate(12), after(12 * HOUR_MS))).toBe('bad');
    expect(certificateWorth(certificate(12, 'CERT_REVOKED'), start)).toBe('bad');
  });
});
