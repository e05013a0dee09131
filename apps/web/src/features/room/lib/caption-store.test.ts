import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CaptionLine } from '@stageline/contracts';
import { CaptionStore, GONE_AFTER_MS } from './caption-store.ts';
import { splitCaption } from './split-caption.ts';

beforeEach(() => void jest.useFakeTimers());
afterEach(() => {
  jest.useRealTimers();
  localStorage.clear();
});

const line = (number: number, text: string, more: Partial<CaptionLine> = {}): CaptionLine => ({
  ...{ number, speaker: 'Kevin', fromHost: true, at: '2026-05-04T18:00:00.000Z' },
  ...{ recordingId: 'rec_1' as CaptionLine['recordingId'], startMs: 0, endMs: 1000, text, confidence: 0.9, ...more },
});
const on = { isOn: true, unavailable: null, trouble: null };
const shown = (store: CaptionStore) => store.getSnapshot().pieces.map(({ text }) => text);
const long = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');

describe('captions of one viewer', () => {
  it('C-15 shows a line at once, the next when it was read, and nothing once nobody has spoken for a while', () => {
    const store = new CaptionStore();
    store.enter(on);
    store.receive([line(1, 'Good evening and welcome.'), line(2, 'We begin.')]);
    expect(shown(store)).toEqual(['Good evening and welcome.']);
    jest.advanceTimersByTime(1300);
    expect(shown(store)).toEqual(['Good evening and welcome.', 'We begin.']);
    jest.advanceTimersByTime(1000 + GONE_AFTER_MS);
    expect(shown(store)).toEqual([]);
    store.receive([line(3, 'Back again.')]);
    expect(shown(store)).toEqual(['Back again.']);
    expect(store.getSnapshot().lines).toHaveLength(3);
  });

  it('C-15 does not fall further and further behind, and shows no line twice', () => {
    const store = new CaptionStore();
    store.enter({ ...on, lines: [line(1, 'Said before we came.')] });
    expect(shown(store)).toEqual([]);
    store.receive([line(1, 'Said before we came.'), line(2, long), line(3, long), line(4, 'The last words.')]);
    expect(shown(store).length).toBeGreaterThan(0);
    jest.advanceTimersByTime(3 * 4000 + 1000);
    expect(shown(store).at(-1)).toBe('The last words.');
    expect(store.getSnapshot().lines.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    store.enter({ ...on, lines: [line(3, long), line(4, 'The last words.'), line(5, 'While we were away.')] });
    expect(store.getSnapshot().lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  });

  it('C-15 says who speaks where that changes, and marks what the recogniser is not sure of', () => {
    const store = new CaptionStore();
    store.receive([
      line(1, 'One.'),
      line(2, 'Two.', { confidence: 0.3 }),
      line(3, 'Three.', { speaker: 'Maria', confidence: null }),
    ]);
    jest.advanceTimersByTime(2500);
    const marks = store
      .getSnapshot()
      .pieces.map(({ speaker, isNewSpeaker, isUnsure }) => [speaker, isNewSpeaker, isUnsure]);
    expect(marks).toEqual([
      ['Kevin', true, false],
      ['Kevin', false, true],
      ['Maria', true, false],
    ]);
  });

  it('C-15 is hidden until somebody wants it, which is remembered; and empty once a host switches it off', () => {
    const store = new CaptionStore();
    expect(store.getSnapshot().isShown).toBe(false);
    store.show(true);
    expect(new CaptionStore().getSnapshot().isShown).toBe(true);
    store.enter(on);
    store.receive([line(1, 'One.'), line(2, 'Two.')]);
    store.enter({ ...on, isOn: false });
    jest.advanceTimersByTime(5000);
    expect(shown(store)).toEqual([]);
  });
});

describe('a long caption', () => {
  it('is divided at words, into parts of about the same length', () => {
    expect(splitCaption('Good evening.')).toEqual(['Good evening.']);
    expect(splitCaption('  ')).toEqual([]);
    const parts = splitCaption(long);
    expect(parts.join(' ')).toBe(long);
    const lengths = parts.map((part) => part.length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(84);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(20);
    expect(splitCaption('x'.repeat(100))).toEqual(['x'.repeat(100)]);
  });
});
