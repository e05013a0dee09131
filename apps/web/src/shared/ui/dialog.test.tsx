import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, render, screen, waitFor } from '../testing/react.ts';
import { useState } from 'react';
import { AlertDialog, Dialog } from './dialog.tsx';
import { Menu, MenuItem } from './menu.tsx';

afterEach(cleanup);

/** Windows without a trigger of their own, opened by a button and out of a menu. */
function Page({ leaves = false }: { readonly leaves?: boolean }) {
  const [shown, setShown] = useState<'window' | 'question'>();
  const close = () => setShown(undefined);
  return (
    <main tabIndex={-1}>
      {leaves && shown !== undefined ? null : <button onClick={() => setShown('window')}>Edit</button>}
      <Menu trigger={<button>More</button>}>
        <MenuItem onSelect={() => setShown('question')}>Remove</MenuItem>
      </Menu>
      {shown === 'window' ? (
        <Dialog open onOpenChange={close} title="Edit Ann">
          <input aria-label="Name" />
        </Dialog>
      ) : null}
      <AlertDialog
        open={shown === 'question'}
        onOpenChange={close}
        title="Remove Ann?"
        description="She loses access at once."
        confirmLabel="Remove"
        onConfirm={close}
      />
    </main>
  );
}
const press = (name: string) => {
  const button = screen.getByRole('button', { name });
  button.focus();
  fireEvent.click(button);
};
const leave = () => fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
const hasFocus = (element: () => Element | null) => waitFor(() => expect(document.activeElement).toBe(element()));

describe('a window without a trigger', () => {
  it('gives the focus back to the button that opened it', async () => {
    render(<Page />);
    press('Edit');
    await hasFocus(() => screen.getByLabelText('Name'));
    leave();
    await hasFocus(() => screen.getByRole('button', { name: 'Edit' }));
  });

  it('opened out of a menu, gives it back to the button of the menu', async () => {
    render(<Page />);
    const more = screen.getByRole('button', { name: 'More' });
    more.focus();
    fireEvent.keyDown(more, { key: 'Enter' });
    const item = await screen.findByRole('menuitem', { name: 'Remove' });
    await hasFocus(() => item);
    fireEvent.click(item);
    await screen.findByRole('alertdialog');
    await hasFocus(() => screen.getByRole('button', { name: 'Cancel' }));
    leave();
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await hasFocus(() => more);
  });

  it('gives it to the page where what opened it is gone', async () => {
    render(<Page leaves />);
    press('Edit');
    await hasFocus(() => screen.getByLabelText('Name'));
    leave();
    await hasFocus(() => screen.getByRole('main'));
  });
});
