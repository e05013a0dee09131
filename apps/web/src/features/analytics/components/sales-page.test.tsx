import { afterEach, expect, it } from '@jest/globals';
import { repColumnNames, repColumns, stageColumns, type SalesView } from '@stageline/contracts';
import { formatMetric } from '@stageline/domain';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { SalesPage } from './sales-page.tsx';

const stage = { meanSeconds: 90, medianSeconds: 80, sample: 3, present: 1, lost: 2 };
const view = {
  range: 'this_week',
  calendar: { timeZone: 'UTC', weekStart: 'monday' },
  span: { from: '2026-06-01T00:00:00.000Z', to: '2026-06-02T00:00:00.000Z' },
  pipelines: [
    {
      id: 'default',
      name: null,
      stages: [
        { ...stage, stage: 'new', name: null, reached: 1200, conversion: 1 },
        { ...stage, stage: 'contacted', name: null, reached: 300, conversion: 0.25 },
      ],
    },
  ],
  reps: [
    {
      membershipId: 'mem_a',
      name: 'Ana',
      leads: 40,
      answered: 30,
      waiting: 10,
      meanResponseSeconds: 500,
      medianResponseSeconds: 200,
      won: 4,
      conversion: 0.1,
      expected: 0,
      missed: 0,
      noShow: null,
    },
  ],
} as unknown as SalesView;

afterEach(cleanup);

function show(answer: SalesView) {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.me(), { operations: ['analytics.export-sales'], permissions: [] });
  client.setQueryData(queryKeys.pipelines(), { items: [], former: [] });
  client.setQueryData(queryKeys.sales('this_week'), answer);
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter>
        <SalesPage />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

it('F-11 shows every column of a member with its definition beside it', () => {
  const { container } = show(view);
  const cells = [...container.querySelectorAll('[data-rep-column]')];
  expect(cells.map((cell) => [cell.getAttribute('data-rep-column'), cell.textContent])).toEqual(
    repColumnNames.map((column) => [column, formatMetric(view.reps[0]![column], repColumns[column].unit, 'en')]),
  );
  for (const { label, definition } of Object.values(repColumns)) {
    fireEvent.click(screen.getAllByRole('button', { name: `How this is counted: ${label.en}` })[0]!);
    expect(screen.getByRole('dialog').textContent).toContain(definition.en);
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
  }
});

it('shows each stage with what became of the one before, and leads to the visitors of the same range', () => {
  const { container } = show(view);
  const [first, second] = [...container.querySelectorAll('ol > li')];
  expect(first!.textContent).not.toContain(stageColumns.conversion.label.en);
  expect(second!.textContent).toContain(`${stageColumns.conversion.label.en}25.0%`);
  expect([...container.querySelectorAll('[data-column=reached]')].map(({ textContent }) => textContent)).toEqual([
    '1,200',
    '300',
  ]);
  expect(screen.getByRole('link', { name: 'Visitors' }).getAttribute('href')).toBe(
    '/dashboard/analytics?range=this_week',
  );
});

it('says that nobody has leads yet', () => {
  show({ ...view, reps: [] });
  expect(screen.getByText('Nobody has leads of this range')).toBeTruthy();
});
