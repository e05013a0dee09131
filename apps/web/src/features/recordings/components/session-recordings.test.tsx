import { afterEach, expect, it } from '@jest/globals';
import type { RecordingView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import { SessionRecordings } from './session-recordings.tsx';

afterEach(cleanup);

const recording = (more: Partial<RecordingView>): RecordingView => ({
  ...{ id: 'rec_1' as never, state: 'recording', failure: null, startedAt: '2026-03-01T12:00:00.000Z', startedBy: '' },
  ...{ stoppedAt: null, durationMs: null, bytes: 0, trouble: null, progress: null, gaps: [], pauses: [], ...more },
});

function show(view: RecordingView): string {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  client.setQueryData(queryKeys.recordings('ses_1'), { items: [view] });
  client.setQueryData(queryKeys.me(), { permissions: [] });
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={['/ses_1']}>
        <Routes>
          <Route path="/:sessionId" element={<SessionRecordings />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return screen.getByRole('listitem').textContent;
}
const minute = 60_000;

it('C-12 says that a recording is paused, and since when', () => {
  const text = show(recording({ pauses: [{ fromMs: 12.5 * minute, toMs: null }] }));
  expect(text).toContain('Paused');
  expect(text).not.toContain('Recording');
  expect(text).toContain('paused since 12:30');
});

it('C-12 says of each pause when it was and how long, the first few one by one, and takes none for a gap', () => {
  const pauses = [0, 1, 2, 3, 4, 5].map((at) => ({
    fromMs: at * 30 * minute,
    toMs: at * 30 * minute + (at + 1) * 20_000,
  }));
  const text = show(recording({ state: 'ready', durationMs: 40 * minute, pauses }));
  expect(text).toContain('40 min');
  expect(text).toContain(
    'paused at 0:00 for 20 s · paused at 30:00 for 40 s · paused at 1:00:00 for 1 min · paused at 1:30:00 for 1 min · 2 further pauses',
  );
  expect(text).not.toContain('gap');
});
