import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '../../shared/testing/react.ts';
import { MemoryRouter } from 'react-router';
import { Account } from './account.tsx';

afterEach(cleanup);

describe('account menu', () => {
  it('is loaded, opened at once, and logs out', async () => {
    const onLogOut = jest.fn();
    render(<Account name="Ana Ruiz" email="ana@example.com" onLogOut={onLogOut} />, { wrapper: MemoryRouter });
    fireEvent.click(screen.getByRole('button', { name: /Ana Ruiz/ }));
    expect(await screen.findByRole('menuitemradio', { name: 'Like this device', checked: true })).toBeTruthy();
    fireEvent.click(screen.getByRole('menuitem', { name: 'Log out' }));
    expect(onLogOut).toHaveBeenCalledTimes(1);
  });

  it('chooses light or dark', async () => {
    render(<Account name="Ana Ruiz" email="ana@example.com" onLogOut={() => undefined} compact />, {
      wrapper: MemoryRouter,
    });
    fireEvent.click(screen.getByRole('button', { name: 'Menu of Ana Ruiz' }));
    fireEvent.click(await screen.findByRole('menuitemradio', { name: 'Dark' }));
    expect(document.documentElement.dataset['theme']).toBe('dark');
  });
});
