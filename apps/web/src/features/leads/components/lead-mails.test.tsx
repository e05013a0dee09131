import { afterEach, expect, it } from '@jest/globals';
import type { LeadView, MailCopy } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { leadMailQuery, leadMailsQuery } from '../api/mails.queries.ts';
import { LeadMails } from './lead-mails.tsx';

const id = 'mai_01h455vb4pex5vsknk084sn02q' as MailCopy['id'];
const at = '2026-01-02T10:00:00.000Z';
const entry = {
  id,
  to: { name: null, address: 'ana@example.com' },
  subject: 'It begins in an hour',
  topic: 'reminders',
  status: 'bounced',
  createdAt: at,
  statusAt: at,
  opens: 0,
  clicks: 1,
} as const;
const lead = { id: 'led_1', person: { firstName: 'Ana', lastName: 'B' } } as unknown as LeadView;

afterEach(cleanup);

it('B-15 shows the copy in a frame that can do nothing and fetches nothing from elsewhere, and why mail is held back', () => {
  const client = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  });
  client.setQueryData(queryKeys.me(), { permissions: ['leads.edit'] });
  const stops = [
    { topic: 'news', reason: 'unsubscribed', at },
    { topic: 'necessary', reason: 'hard-bounce', at },
  ] as const;
  const page = { items: [entry], nextCursor: null, stops: [...stops] };
  client.setQueryData(leadMailsQuery(lead.id).queryKey, { pages: [page], pageParams: [null] });
  const history = [
    { status: 'bounced', at, detail: '550 no such user' },
    { status: 'suppressed', at, detail: 'complaint' },
  ] as const;
  const click = { kind: 'click', at, verdict: 'human', reason: 'browser', userAgent: 'A browser' } as const;
  const engagement = [{ ...click, url: 'https://example.com/', network: '203.0.113.0' }];
  const copy: MailCopy = { ...entry, html: '<p>Hello</p>', text: 'Hello', history: [...history], engagement };
  client.setQueryData(leadMailQuery(lead.id, id).queryKey, copy);
  render(
    <QueryClientProvider client={client}>
      <LeadMails lead={lead} />
    </QueryClientProvider>,
  );
  expect(screen.getByText('They get no mail of these: News.')).toBeTruthy();
  expect(screen.getByText(/The address does not exist/)).toBeTruthy();
  expect(screen.getByText('Link clicked')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show the mail “It begins in an hour”' }));
  const frame = screen.getByTitle<HTMLIFrameElement>('The mail as it went out');
  expect(frame.getAttribute('sandbox')).toBe('');
  expect(frame.getAttribute('srcdoc')).toMatch(
    /^<meta http-equiv="Content-Security-Policy" content="default-src 'none';/,
  );
  expect(screen.getByText('550 no such user')).toBeTruthy();
  expect(screen.getByText('They reported a mail as spam')).toBeTruthy();
  expect(screen.getByText('Human')).toBeTruthy();
  expect(screen.getByText('A browser · 203.0.113.0')).toBeTruthy();
  client.clear();
});
