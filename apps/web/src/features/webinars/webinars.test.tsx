import { Blob } from 'node:buffer';
import { afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { queryKeys } from '../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '../../shared/testing/react.ts';
import { AttendeePage } from './components/attendee-page.tsx';
import { FilesPart } from './components/files-part.tsx';
import { MailPage } from './components/mail-page.tsx';
import { MailsPart } from './components/mails-part.tsx';
import { OverviewPart } from './components/overview-part.tsx';
import { WebinarFrame } from './components/webinar-frame.tsx';
import { diagnosisOf } from './lib/preview.ts';
import { ana, anaWhole, dashboard, diagnosis, file, mail, mailWhole, webinar } from './testing/fixtures.ts';

const fetched = jest.fn<(address: string, init: RequestInit) => Promise<Response>>();
const originalFetch = globalThis.fetch;
/** What the api answers, by the end of an address. */
let answers: Record<string, unknown> = {};

beforeAll(() => {
  globalThis.ResizeObserver ??= class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  };
});
beforeEach(() => {
  answers = {
    'GET /webinars': { items: [webinar], nextCursor: null },
    'GET /webinars/wbn_1': webinar,
    'GET /webinars/wbn_1/dashboard': dashboard,
    'GET /webinars/wbn_1/attendees': { items: [ana], nextCursor: null },
    'GET /webinars/wbn_1/attendees/wat_ana': anaWhole,
    'GET /webinars/wbn_1/emails': { items: [mail], nextCursor: null, counts: { draft: 1 } },
    'GET /webinars/wbn_1/generation': { run: null },
    'GET /emails/fum_1': mailWhole,
  };
  fetched.mockImplementation(async (address, { method = 'GET' }) => {
    const path = new URL(address, 'http://site').pathname.replace('/api/v1', '');
    const body = answers[`${method} ${path}`];
    const status = body === undefined ? 404 : 200;
    return { ok: status < 400, status, headers: new Map(), json: async () => body ?? {} } as unknown as Response;
  });
  globalThis.fetch = fetched as unknown as typeof fetch;
});
afterEach(() => {
  cleanup();
  fetched.mockReset();
  globalThis.fetch = originalFetch;
});

const ALL = ['sessions.read', 'leads.import', 'mails.manage', 'pipelines.manage'];
function show(path: string, permissions: readonly string[] = ALL) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKeys.me(), { operations: [], permissions });
  const one = '/dashboard/follow-up/:webinarId';
  const routes = [
    {
      path: one,
      Component: WebinarFrame,
      children: [
        { index: true, Component: OverviewPart },
        { path: 'mails', Component: MailsPart },
        { path: 'files', Component: FilesPart },
      ],
    },
    { path: `${one}/people/:attendeeId`, Component: AttendeePage },
    { path: `${one}/mails/:emailId`, Component: MailPage },
  ];
  render(
    <QueryClientProvider client={client}>
      <main>
        <RouterProvider router={createMemoryRouter(routes, { initialEntries: [`/dashboard/follow-up${path}`] })} />
      </main>
    </QueryClientProvider>,
  );
}
const sent = (method: string) =>
  fetched.mock.calls
    .filter(([, init]) => init.method === method)
    .map(([address, { body }]) => [address, JSON.parse((body as string | undefined) ?? '{}') as unknown]);

it('K-01 an ambiguous date is asked for, and one column holds each thing', async () => {
  answers['POST /webinars/wbn_1/files/wfl_1/read'] = { ...file, state: 'reading' };
  show('/wbn_1/files');
  const read = await screen.findByRole<HTMLButtonElement>('button', { name: 'Read this file' });
  expect(read.disabled).toBe(true);
  fireEvent.click(screen.getByRole('radio', { name: '3 April' }));
  fireEvent.change(screen.getByRole('combobox', { name: 'Contact' }), { target: { value: 'email' } });
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Mail' }).value).toBe('');
  fireEvent.click(read);
  await waitFor(() =>
    expect(sent('POST')).toEqual([
      [
        '/api/v1/webinars/wbn_1/files/wfl_1/read',
        { ...file.inspection.plan, mapping: ['name', null, 'email'], dateOrder: 'day-first' },
      ],
    ]),
  );
});

