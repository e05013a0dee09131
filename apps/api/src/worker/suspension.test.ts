import { beforeAll, expect, it } from '@jest/globals';
import type { AccountId } from '@stageline/contracts';
import { newId } from '@stageline/platform';
import { createApiBed } from '../testing/api-bed.ts';

let bed: Awaited<ReturnType<typeof createApiBed>>;
beforeAll(async () => {
  bed = await createApiBed();
});

it("A-14 a suspended site's work waits and is done once when it is back; the others' goes on", async () => {
  const [still, lively] = [await bed.site('still'), await bed.site('lively')];
  const { tenants, mail } = bed.modules;
  await tenants.service.suspend(still.tenantId, 'a test', newId('adm'));
  const send = (site: typeof still, to: string) =>
    site.in(() => mail.service.send({ to, subject: 'Waiting', html: '<p>Waiting</p>', text: 'Waiting' }));
  for (let n = 0; n < 5; n += 1) await send(still, `still-${n}@reader.example`);
  await send(lively, 'lively@reader.example');
  await bed.settle();
  const sent = async (search: string) => {
    const { items } = await mail.service.listKept({ limit: 100, search });
    return items.map(({ to }) => to.address).sort();
  };
  expect(await sent('lively@reader')).toEqual(['lively@reader.example']);
  expect(await sent('still-')).toEqual([]);

  await tenants.service.reactivate(still.tenantId);
  await tenants.service.suspend(still.tenantId, 'again', newId('adm'));
  await tenants.service.reactivate(still.tenantId);
  await bed.settle();
  await bed.container.parked.sweep(bed.container.queue);
  await bed.settle();
  expect(await sent('still-')).toEqual([0, 1, 2, 3, 4].map((n) => `still-${n}@reader.example`));
});

it('A-14 owners are told at once, in their language and why, that their site is suspended, and that it is back', async () => {
  const site = await bed.site('told');
  const { tenants, mail } = bed.modules;
  const owner = (await site.owner.get('/me')).body as { accountId: AccountId };
  await bed.modules.accounts.service.setLocale(owner.accountId, 'de');
  const told = async () => {
    await bed.settle();
    const { items } = await mail.service.listKept({ limit: 100, search: site.email });
    return items.filter(({ from }) => from.name === 'Stageline').map(({ id, subject }) => ({ id, subject }));
  };
  const before = await told();
  await tenants.service.suspend(site.tenantId, 'A complaint about its promises', newId('adm'));
  const [letter, ...older] = await told();
  expect(letter!.subject).toBe('told ist gesperrt');
  expect(older).toEqual(before);
  const { text } = (await mail.service.findKept(letter!.id))!;
  expect(text).toContain('A complaint about its promises');
  expect(text).toContain('http://stage.test/log-in');

  await tenants.service.reactivate(site.tenantId);
  expect((await told()).map(({ subject }) => subject).slice(0, 2)).toEqual(['told ist wieder da', 'told ist gesperrt']);
});
