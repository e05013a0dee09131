import { afterEach, expect, it } from '@jest/globals';
import type { LeadId } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import type { SentForms } from '../api/leads.queries.ts';
import { LeadRegistrations } from './lead-registrations.tsx';

const leadId = 'led_01h455vb4pex5vsknk084sn02q' as LeadId;
const at = '2026-01-02T10:00:00.000Z';
const sent: SentForms = {
  confirmedAt: null,
  firstTouch: { source: 'newsletter', campaign: 'spring', at },
  forms: [
    {
      id: 'reg_01h455vb4pex5vsknk084sn02q' as never,
      at,
      session: null,
      isByMail: false,
      page: 'https://dana.example/',
      network: '203.0.113.0',
      answers: [{ key: 'diet', label: 'Diet', value: 'Vegan' }],
      question: 'How do I begin?',
      answeredAt: null,
      consents: [
        { kind: 'notice', version: 'aa', text: 'Dana uses your details.', isGiven: true },
        { kind: 'consent', version: 'bb', text: 'Send me news.', isGiven: false },
      ],
      touch: { referrer: 'blog.example/post', at: null },
    },
  ],
};
afterEach(cleanup);

const show = (data: SentForms): void => {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  client.setQueryData(queryKeys.sentForms(leadId), data);
  client.setQueryData(queryKeys.me(), { operations: ['registrations.send-again-to-lead'] });
  render(
    <QueryClientProvider client={client}>
      <LeadRegistrations leadId={leadId} />
    </QueryClientProvider>,
  );
};

it('B-10 B-13 says what they answered, what they agreed to and what not, and how they came', () => {
  show(sent);
  for (const text of ['Address not confirmed yet', 'How do I begin?', 'Diet', 'Vegan', 'Dana uses your details.'])
    expect(screen.getByText(text)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Send the e‑mail again' })).toBeTruthy();
  expect(screen.getByText(/^newsletter \/ spring on /)).toBeTruthy();
  expect(screen.getByText('from blog.example/post')).toBeTruthy();
  // A box that was left alone is told apart from one that was ticked.
  expect(screen.getByText('Did not tick · Version bb')).toBeTruthy();
  expect(screen.queryByText('Agreed · Version bb')).toBeNull();
  expect(screen.getByText(/203\.0\.113\.0/)).toBeTruthy();
});

it('B-10 calls a yes on the page of their mails what it is, and not a registration for nothing', () => {
  const [form] = sent.forms;
  show({
    ...sent,
    forms: [
      { ...form!, isByMail: true },
      { ...form!, id: 'reg_other' as never },
    ],
  });
  const headings = screen.getAllByRole('heading').map(({ textContent }) => textContent);
  expect(headings).toEqual(['Agreed on the page of their mails', 'No masterclass was planned']);
});

it('says so where nobody sent a form', () => {
  show({ forms: [], firstTouch: null, confirmedAt: null });
  expect(screen.getByText(/have not sent a form/)).toBeTruthy();
});
