import { afterEach, expect, it } from '@jest/globals';
import type { LeadHeat as Heat, LeadId } from '@stageline/contracts';
import { HEAT_HALF_LIFE_MS } from '@stageline/domain';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { MemoryRouter } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { HeatMark } from '../../../shared/ui/heat-mark.tsx';
import { LeadHeat } from './lead-heat.tsx';

const leadId = 'led_01h455vb4pex5vsknk084sn02q' as LeadId;
const at = '2026-01-02T10:00:00.000Z';
const session = { id: 'ses_1', title: 'Launch' };
const bare = { count: 1, at, session, percent: null, message: null };
const message = { text: 'What does it cost?', isQuestion: true, second: 41 * 60 + 10 };
const reasons = [
  { ...bare, kind: 'attended', points: 28, percent: 92, entry: { kind: 'attendance', id: 'att_1' } },
  { ...bare, kind: 'price-asked', points: 20, message, entry: { kind: 'chat', id: 'msg_1' } },
  { ...bare, kind: 'brought', points: 10, count: 2, session: null, entry: { kind: 'line', id: 'p7' } },
];

afterEach(cleanup);

it('F heat: says each reason in plain words, with what it counts and a way to where it is to be seen', () => {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  client.setQueryData(queryKeys.heat(leadId), { points: 58, band: 'hot', hotUntil: at, reasons, version: 1 });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={['/dashboard/leads/x?stage=new']}>
        <LeadHeat leadId={leadId} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  expect(screen.getByText('Hot')).toBeTruthy();
  expect(screen.getByText('58 of 100')).toBeTruthy();
  const links = screen.getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual([
    '/dashboard/leads/x?stage=new#attendance.att_1',
    '/dashboard/leads/x?stage=new#chat.msg_1',
    '/dashboard/leads/x?stage=new#line.p7',
  ]);
  const words = [
    'Attended 92% of “Launch”',
    'Asked about the price at 41:10 of “Launch”',
    'Brought 2 people into the line',
  ];
  words.forEach((text, index) => expect(links[index]!.textContent).toContain(text));
  expect(links[1]!.textContent).toContain('“What does it cost?”');
  expect(links[1]!.textContent).toContain('20 points');
  client.clear();
});

it('F heat: a mark says in words who is hot and why, and cools while the page is open', () => {
  const hotUntil = Date.parse(at);
  const heat: Heat = { hotUntil: at, why: ['attended', 'price-asked'] };
  const { rerender, container } = render(<HeatMark heat={heat} now={hotUntil - 1000} />);
  expect(screen.getByTitle('Hot: attended, wrote about the price').textContent).toContain('Hot');
  rerender(<HeatMark heat={heat} now={hotUntil + 1000} />);
  expect(screen.getByTitle('Warm: attended, wrote about the price')).toBeTruthy();
  rerender(<HeatMark heat={heat} now={hotUntil + 2 * HEAT_HALF_LIFE_MS} />);
  expect(container.textContent).toBe('');
  rerender(<HeatMark heat={null} now={hotUntil} />);
  expect(container.textContent).toBe('');
});
