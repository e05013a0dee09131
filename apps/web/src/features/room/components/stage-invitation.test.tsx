import { afterEach, expect, it } from '@jest/globals';
import type { RoomStanding } from '@stageline/contracts';
import { useState } from 'react';
import { cleanup, fireEvent, render, screen, waitFor } from '../../../shared/testing/react.ts';
import type { Place } from '../hooks/use-place.ts';
import type { RoomSession } from '../lib/room-session.ts';
import { StageInvitation } from './stage-invitation.tsx';

afterEach(cleanup);

/** The dialog as a page has it, with a button that asks again. */
function Asked({ standing, session }: { standing: RoomStanding; session: Partial<RoomSession> }) {
  const [isAsked, setAsked] = useState(true);
  const place: Place = { standing, isAsked, setAsked, canAnswer: true, isSending: false };
  return (
    <>
      <button type="button" onClick={() => setAsked(true)}>
        ask again
      </button>
      <StageInvitation session={session as RoomSession} place={place} hostName="Kevin Gardner" />
    </>
  );
}

it('C-04 asks without opening a camera, and may be put aside without an answer', async () => {
  let answers = 0;
  const stepBack = async () => void (answers += 1);
  render(<Asked standing="invited" session={{ stepBack }} />);
  screen.getByText('Kevin Gardner invites you. Everybody in the room would see and hear you.');
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(answers).toBe(0);
  fireEvent.click(screen.getByRole('button', { name: 'ask again' }));
  fireEvent.click(await screen.findByRole('button', { name: 'No, thank you' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(answers).toBe(1);
});

it('C-01 goes on without camera and microphone where there are none', async () => {
  const came: unknown[] = [];
  const acceptStage = async (stream: MediaStream | null) => void came.push(stream);
  render(<Asked standing="invited" session={{ acceptStage }} />);
  fireEvent.click(screen.getByRole('button', { name: 'Choose camera and microphone' }));
  // The browser of this test has no devices at all.
  fireEvent.click(await screen.findByRole('button', { name: 'Go on without them' }));
  await waitFor(() => expect(came).toEqual([null]));
});

it('C-06 tells somebody who comes back to the stage that nothing is sent yet', () => {
  render(<Asked standing="panelist" session={{}} />);
  screen.getByRole('dialog', { name: 'You are on the stage' });
  screen.getByRole('button', { name: 'Step down' });
});
