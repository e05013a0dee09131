import { describe, expect, it } from '@jest/globals';
import { saidBefore } from './said-before.ts';

const line = (second: number, text: string, confidence: number | null = 0.9) => ({
  atMs: second * 1000,
  text,
  confidence,
});
const told = (lines: Parameters<typeof saidBefore>[0]) =>
  saidBefore(lines, 3).map(({ atMs, text }) => [atMs / 1000, text]);

describe('what was said before somebody came', () => {
  it('is of each third of the time the line with the most words that the recogniser is sure of', () => {
    const lines = [
      line(0, 'Good evening.'),
      line(10, 'Today we speak about your first ten conversations'),
      line(20, 'What you say in the first minute of them matters most'),
      line(200, 'nobody knows what this heap of unsure words could ever have meant', 0.2),
      line(210, 'People buy from people whom they trust'),
      line(599, 'Write down three names before we go on now'),
    ];
    expect(told(lines)).toEqual([
      [20, 'What you say in the first minute of them matters most'],
      [210, 'People buy from people whom they trust'],
      [599, 'Write down three names before we go on now'],
    ]);
  });

  it('is nothing where nothing can be relied on, and less where a part has nothing', () => {
    expect(told([])).toEqual([]);
    expect(told([line(0, 'Good evening.'), line(60, 'some words that nobody is sure of at all', 0.3)])).toEqual([]);
    expect(told([line(0, 'Write down three names before we go'), line(900, 'Yes.')])).toHaveLength(1);
  });

  it('takes the word of a recogniser that does not say how sure it is, and ends a long line at a word', () => {
    const long = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    const [[, text]] = told([line(0, long, null)]) as [[number, string]];
    expect(text.length).toBeLessThanOrEqual(161);
    expect(text).toMatch(/^word0 word1 .* word\d+…$/);
  });
});
