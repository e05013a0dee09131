import { describe, expect, it } from '@jest/globals';
import { defineNamespace, publicAccess } from '@stageline/contracts';
import { z } from 'zod';
import { fakeSocket, peer } from '../testing/fake-socket.ts';
import { socketPart } from './binding.ts';
import { joinBindings } from './join-bindings.ts';

const namespace = defineNamespace({
  name: '/parts',
  host: 'tenant',
  access: publicAccess,
  auth: z.object({}),
  ask: { 'a:say': { payload: z.unknown() }, 'b:say': { payload: z.unknown() } },
  tell: { heard: z.string() },
});
const part = (event: 'a:say' | 'b:say') =>
  socketPart({
    namespace,
    onConnect: async (_peer, tools) => tools.tell('heard', event),
    handlers: { [event]: async () => undefined },
  });

describe('parts of a namespace', () => {
  it('are joined: every message has its handler, and whoever comes in is met by all in their order', async () => {
    const [whole, ...more] = joinBindings([part('a:say'), part('b:say')]);
    expect([Object.keys(whole!.handlers), more]).toEqual([['a:say', 'b:say'], []]);
    const socket = fakeSocket();
    await whole!.onConnect!(peer({}), socket);
    expect(socket.heard.map(({ payload }) => payload)).toEqual(['a:say', 'b:say']);
  });

  it('fail the boot where a message has no handler, or two', () => {
    expect(() => joinBindings([part('a:say')])).toThrow('Nobody answers b:say');
    expect(() => joinBindings([part('a:say'), part('b:say'), part('a:say')])).toThrow(
      'Two parts of /parts are for a:say',
    );
  });
});
