import { afterEach, expect, it } from '@jest/globals';
import { MemoryRouter, useLocation, useRoutes } from 'react-router';
import { cleanup, render, screen } from '../../shared/testing/react.ts';
import { importsRoutes } from './routes.tsx';

afterEach(cleanup);

const Place = () => (
  <>
    {useRoutes([{ path: '/dashboard', children: importsRoutes }])}
    <p>{useLocation().pathname}</p>
  </>
);

it('F-05 the address of all imports leads to them, also where it is typed as the others are called', () => {
  render(
    <MemoryRouter initialEntries={['/dashboard/leads/imports']}>
      <Place />
    </MemoryRouter>,
  );
  expect(screen.getByText('/dashboard/leads/import')).toBeTruthy();
});
