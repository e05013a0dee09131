import { describe, expect, it } from '@jest/globals';
import { createTicketSource } from './ticket-source.ts';

const counting = (media: boolean) => {
  let calls = 0;
  return {
    calls: () => calls,
    fetchPair: () => {
      calls += 1;
      return Promise.resolve({ roomTicket: `room-${calls}`, mediaTicket: media ? `media-${calls}` : null });
    },
  };
};

describe('ticket source', () => {
  it('takes both tickets from one answer and each only once', async () => {
    const api = counting(true);
    const source = createTicketSource(api.fetchPair);
    expect(await Promise.all([source.takeRoom(), source.takeMedia()])).toEqual(['room-1', 'media-1']);
    expect(api.calls()).toBe(1);
    expect(await source.takeRoom()).toBe('room-2');
  });

  it('throws an unspent ticket away before it is stale', async () => {
    const api = counting(true);
    let now = 0;
    const source = createTicketSource(api.fetchPair, () => now);
    await source.takeRoom();
    now = 50_000;
    expect(await source.takeMedia()).toBe('media-2');
  });

  it('answers null for media while the session is not live', async () => {
    expect(await createTicketSource(counting(false).fetchPair).takeMedia()).toBeNull();
  });

  it('asks again where the answer on its way is of before there was a ticket', async () => {
    const pairs = [null, 'media-2'].map((mediaTicket, index) => ({ roomTicket: `room-${index + 1}`, mediaTicket }));
    const source = createTicketSource(() => Promise.resolve(pairs.shift()!));
    expect(await Promise.all([source.takeRoom(), source.takeMedia()])).toEqual(['room-1', 'media-2']);
  });

  it('lets the caller see why no ticket was given', async () => {
    const source = createTicketSource(() => Promise.reject(new Error('refused')));
    await expect(source.takeRoom()).rejects.toThrow('refused');
    await expect(source.takeRoom()).rejects.toThrow('refused');
  });
});
