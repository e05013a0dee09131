import { afterEach, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { VisitorLoaded } from './visitor-frame.tsx';

const online = jest.spyOn(navigator, 'onLine', 'get');
afterEach(() => void online.mockReset());

const goes = (isOnline: boolean) => {
  online.mockReturnValue(isOnline);
  act(() => void window.dispatchEvent(new Event(isOnline ? 'online' : 'offline')));
};

it('a page that waits for the network says that there is none, until there is', () => {
  const waits = { data: undefined, error: null, refetch: async () => null };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <VisitorLoaded query={waits} loading="The order is loading" lost={{ title: 'Lost', text: 'Lost' }}>
        {() => null}
      </VisitorLoaded>
    </QueryClientProvider>,
  );
  goes(false);
  expect(screen.getByText(/^You are offline/)).toBeTruthy();
  goes(true);
  expect(screen.queryByText(/^You are offline/)).toBeNull();
});
