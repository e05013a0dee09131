import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { MailTemplateView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { TemplateEditor } from './template-editor.tsx';

const fetched = jest.fn<(address: string, init: RequestInit) => Promise<Response>>();
const originalFetch = globalThis.fetch;
const answer = (status: number, body: unknown): Response =>
  ({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(body) }) as unknown as Response;
const seen = {
  subject: 'Shown',
  preheader: '',
  html: '<p>Page</p>',
  text: 'Text',
  sessionTitle: 'Ten minutes',
  facts: [{ name: 'seatsLeft', value: null }],
  problems: [] as object[],
};
const latest: MailTemplateView = {
  key: 'missed',
  locale: 'en',
  version: 3,
  isDefault: false,
  changedAt: '2026-01-01T00:00:00.000Z',
  subject: 'Before',
  preheader: '',
  content: { kind: 'blocks', blocks: [{ kind: 'paragraph', text: 'Hello' }] },
  mjml: '',
};
let preview = seen;
beforeEach(() => {
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  preview = seen;
  globalThis.fetch = fetched as unknown as typeof fetch;
  fetched.mockImplementation(async (address, init) => {
    if (address.endsWith('/preview')) return answer(200, preview);
    if (init.method === 'PUT') return answer(200, { ...latest, ...JSON.parse(String(init.body)), version: 4 });
    return answer(202, { to: 'mia@team.example' });
  });
});
afterEach(() => {
  cleanup();
  fetched.mockReset();
  globalThis.fetch = originalFetch;
});

function show() {
  const element = <TemplateEditor name={{ key: 'missed', locale: 'en' }} latest={latest} reload={async () => latest} />;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={createMemoryRouter([{ path: '/', element }])} />
    </QueryClientProvider>,
  );
}
const sent = (method: string, end: string) =>
  fetched.mock.calls
    .filter(([address, init]) => init.method === method && address.endsWith(end))
    .map(([, init]) => JSON.parse(String(init.body)) as Record<string, unknown>);

it('saves what was typed with the version that was seen, and shows it in a frame that runs nothing', async () => {
  show();
  const frame = await screen.findByTitle('Preview of “Shown”');
  expect(frame.getAttribute('sandbox')).toBe('');
  fireEvent.change(screen.getByLabelText('Subject'), { target: { value: 'After' } });
  fireEvent.click(screen.getByRole('button', { name: 'Heading' }));
  const heading = screen.getAllByLabelText('Heading').find((element) => element.tagName === 'INPUT')!;
  fireEvent.change(heading, { target: { value: 'Hi' } });
  fireEvent.click(screen.getByRole('button', { name: 'Move part 2 up' }));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent('PUT', '/missed/en')).toEqual([
      {
        subject: 'After',
        preheader: '',
        content: {
          kind: 'blocks',
          blocks: [
            { kind: 'heading', text: 'Hi' },
            { kind: 'paragraph', text: 'Hello' },
          ],
        },
        version: 3,
      },
    ]),
  );
});

it('says what keeps a text from becoming a mail, with its line', async () => {
  const found = { field: 'content', line: 7, block: null, code: 'optional-fact', detail: 'seatsLeft' };
  preview = { ...seen, html: '', problems: [found] };
  show();
  expect((await screen.findByText(/^Line 7: “seatsLeft” may not be known/)).tagName).toBe('LI');
  expect(screen.queryByTitle(/^Preview of/)).toBeNull();
});

it('sends a test of what stands there, saved or not', async () => {
  show();
  fireEvent.change(screen.getByLabelText('Subject'), { target: { value: 'Unsaved' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send me a test' }));
  await waitFor(() => expect(sent('POST', '/test')).toMatchObject([{ subject: 'Unsaved' }]));
});
