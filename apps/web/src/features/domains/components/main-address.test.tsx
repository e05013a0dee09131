import { afterEach, expect, it, jest } from '@jest/globals';
import type { DomainView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import { MainAddress } from './main-address.tsx';

const originalFetch = globalThis.fetch;
afterEach(() => {
  cleanup();
  globalThis.fetch = originalFetch;
});

const domain = { id: 'dom_1', displayHost: 'learn.example', state: 'live', isPrimary: false } as DomainView;
const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });

it('A-07 another main address is shown within the click, and taken back when it is refused', async () => {
  let refuse = (): void => undefined;
  const asked = new Promise<never>((_resolve, reject) => (refuse = () => reject(new TypeError('offline'))));
  globalThis.fetch = jest.fn(() => asked);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MainAddress siteHost="ana.stage.example" domains={[domain]} />
    </QueryClientProvider>,
  );
  expect(radio('ana.stage.example').checked).toBe(true);
  fireEvent.click(radio('learn.example'));
  expect(radio('learn.example').checked).toBe(true);
  refuse();
  await waitFor(() => expect(radio('ana.stage.example').checked).toBe(true));
});
