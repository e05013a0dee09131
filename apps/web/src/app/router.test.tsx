import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen, waitFor } from '../shared/testing/react.ts';
import { useState, type ComponentType } from 'react';
import { Link, Outlet, useParams } from 'react-router';
import { useNavigationGuard } from '../shared/lib/navigation-guard.ts';
import { routeElements } from './route-elements.tsx';
import { AppRouter } from './router.tsx';

const Home = () => (
  <>
    <h1>Home</h1>
    <Link to="/edit">Edit</Link>
    <Link to="/lead/7">Lead</Link>
    <Link to="/broken">Broken</Link>
  </>
);
const Edit = () => {
  const [dirty, setDirty] = useState(false);
  const [isOtherDirty, setOtherDirty] = useState(false);
  const own = useNavigationGuard(dirty, true);
  const other = useNavigationGuard(isOtherDirty);
  const question = own.state === 'blocked' ? own : other;
  return (
    <>
      <h1>Edit</h1>
      <button type="button" onClick={() => setDirty(true)}>
        Change
      </button>
      <button type="button" onClick={() => setOtherDirty(!isOtherDirty)}>
        Change or save the other form
      </button>
      <Link to="/">Leave</Link>
      <Link to="/edit?part=2">Other part</Link>
      {question.state === 'blocked' && (
        <div role="dialog">
          <button type="button" onClick={question.reset}>
            Stay
          </button>
          <button type="button" onClick={question.proceed}>
            Discard
          </button>
        </div>
      )}
    </>
  );
};
const Lead = () => <h1>Lead {useParams()['id']}</h1>;
const Broken: ComponentType = () => {
  throw new Error('broken');
};

const routes = () =>
  routeElements([
    {
      path: '/',
      element: <Outlet />,
      children: [
        {
          ErrorBoundary: ({ error }: { error?: unknown }) => <p role="alert">{String(error)}</p>,
          children: [
            { index: true, Component: Home },
            { path: 'edit', lazy: { Component: () => Promise.resolve(Edit) } },
            { path: 'lead/:id', lazy: () => Promise.resolve({ Component: Lead }) },
            { path: 'broken', Component: Broken },
          ],
        },
      ],
    },
  ]);

const openAt = async (path: string): Promise<void> => {
  window.history.pushState(null, '', path);
  render(<AppRouter routes={routes()} />);
  await screen.findByRole('heading');
};

beforeEach(() => {
  window.scrollTo = jest.fn() as unknown as typeof window.scrollTo;
});
afterEach(cleanup);

describe('AppRouter', () => {
  it('opens a page that comes lazily, with its parameters', async () => {
    await openAt('/');
    fireEvent.click(screen.getByText('Lead'));
    expect((await screen.findByRole('heading', { name: 'Lead 7' })).textContent).toBe('Lead 7');
  });

  it('lets a clean page go', async () => {
    await openAt('/edit');
    fireEvent.click(screen.getByText('Leave'));
    await screen.findByRole('heading', { name: 'Home' });
  });

  it('asks before unsaved changes are left, stays, and goes', async () => {
    await openAt('/edit');
    fireEvent.click(screen.getByText('Change'));
    fireEvent.click(screen.getByText('Leave'));
    fireEvent.click(await screen.findByText('Stay'));
    expect(screen.getByRole('heading', { name: 'Edit' })).toBeTruthy();
    fireEvent.click(screen.getByText('Leave'));
    fireEvent.click(await screen.findByText('Discard'));
    await screen.findByRole('heading', { name: 'Home' });
  });

  it('asks before another query where it shows something else', async () => {
    await openAt('/edit');
    fireEvent.click(screen.getByText('Change'));
    fireEvent.click(screen.getByText('Other part'));
    fireEvent.click(await screen.findByText('Stay'));
    expect(window.location.search).toBe('');
    fireEvent.click(screen.getByText('Other part'));
    fireEvent.click(await screen.findByText('Discard'));
    await waitFor(() => expect(window.location.search).toBe('?part=2'));
  });

  it('asks as long as one of the forms of a page has something to lose', async () => {
    await openAt('/edit');
    fireEvent.click(screen.getByText('Change'));
    fireEvent.click(screen.getByText('Change or save the other form'));
    fireEvent.click(screen.getByText('Change or save the other form'));
    fireEvent.click(screen.getByText('Leave'));
    await screen.findByText('Stay');
  });

  it('takes a step back back, and repeats it once agreed', async () => {
    await openAt('/');
    fireEvent.click(screen.getByText('Edit'));
    await screen.findByRole('heading', { name: 'Edit' });
    fireEvent.click(screen.getByText('Change'));
    act(() => window.history.back());
    await screen.findByText('Discard');
    await waitFor(() => expect(window.location.pathname).toBe('/edit'));
    expect(screen.getByRole('heading', { name: 'Edit' })).toBeTruthy();
    fireEvent.click(screen.getByText('Discard'));
    await screen.findByRole('heading', { name: 'Home' });
    expect(window.location.pathname).toBe('/');
  });

  it('keeps a page that fails to itself, and recovers at the next address', async () => {
    const quiet = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    await openAt('/');
    fireEvent.click(screen.getByText('Broken'));
    expect((await screen.findByRole('alert')).textContent).toContain('broken');
    act(() => window.history.back());
    await screen.findByRole('heading', { name: 'Home' });
    quiet.mockRestore();
  });
});
