import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { types } from 'mediasoup-client';
import { IceRecovery } from './ice-recovery.ts';

const fresh = { usernameFragment: 'fresh', password: 'p' } as types.TransportOptions['iceParameters'];

let events: string[];
let state: types.ConnectionState;
let change: (next: types.ConnectionState) => void;
let answer: () => Promise<typeof fresh>;
let recovery: IceRecovery;
beforeEach(() => {
  jest.useFakeTimers();
  events = [];
  state = 'connected';
  answer = async () => fresh;
  const transport = {
    get connectionState() {
      return state;
    },
    closed: false,
    on: (_event: string, listener: (next: types.ConnectionState) => void) => {
      change = (next) => {
        state = next;
        listener(next);
      };
    },
    restartIce: async () => void events.push('restarted'),
  } as unknown as types.Transport;
  recovery = new IceRecovery(
    transport,
    () => {
      events.push('asked');
      return answer();
    },
    () => void events.push('gave up'),
  );
});
afterEach(() => {
  recovery.close();
  jest.useRealTimers();
});

describe('a lost path', () => {
  it('C-03 is sought anew at once when it failed, and in a moment when it may come back by itself', async () => {
    change('disconnected');
    await jest.advanceTimersByTimeAsync(1_000);
    change('connected');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(events).toEqual([]);
    change('disconnected');
    await jest.advanceTimersByTimeAsync(1_500);
    expect(events).toEqual(['asked', 'restarted']);
    change('failed');
    await jest.advanceTimersByTimeAsync(0);
    expect(events).toEqual(['asked', 'restarted', 'asked', 'restarted']);
  });

  it('C-03 is given up when none is found in time, and not when one is', async () => {
    change('failed');
    await jest.advanceTimersByTimeAsync(3_000);
    change('connected');
    await jest.advanceTimersByTimeAsync(10_000);
    expect(events).toEqual(['asked', 'restarted']);
    change('failed');
    await jest.advanceTimersByTimeAsync(6_000);
    expect(events.at(-1)).toBe('gave up');
  });

  it('C-03 is given up when the server does not answer', async () => {
    answer = () => Promise.reject(new Error('no answer'));
    change('failed');
    await jest.advanceTimersByTimeAsync(0);
    expect(events).toEqual(['asked', 'gave up']);
  });
});

describe('another network', () => {
  it('C-03 is taken at once, by a transport that was connected before', async () => {
    state = 'new';
    dispatchEvent(new Event('online'));
    expect(events).toEqual([]);
    state = 'connected';
    dispatchEvent(new Event('online'));
    dispatchEvent(new Event('online'));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(events).toEqual(['asked', 'restarted']);
    recovery.close();
    dispatchEvent(new Event('online'));
    await jest.advanceTimersByTimeAsync(0);
    expect(events).toHaveLength(2);
  });
});