it('K-02 examines a file in shapes alone, and takes over what is suggested', async () => {
  answers['GET /webinars/wbn_1/files/wfl_1/diagnosis'] = diagnosis;
  show('/wbn_1/files');
  fireEvent.click(await screen.findByRole('button', { name: 'Examine this file' }));
  const found = within(await screen.findByRole('region', { name: 'How this file is written' }));
  await found.findByText('Text · UTF-8 · Semicolon · no quotes · lines end in CR LF · 2 rows looked at');
  expect(found.getByText(/aaa@aaaaaaa\.aaa/)).toBeTruthy();
  expect(found.queryByText(/Ana|example/)).toBeNull();
  expect(found.getByRole('button', { name: 'As JSON' })).toBeTruthy();
  fireEvent.click(found.getByRole('button', { name: 'Use this suggestion' }));
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Contact' }).value).toBe('email');
  expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Mail' }).value).toBe('');
});

it('K-14 examines a file that was refused where it lies: nothing of it is sent', async () => {
  const refused = new Blob(['Wer;Kontakt\nAna Sample;ana@hidden.example\n']) as unknown as File;
  expect(await diagnosisOf(refused, 'UTC')).toMatchObject({
    columns: [{ field: 'name' }, { header: { shape: 'aaaaaaa' }, field: 'email', looks: 'address' }],
  });
  expect(fetched).not.toHaveBeenCalled();
});

it('K-07 shows of a person how the score comes about, and that not all of it was measured', async () => {
  show('/wbn_1/people/wat_ana');
  await screen.findByRole('heading', { name: 'Ana Sample' });
  expect(screen.getByText('Not measured')).toBeTruthy();
  expect(screen.getByText('98 points, 50% of the score')).toBeTruthy();
  expect(screen.getByText(/Only 60% of what counts was measured/)).toBeTruthy();
  expect(screen.getByText('Does it work alone?')).toBeTruthy();
  expect(screen.getByText('Number 7 in your line')).toBeTruthy();
});

it('K-07 shows an event in pictures, each tier with the way to its people', async () => {
  show('/wbn_1');
  const hot = await screen.findByRole('link', { name: /^Hot/ });
  expect(hot.getAttribute('href')).toBe('/dashboard/follow-up/wbn_1/people?tier=hot');
  expect(screen.getByRole('slider', { name: 'How many people have which score' })).toBeTruthy();
  expect(screen.getByRole('slider', { name: /minute by minute/ })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Ana' }).getAttribute('href')).toContain('/people/wat_ana');
});

it('K-10 says what writing costs before it begins, and writes to those who were chosen', async () => {
  answers['POST /webinars/wbn_1/generate-emails/estimate'] = {
    mails: 2,
    left: { barred: 1, written: 1, edited: 0 },
    credits: { needed: 2, left: 8 },
    promptTokens: 900,
    outputTokens: 500,
    costMicros: 12_000,
    budgetLeftMicros: null,
    writer: 'model',
  };
  answers['POST /webinars/wbn_1/generate-emails'] = {};
  show('/wbn_1/mails');
  fireEvent.click(await screen.findByRole('button', { name: 'Write more' }));
  const dialog = within(screen.getByRole('dialog'));
  await dialog.findByText('2 of 8 texts of your plan');
  expect(dialog.getByText('About $0.012')).toBeTruthy();
  expect(dialog.getByText(/1 person is left out/)).toBeTruthy();
  fireEvent.click(dialog.getByRole('checkbox', { name: 'No-show (1)' }));
  fireEvent.click(await dialog.findByRole('button', { name: 'Write 2 mails' }));
  await waitFor(() =>
    expect(sent('POST')).toContainEqual([
      '/api/v1/webinars/wbn_1/generate-emails',
      { tiers: ['hot', 'warm', 'cool', 'cold'], insist: false, again: false, overwriteEdited: false },
    ]),
  );
});

it('K-11 shows beside a mail what to look at and what it rests on, and saves a change over the version that was seen', async () => {
  answers['PUT /emails/fum_1'] = { ...mailWhole, version: 4, userEdited: true };
  show('/wbn_1/mails/fum_1');
  const aside = within(await screen.findByRole('complementary', { name: 'Who they are' }));
  expect(aside.getByText('€99')).toBeTruthy();
  expect(aside.getByText(/They wrote: Does it work alone\?/)).toBeTruthy();
  fireEvent.input(screen.getByRole('textbox', { name: 'Subject' }), { target: { value: 'Working alone' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent('PUT')).toEqual([
      ['/api/v1/emails/fum_1', { version: 3, subject: 'Working alone', text: mailWhole.text, notes: '' }],
    ]),
  );
});

it('K-11 whoever may only look finds no way to write, send or change', async () => {
  show('/wbn_1/mails', ['sessions.read']);
  await screen.findByRole('combobox', { name: 'State' });
  expect(screen.queryByRole('button', { name: /Write|Send|Approve|Export/ })).toBeNull();
});
