import { expect, it } from '@jest/globals';
import { newId } from '@stageline/platform';
import { createApiBed } from '../testing/api-bed.ts';

it("A-14 a suspended site's work waits and is done once when it is back; the others' goes on", async () => {
  const bed = await createApiBed();
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
}, 60_000);
