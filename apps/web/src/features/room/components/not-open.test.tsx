import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen } from '../../../shared/testing/react.ts';
import type { JoinedRoom } from '../api/entrance.ts';
import { NotOpen } from './not-open.tsx';

afterEach(cleanup);

const show = (status: string): void => {
  const session = { title: 'Your first ten conversations', startsAt: '2026-11-30T19:00:00.000Z', status };
  render(<NotOpen joined={{ entry: 'no-seat', session } as JoinedRoom} token="t" />);
};

describe('NotOpen', () => {
  it('B-03 leads who has no seat to the form, as long as there is something to register for', () => {
    show('scheduled');
    expect(screen.getByRole('link', { name: 'Register' }).getAttribute('href')).toBe('/#register');
  });

  it('B-03 says that it is over to who never had a seat, and offers no form', () => {
    show('ended');
    expect(screen.getByText(/It is over/)).toBeDefined();
    expect(screen.queryByRole('link', { name: 'Register' })).toBeNull();
  });
});
