import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { enterByLink, joinAhead } from './entrance.ts';

const realFetch = globalThis.fetch;
/** What the api was asked for, and with what status it answers next. */
let asked: unknown[];
let status: number;
beforeEach(() => {
  asked = [];
  status = 200;
  globalThis.fetch = jest.fn((_address: string, { body }: { body: string }) => {
    asked.push(JSON.parse(body));
    const answer =
      status === 200
        ? { roomTicket: `ticket ${asked.length}` }
        : { code: 'not-found', title: 'No.', status, retryable: false };
    return Promise.resolve({ ok: status < 400, status, headers: new Map(), json: () => Promise.resolve(answer) });
  }) as unknown as typeof fetch;
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

describe('the entrance of a personal link', () => {
  it('C-05 is asked for before the page is there, and once: its tickets are spent by their use', async () => {
    joinAhead('mine');
    expect(await enterByLink('mine')).toEqual({ roomTicket: 'ticket 1' });
    expect(asked).toEqual([{ token: 'mine' }]);
    expect(await enterByLink('mine')).toEqual({ roomTicket: 'ticket 2' });
  });

  it('C-08 is never that of another link', async () => {
    joinAhead('mine');
    await enterByLink('yours');
    expect(asked).toEqual([{ token: 'mine' }, { token: 'yours' }]);
  });

  it('tells the page why it was refused, and is asked for anew when the page asks again', async () => {
    status = 404;
    joinAhead('mine');
    await expect(enterByLink('mine')).rejects.toMatchObject({ status: 404 });
    status = 200;
    expect(await enterByLink('mine')).toEqual({ roomTicket: 'ticket 2' });
  });
});
