import { afterEach, describe, expect, it } from '@jest/globals';
import type { TranscriptLineView, TranscriptView } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { MemoryRouter, Route, Routes } from 'react-router';
import { queryKeys } from '../../../shared/lib/query-keys.ts';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { TranscriptPage } from './transcript-page.tsx';

const view: TranscriptView = {
  recordingId: 'rec_1' as never,
  state: 'ready',
  failure: null,
  language: 'en',
  percent: null,
  lines: 3,
  languages: ['en'],
};
const line = (id: string, more: Partial<TranscriptLineView>): TranscriptLineView => ({
  id: id as never,
  version: 1,
  startMs: 0,
  endMs: 1000,
  speaker: 'Kevin',
  fromHost: true,
  text: 'Welcome',
  confidence: 0.9,
  edited: false,
  ...more,
});
const lines = [
  line('1', {}),
  line('2', { startMs: 67_000, text: 'tata tata', confidence: 0.3 }),
  line('3', { startMs: 3_667_000, speaker: 'Maria', fromHost: false, text: '', confidence: null, edited: true }),
];

afterEach(cleanup);

function show(transcript: TranscriptView = view) {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
  client.setQueryData(queryKeys.transcript('rec_1'), transcript);
  client.setQueryData(queryKeys.transcriptLines('rec_1'), {
    pages: [{ items: transcript.lines === 0 ? [] : lines, nextCursor: null }],
    pageParams: [null],
  });
  return render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={['/s/ses_1/rec_1']}>
        <Routes>
          <Route path="/s/:sessionId/:recordingId" element={<TranscriptPage />} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  ).container;
}
const texts = (container: HTMLElement) => [...container.querySelectorAll('ol > li')].map((item) => item.textContent);

describe('a transcript', () => {
  it('G-01 names who speaks where that changes, with the time, and says of what it is not sure', () => {
    expect(texts(show())).toEqual([
      'KevinHost0:00Welcome',
      '1:07tata tataNot sure: listen to it',
      'Maria1:01:07Taken out',
    ]);
  });

  it('G-01 a line becomes a field by the keyboard, and Escape gives it back with the focus', () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: 'Correct the line at 0:00: Welcome' }));
    const field = screen.getByRole('textbox', { name: 'What was said' });
    expect((field as HTMLTextAreaElement).value).toBe('Welcome');
    fireEvent.change(field, { target: { value: ' ' } });
    screen.getByText('An empty line is taken out of files and captions.');
    fireEvent.keyDown(field, { key: 'Escape' });
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Correct the line at 0:00: Welcome' }));
  });

  it.each<[string, Partial<TranscriptView>, string, boolean]>([
    ['nobody has asked for one', { state: 'none', lines: 0 }, 'There is no transcript yet', true],
    ['this platform has no recogniser', { state: 'none', lines: 0, languages: [] }, 'writes no transcripts', false],
    ['nothing could be understood', { lines: 0 }, 'Nobody said anything', true],
    ['it failed', { state: 'failed', failure: 'recognition-failed', lines: 0 }, 'could not be recognised', true],
    ['it is being written', { state: 'writing', percent: 40, lines: 0 }, 'Being written: 40 %', false],
  ])('G-02 says that %s', (_what, more, said, canWrite) => {
    expect(show({ ...view, ...more }).textContent).toContain(said);
    expect(screen.queryAllByRole('button', { name: /^Write/ })).toHaveLength(canWrite ? 1 : 0);
  });
});
