import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { funnelSteps, metricCatalogue, metricIds, type AnalyticsView } from '@stageline/contracts';
import { formatMetric } from '@stageline/domain';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '../../../shared/testing/react.ts';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { AnalyticsPage } from './analytics-page.tsx';

const HOUR = 3_600_000;
const start = Date.parse('2026-06-01T22:00:00Z');
const instant = (hours: number) => new Date(start + hours * HOUR).toISOString();
/** Three hours of a day in Berlin, of which the third has not begun. */
const view: AnalyticsView = {
  range: 'today',
  calendar: { timeZone: 'Europe/Berlin', weekStart: 'monday' },
  span: { from: instant(0), to: instant(1.5) },
  comparedWith: { from: instant(-24), to: instant(-22.5) },
  step: 'hour',
  buckets: [0, 1, 2].map((hour) => ({ from: instant(hour), to: instant(hour + 1) })),
  metrics: [
    { id: 'visitors', value: 1234, before: 1000, sample: null, median: null, series: [1000, 234, null] },
    { id: 'preEnrollees', value: 3, before: 0, sample: null, median: null, series: [1, 2, null] },
    { id: 'conversionRate', value: 3 / 1234, before: null, sample: null, median: null, series: [0.001, null, null] },
    { id: 'avgDecisionTime', value: 200, before: 100, sample: 2, median: 180, series: [200, 200, null] },
  ],
  funnel: funnelSteps.map((step, index) => ({ step, count: 40 - index * 10 })),
};

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  };
});
afterEach(cleanup);

function show(answer: AnalyticsView = view, operations: string[] = ['analytics.get', 'analytics.export-csv']) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.me(), { operations, permissions: [] });
  client.setQueryData(queryKeys.analytics(answer.range), answer);
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[`/dashboard/analytics?range=${answer.range}`]}>
        <AnalyticsPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}
const slider = () => screen.getByRole('slider');

describe('the page of the statistics', () => {
  it('G-07 shows every metric of the catalogue and every step, each with the number of the API and its definition', () => {
    const { container } = show();
    const shown = [...container.querySelectorAll('[data-metric]')];
    expect(shown.map((element) => [element.getAttribute('data-metric'), element.textContent])).toEqual(
      view.metrics.map(({ id, value }) => [id, formatMetric(value, metricCatalogue[id].unit, 'en')]),
    );
    expect(shown.map((element) => element.getAttribute('data-metric'))).toEqual(metricIds);
    const steps = [...container.querySelectorAll('[data-step]')];
    expect(steps.map((element) => [element.getAttribute('data-step'), element.textContent])).toEqual(
      view.funnel.map(({ step, count }) => [step, String(count)]),
    );
    for (const id of metricIds) {
      const { label, definition } = metricCatalogue[id];
      fireEvent.click(screen.getAllByRole('button', { name: `How this is counted: ${label.en}` })[0]!);
      expect(screen.getByRole('dialog').textContent).toContain(definition.en);
      fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    }
  });

  it('says how a number moved in words, not by colour alone', () => {
    show();
    const tile = screen.getByRole('button', { name: 'Show in the chart: Visitors' }).closest('li')!;
    expect(tile.textContent).toContain('+23%more than before1,000 yesterday by this time');
    const none = screen.getByRole('button', { name: 'Show in the chart: Pre-enrollees' }).closest('li')!;
    expect(none.textContent).toContain('Nothing yesterday by this time');
  });

  it('L-15 can be walked through with the keyboard, and ends where time does', () => {
    show();
    expect(slider().getAttribute('aria-valuetext')).toMatch(/^1:00 AM .*: 234$/);
    fireEvent.keyDown(slider(), { key: 'ArrowLeft' });
    expect(slider().getAttribute('aria-valuetext')).toMatch(/^12:00 AM .*: 1,000$/);
    fireEvent.keyDown(slider(), { key: 'End' });
    fireEvent.keyDown(slider(), { key: 'ArrowRight' });
    expect(slider().getAttribute('aria-valuenow')).toBe('1');
  });

  it('shows another metric on demand, and all of them as a table', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Show in the chart: Avg. decision time' }));
    expect(slider().getAttribute('aria-label')).toContain('Avg. decision time over time');
    fireEvent.click(screen.getByRole('button', { name: 'Table' }));
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(1 + view.buckets.length);
    expect(rows[2]!.textContent).toMatch(/^1:00 AM .*2342–3\u00a0min 20\u00a0s$/);
  });

  it('offers the export to those who may, and a first step where nobody has come yet', () => {
    show(
      { ...view, range: 'all_time', comparedWith: null, funnel: funnelSteps.map((step) => ({ step, count: 0 })) },
      [],
    );
    expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
    expect(screen.getByText('Your first visitor will appear here')).toBeTruthy();
  });
});
