import { afterEach, expect, it } from '@jest/globals';
import { configureStore } from '@reduxjs/toolkit';
import type { SessionView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Provider } from 'react-redux';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { act, cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { roomActions, roomSlice, type RunningRecording } from '../slice.ts';
import { RecordingControl } from './recording-control.tsx';
import { RecordingMark, RecordingNotice } from './recording.tsx';

afterEach(cleanup);

const running: RunningRecording = {
  id: 'rec_1',
  since: new Date(Date.now() - 100_000).toISOString(),
  pausedSince: null,
  pausedMs: 0,
};
const paused: RunningRecording = { ...running, pausedSince: new Date(Date.now() - 30_000).toISOString() };

/** The room's head, and the controls of a host. */
function show(recording: RunningRecording | null) {
  const store = configureStore({ reducer: { room: roomSlice.reducer } });
  const tell = (told: RunningRecording | null) => act(() => void store.dispatch(roomActions.recordingChanged(told)));
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  client.setQueryData(queryKeys.recordings('ses_1'), { items: [] });
  store.dispatch(roomActions.statusChanged('live'));
  store.dispatch(roomActions.recordingChanged(recording));
  render(
    <QueryClientProvider client={client}>
      <Provider store={store}>
        <header>
          <RecordingMark withTime />
        </header>
        <RecordingNotice />
        <RecordingControl masterclass={{ id: 'ses_1' } as SessionView} />
      </Provider>
    </QueryClientProvider>,
  );
  return tell;
}
const mark = () => screen.getByRole('banner').textContent;
const announced = () => screen.getByRole('status').textContent;
const names = () =>
  screen.getAllByRole('button').map((button) => button.getAttribute('aria-label') ?? button.textContent);

it('C-12 says to everybody that the recording is paused, also to whoever comes then, and that it goes on', () => {
  const tell = show(paused);
  // It has lasted 100 seconds, of which it was paused for the last 30.
  expect(mark()).toBe('Recording pausedREC paused01:10');
  expect(announced()).toBe('Recording paused. What is said and shown now is not kept.');
  tell({ ...running, pausedMs: 30_000 });
  expect(mark()).toBe('RecordingREC01:10');
  // Whoever has not read it yet is told now that they are recorded.
  expect(announced()).toContain('This session is being recorded.');
  fireEvent.click(screen.getByRole('button', { name: 'Understood' }));
  expect(announced()).toBe('The recording goes on.');
  tell(paused);
  expect(announced()).toContain('Recording paused.');
  tell(null);
  expect(announced()).toBe('');
});

it('C-12 has one button to pause and to resume, which keeps the focus, beside the one to stop', () => {
  const tell = show(running);
  fireEvent.click(screen.getByRole('button', { name: 'Understood' }));
  expect(names()).toEqual(['Pause recording', 'Stop recording']);
  const button = screen.getByRole('button', { name: 'Pause recording' });
  button.focus();
  tell(paused);
  expect(names()).toEqual(['Resume recording', 'Stop recording']);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Resume recording' }));
  tell(null);
  expect(names()).toEqual(['Record']);
});
