import { beforeAll, expect, it } from '@jest/globals';
import { connectSocket, eventually } from '@stageline/testing';
import { createApiBed, type ApiBed, type Site } from '../../testing/api-bed.ts';

let bed: ApiBed;
let site: Site;
beforeAll(async () => {
  bed = await createApiBed();
  site = await bed.site('sockets');
});

const connect = (cookie: string) => connectSocket(bed.url, { host: site.host, namespace: '/app', cookie });

it('L-03 the open sockets of a session that has ended are closed at once, long before their token runs out, and no others', async () => {
  const rep = await site.member('leaving', ['rep']);
  const [here, there] = [await connect(site.cookie), await connect(rep.cookie() ?? '')];
  const { membershipId } = (await rep.get('/me')).body as { membershipId: string };
  expect((await site.owner.delete(`/members/${membershipId}`)).status).toBe(204);
  await eventually(() => !there.connected);
  expect(here.connected).toBe(true);
});

it('L-03 a socket is admitted by the refresh token when the access token has run out', async () => {
  const refreshOnly = site.cookie.split('; ').find((pair) => pair.startsWith('stageline_refresh='))!;
  expect((await connect(refreshOnly)).connected).toBe(true);
  expect((await site.owner.get('/me')).status).toBe(200);
});
