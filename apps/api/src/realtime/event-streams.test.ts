import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '@stageline/platform';
import type { TenantId } from '@stageline/contracts';
import { createEventStreams, type EventStreams } from './event-streams.ts';

const [a, b] = [newId('tnt'), newId('tnt')];

describe('streams of events', () => {
  const streams: EventStreams = createEventStreams();
  let ended: string[] = [];
  let heard: unknown[] = [];
  let open: (() => void)[] = [];
  afterEach(() => {
    open.forEach((leave) => leave());
    [ended, heard, open] = [[], [], []];
  });

  const follow = (tenantId: TenantId, address: string, from = streams) => {
    const leave = from.open({
      tenantId,
      address,
      namespace: '/line',
      room: tenantId,
      hear: (event, payload) => heard.push([tenantId, event, payload]),
      end: () => ended.push(tenantId),
    });
    open.push(leave);
    return leave;
  };

  it('H-10 tell the followers of the room and no others, until they leave', () => {
    follow(a, '10.0.0.1');
    const leave = follow(b, '10.0.0.1');
    const tell = (payload: number) =>
      streams.hear({ kind: 'tell', namespace: '/line', room: b, event: 'line:joined', payload });
    tell(1);
    leave();
    leave();
    tell(2);
    expect([heard, streams.size]).toEqual([[[b, 'line:joined', 1]], 1]);
  });

  it('H-07 one address gets so many on one site, and takes nobody else their place', () => {
    const leave = Array.from({ length: 200 }, () => follow(a, '10.0.0.1'))[0]!;
    expect(() => follow(a, '10.0.0.1')).toThrow(expect.objectContaining({ code: 'too-many-requests' }));
    follow(a, '10.0.0.2');
    follow(b, '10.0.0.1');
    leave();
    follow(a, '10.0.0.1');
  });

  it('H-10 one site gets so many, and takes no other its place', () => {
    for (let n = 0; n < 2000; n += 1) follow(a, `10.0.${n >> 7}.${n & 127}`);
    expect(() => follow(a, '10.1.0.0')).toThrow(expect.objectContaining({ code: 'unavailable' }));
    follow(b, '10.1.0.0');
  });

  it('A-14 those of a suspended site end, with whoever was on their way in', () => {
    jest.useFakeTimers();
    try {
      follow(a, '10.0.0.1');
      follow(b, '10.0.0.1');
      streams.hear({ kind: 'disconnect-tenant', tenantId: a });
      expect(ended).toEqual([a]);
      open[0]!();
      follow(a, '10.0.0.1');
      jest.advanceTimersByTime(2000);
      expect(ended).toEqual([a, a]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('end when the process is about to stop, which lets nobody in any more', () => {
    const stopping = createEventStreams();
    follow(a, '10.0.0.1', stopping);
    stopping.close();
    expect(ended).toEqual([a]);
    expect(() => follow(a, '10.0.0.1', stopping)).toThrow(expect.objectContaining({ code: 'unavailable' }));
  });
});
