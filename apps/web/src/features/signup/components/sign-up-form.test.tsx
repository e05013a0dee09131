import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { SignUpForm } from './sign-up-form.tsx';

const originalFetch = globalThis.fetch;
const answers: Record<string, unknown> = {
  'slugs/admin': {
    slug: 'admin',
    available: false,
    reason: 'This address is reserved. Please choose another.',
    suggestion: 'admin-site',
  },
  templates: {
    items: [
      { key: 'a', name: 'One' },
      { key: 'b', name: 'Two' },
    ].map((item) => ({ ...item, description: '' })),
  },
};

beforeEach(() => {
  globalThis.fetch = ((address: string) => {
    const known = Object.keys(answers).find((end) => address.endsWith(end));
    const body = known === undefined ? { items: [] } : answers[known];
    return Promise.resolve({ ok: true, status: 200, headers: new Map(), json: () => Promise.resolve(body) });
  }) as unknown as typeof fetch;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SignUpForm onStarted={() => undefined} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});
const send = (): boolean => fireEvent.click(screen.getByRole('button', { name: 'Create my site' }));

describe('SignUpForm', () => {
  it('puts the focus into the first field that needs another look', async () => {
    await screen.findByRole('radio', { name: /Two/ });
    send();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Your name')));
  });

  it('A-02 says once why an address is refused', async () => {
    fireEvent.change(screen.getByLabelText('Address'), { target: { value: 'admin' } });
    await screen.findByRole('button', { name: 'Take admin-site instead' });
    send();
    await screen.findAllByText('Please fill this in.');
    expect(screen.getAllByText('This address is reserved. Please choose another.')).toHaveLength(1);
  });
});
