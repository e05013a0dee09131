import { afterEach, expect, it } from '@jest/globals';
import { useState } from 'react';
import { cleanup, fireEvent, render, screen } from '../../../shared/testing/react.ts';
import { AlertDialog } from '../../../shared/ui/index.ts';
import { Circle } from 'lucide-react';
import { Control, ControlBar } from './control-bar.tsx';
import { MoreControls } from './more-controls.tsx';

afterEach(cleanup);

function Recording() {
  const [isAsked, setIsAsked] = useState(false);
  return (
    <>
      <Control icon={Circle} label="Stop recording" onClick={() => setIsAsked(true)} />
      <AlertDialog
        open={isAsked}
        onOpenChange={setIsAsked}
        title="Stop?"
        description="It is kept."
        confirmLabel="Stop it"
        cancelLabel="Go on"
        onConfirm={() => undefined}
      />
    </>
  );
}
const more = () => screen.getByRole('button', { name: 'More' });
const isOpen = () => more().getAttribute('aria-expanded') === 'true';
function show(): void {
  render(
    <ControlBar>
      <Control icon={Circle} label="Mute" />
      <MoreControls>
        <Recording />
        <Control icon={Circle} label="Leave" />
      </MoreControls>
    </ControlBar>,
  );
}

it('L-15 what a phone has no room for is opened, walked through and left with the keyboard', () => {
  show();
  expect(isOpen()).toBe(false);
  const sheet = screen.getByRole('group', { name: 'More controls' });
  expect(more().getAttribute('aria-controls')).toBe(sheet.id);
  fireEvent.click(more());
  expect(isOpen()).toBe(true);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Stop recording' }));
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
  expect(isOpen()).toBe(false);
  expect(document.activeElement).toBe(more());
});

it('L-15 it closes with a press elsewhere, and stays open beneath what it asks', () => {
  show();
  fireEvent.click(more());
  fireEvent.pointerDown(screen.getByRole('button', { name: 'Stop recording' }));
  fireEvent.click(screen.getByRole('button', { name: 'Stop recording' }));
  const confirm = screen.getByRole('button', { name: 'Stop it' });
  fireEvent.pointerDown(confirm);
  fireEvent.keyDown(confirm, { key: 'Escape' });
  expect(screen.getByRole('group', { name: 'More controls', hidden: true }).className).not.toContain('max-sm:hidden');
  fireEvent.pointerDown(document.body);
  expect(isOpen()).toBe(false);
});
