import { expect, it } from '@jest/globals';
import { funnelSteps, metricIds, type AnalyticsView } from '@stageline/contracts';
import { brandPalette, planRange } from '@stageline/domain';
import { extractText, getDocumentProxy } from 'unpdf';
import { analyticsPdf } from './analytics.pdf.ts';

const calendar = { timeZone: 'Europe/Berlin', weekStart: 'monday' } as const;
const { buckets, span, before, step } = planRange('this_month', new Date('2026-06-20T10:00:00Z'), calendar);
const spanOf = ({ from, to }: { from: Date; to: Date }) => ({ from: from.toISOString(), to: to.toISOString() });
const view: AnalyticsView = {
  range: 'this_month',
  calendar,
  span: spanOf(span),
  comparedWith: spanOf(before!),
  step,
  buckets: buckets.map(spanOf),
  metrics: metricIds.map((id) => ({
    id,
    value: 1_234_567,
    before: 1_000_000,
    sample: id === 'avgDecisionTime' ? 98_765 : null,
    median: id === 'avgDecisionTime' ? 3599 : null,
    series: buckets.map((_, index) => (index > 20 ? null : index)),
  })),
  funnel: funnelSteps.map((name) => ({ step: name, count: 5 })),
};
const theme = { primaryColor: '#facc15', secondaryColor: '#111111', typePairing: 'modern' } as const;
const brand = (siteName: string) => ({ siteName, palette: brandPalette(theme, 'light'), logo: null });

it('J-03 the same numbers make the same bytes, and one page in the longer language', async () => {
  const [one, two] = [await analyticsPdf(view, brand('Ana'), 'de'), await analyticsPdf(view, brand('Ana'), 'de')];
  expect(one.equals(two)).toBe(true);
  expect((await getDocumentProxy(new Uint8Array(one))).numPages).toBe(1);
});

it.each(['Ana Ruiz', 'Анна Петрова', 'Άννα', 'Nguyễn Thị', 'דנה לוי', 'Łukasz 日本 🙂'])(
  'names the site as it is called: %s',
  async (name) => {
    const pdf = await getDocumentProxy(new Uint8Array(await analyticsPdf(view, brand(name), 'en')));
    const { text } = await extractText(pdf, { mergePages: true });
    // A script from right to left is laid out glyph by glyph; its letters are there.
    const letters = (value: string) => [...value.normalize('NFC')].filter((letter) => /\p{L}/u.test(letter));
    const there = new Set(letters(text));
    const shown = letters(name).filter((letter) => !/\p{Script=Han}/u.test(letter));
    expect(shown.filter((letter) => !there.has(letter))).toEqual([]);
  },
);
