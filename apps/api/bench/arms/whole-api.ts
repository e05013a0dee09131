import { createLogger, logDestination, newId } from '@stageline/platform';
import { serveArm } from '@stageline/testing/bench';
import mongoose from 'mongoose';
import { benchConfig, listen, openProduct, openSite } from './stores.ts';

/** The whole api over its stores, with as many sites as `grow` has made; a process that starts later finds them there. */
const config = benchConfig();
const logger = createLogger({ service: 'bench', level: 'info', stream: logDestination('/dev/null') });
const container = await openProduct(config, logger);
const PASSWORD_OWNERS = 8;
const SITES = process.env['SITES'] ?? 'site';

/** Copies what one provisioned site consists of: a hundred times faster than provisioning ten thousand. */
async function grow(count: number): Promise<void> {
  const template = await openSite(container, 'template');
  const { db } = mongoose.connection;
  const tenants = db!.collection<{ _id: string; signup?: object }>('tenants');
  const original = await tenants.findOne({ _id: template.tenantId });
  const ids = Array.from({ length: count }, () => newId('tnt') as string);
  await tenants.insertMany(
    ids.map((_id, index) => ({
      ...original,
      _id,
      slug: `${SITES}-${index}`,
      name: `Site ${index}`,
      signup: { ...original?.signup, id: newId('sgn') },
    })),
  );
  for (const { name } of await db!.listCollections({}, { nameOnly: true }).toArray()) {
    if (name === 'outbox' || name === 'processed_events') continue;
    const own = await db!.collection<{ _id: string }>(name).find({ tenantId: template.tenantId }).toArray();
    if (own.length === 0) continue;
    const copies = ids.flatMap((tenantId) =>
      own.map((document) => ({ ...document, _id: newId(document._id.split('_')[0] as 'evt') as string, tenantId })),
    );
    await db!.collection<{ _id: string }>(name).insertMany(copies, { ordered: false });
  }
}

/** Sites whose owners can log in. */
const openOwned = () =>
  Promise.all(
    Array.from({ length: PASSWORD_OWNERS }, async (_, index) => {
      const { host, tenantId } = await openSite(container, `owned-${index}`);
      const [membership] = await mongoose.connection
        .db!.collection('memberships')
        .find({ tenantId }, { projection: { email: 1 } })
        .toArray();
      return { host, email: String(membership?.['email']) };
    }),
  );

serveArm(await listen(container, config, logger), {
  grow: (count) => grow(Number(count)),
  owned: openOwned,
});
