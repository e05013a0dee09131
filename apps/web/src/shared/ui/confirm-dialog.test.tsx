import { afterEach, describe, expect, it } from '@jest/globals';
import { QueryClient, QueryClientProvider, useMutation } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '../testing/react.ts';
import { useState } from 'react';
import { ApiProblem } from '../lib/request.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Toaster } from './toaster.tsx';

afterEach(cleanup);

/** A row that is gone from its list as soon as its removal has succeeded, and the dialog with it. */
function Row({ remove, onGone }: { readonly remove: () => Promise<void>; readonly onGone: () => void }) {
  const [asking, setAsking] = useState(true);
  const change = useMutation({ mutationFn: remove, onSuccess: onGone });
  if (!asking) return <p>not asked any more</p>;
  return (
    <ConfirmDialog
      title="Remove Ann?"
      description="She loses access at once."
      confirmLabel="Remove"
      danger
      change={change}
      input={undefined}
      done="Ann was removed."
      onClose={() => setAsking(false)}
    />
  );
}

function Page({ remove }: { readonly remove: () => Promise<void> }) {
  const [isGone, setIsGone] = useState(false);
  return (
    <QueryClientProvider client={new QueryClient()}>
      <Toaster />
      {isGone ? null : <Row remove={remove} onGone={() => setIsGone(true)} />}
    </QueryClientProvider>
  );
}
const confirm = () => fireEvent.click(screen.getByRole('button', { name: 'Remove' }));

describe('ConfirmDialog', () => {
  it('says that it is done even when the part that asked is gone by then', async () => {
    render(<Page remove={() => Promise.resolve()} />);
    confirm();
    expect(await screen.findByText('Ann was removed.')).toBeTruthy();
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it('stays open and says why it failed, until it is left', async () => {
    render(<Page remove={() => Promise.reject(new ApiProblem('last-owner', 'A site needs an owner.'))} />);
    confirm();
    expect(await screen.findByText('A site needs an owner.')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.getByText('not asked any more')).toBeTruthy());
  });

  it('says what is wrong with a thing whose fields nobody sees here', async () => {
    const issues = [{ in: 'body' as const, pointer: '/dueAt', message: 'That day is over.' }];
    render(<Page remove={() => Promise.reject(new ApiProblem('validation-failed', 'Look again.', { issues }))} />);
    confirm();
    expect(await screen.findByText('That day is over.')).toBeTruthy();
  });
});
