import { afterEach, expect, it } from '@jest/globals';
import type { ReplayView } from '@stageline/contracts';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import type { Player } from '../hooks/use-player.ts';
import { PlayerFrame } from './player-frame.tsx';

afterEach(cleanup);

const replay = {
  ...{ title: 'T', recordedAt: '2026-03-01T12:00:00.000Z', durationMs: 600_000, chapters: [], captions: [] },
  ...{ playlistUrl: '/film.m3u8', grant: 'g', expiresAt: '2026-03-02T12:00:00.000Z', positionMs: null, counted: true },
  cuts: [
    { atMs: 60_000, missingMs: 180_400, reason: 'paused' },
    { atMs: 300_000, missingMs: 20_000, reason: 'lost' },
    { atMs: 400_000, missingMs: 300, reason: 'paused' },
  ],
} satisfies ReplayView;

function note(positionMs: number): string | null {
  cleanup();
  const at = { isPlaying: true, isWaiting: false, hasBegun: true, positionMs, bufferedMs: 0, rate: 1, isMuted: false };
  const player = { video: null, setVideo: () => undefined, state: at, act: {} } as unknown as Player;
  render(
    <PlayerFrame {...{ player, replay, startMs: 0, isLost: false, isGivenUp: false, onAgain: () => undefined }} />,
  );
  return screen.getByRole('status').textContent;
}

it('C-12 says where the film goes on behind a pause of the recording, in other words than of what was lost', () => {
  expect(note(59_000)).toBe('');
  expect(note(60_500)).toBe('The recording was paused here for 3 min.');
  expect(note(301_000)).toBe('Here 20 s of the masterclass were not recorded.');
  expect(note(401_000)).toBe('The recording was paused here for 1 s.');
});
