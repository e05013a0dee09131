import { configureStore } from '@reduxjs/toolkit';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { CaptionLine, CaptionState } from '@stageline/contracts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Provider } from 'react-redux';
import { act, cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { CaptionStore } from '../lib/caption-store.ts';
import { roomActions, roomSlice } from '../slice.ts';
import { CaptionControl } from './caption-control.tsx';
import { CaptionBand, CaptionTrouble, HostCaptionControl } from './captions.tsx';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const on: CaptionState = { isOn: true, unavailable: null, trouble: null };
const line: CaptionLine = {
  ...{ number: 1, speaker: 'Kevin', fromHost: true, at: '2026-05-04T18:00:00.000Z', startMs: 0, endMs: 900 },
  ...{ recordingId: 'rec_1' as CaptionLine['recordingId'], text: 'Good evening.', confidence: 0.3 },
};

/** In a live room that is recorded. */
function show(children: (captions: CaptionStore) => ReactNode, pausedSince: string | null = null) {
  const captions = new CaptionStore();
  const store = configureStore({ reducer: { room: roomSlice.reducer } });
  store.dispatch(roomActions.statusChanged('live'));
  const recording = { id: 'rec_1', since: '2026-05-04T18:00:00.000Z', pausedSince, pausedMs: 0 };
  store.dispatch(roomActions.recordingChanged(recording));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Provider store={store}>{children(captions)}</Provider>
    </QueryClientProvider>,
  );
  return captions;
}
const band = () => screen.queryByRole('region', { name: 'Automatic captions' });

describe('captions in a room', () => {
  it('C-15 are there to be switched on once a host has, and say what they are', () => {
    const captions = show((store) => (
      <>
        <CaptionControl store={store} />
        <CaptionBand store={store} />
      </>
    ));
    expect(screen.queryByRole('button', { name: 'Captions' })).toBeNull();
    act(() => captions.enter(on));
    const control = screen.getByRole('button', { name: 'Captions' });
    expect([band(), control.getAttribute('aria-pressed')]).toEqual([null, 'false']);
    fireEvent.click(control);
    expect(band()!.textContent).toContain('Automatic captions: words appear some seconds after they are said');
    act(() => captions.receive([line]));
    expect(band()!.textContent).toContain('Kevin: Good evening.');
    // Nothing speaks over the voice.
    expect(band()!.querySelector('[aria-live=polite],[aria-live=assertive],[role=status]')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'What was said' }));
    expect(screen.getByRole('log', { name: 'What was said' }).textContent).toContain('Good evening. (not sure)');
  });

  it('C-15 say why there are none while the recording is paused, and what is wrong with them', () => {
    const captions = show(
      (store) => (
        <>
          <CaptionTrouble store={store} />
          <CaptionBand store={store} />
        </>
      ),
      '2026-05-04T18:10:00.000Z',
    );
    act(() => {
      captions.enter(on);
      captions.show(true);
    });
    expect(band()!.textContent).toContain('Captions come while the session is recorded.');
    act(() => captions.enter({ ...on, trouble: 'failed' }));
    expect(band()!.textContent).toContain('The captions are interrupted.');
    expect(screen.getByRole('status').textContent).toContain('the speech recogniser does not answer');
  });

  it.each([
    ['unsupported-language', 'The speech recogniser here does not understand the language of this masterclass.'],
    ['no-recogniser', 'This platform recognises no speech, so there are no captions.'],
  ] as const)('C-15 cannot be switched on where there is %s, and the host is told why', (unavailable, why) => {
    const captions = show((store) => <HostCaptionControl store={store} sessionId="ses_1" />);
    act(() => captions.enter({ isOn: false, unavailable, trouble: null }));
    fireEvent.click(screen.getByRole('button', { name: 'Captions' }));
    const control = screen.getByRole('switch', { name: 'Captions for everybody' });
    expect([control.hasAttribute('disabled'), screen.queryByText(why) !== null]).toEqual([true, true]);
  });
});
