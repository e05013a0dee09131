import type { PersonId, TenantId } from '@stageline/contracts';
import { bulkUpdate, dropIndexes } from '@stageline/tenancy';
import type { PersonEmail } from './person.contacts.ts';
import { PersonModel } from './person.model.ts';
import type { Phone } from './phone.ts';

const CHUNK = 500;
/** Somebody from before contacts were lists, or half converted. */
interface FormerPerson {
  readonly _id: PersonId;
  readonly email?: string;
  readonly phone?: Phone | null;
  readonly emails?: readonly PersonEmail[];
  readonly verifiedAt?: Date | null;
  readonly createdAt: Date;
}

/** Every tenant that has people; in a system run. */
export const tenantsWithPeople = async (): Promise<TenantId[]> => PersonModel.distinct('tenantId');

/** Removes the indexes over the single address and number. May be repeated. */
export const dropFormerIndexes = (): Promise<void> =>
  dropIndexes(PersonModel, ['tenantId_1_email_1', 'tenantId_1_phone.e164_1']);

/** Makes lists of the single address and number of the current tenant's people. May be broken off and repeated. */
export async function listContacts(): Promise<void> {
  for (let after = ''; ;) {
    const former = { _id: { $gt: after }, email: { $exists: true } };
    const rows = await PersonModel.find(former, null, { strictQuery: false })
      .sort({ _id: 1 })
      .limit(CHUNK)
      .lean<FormerPerson[]>();
    const changes = rows
      .filter(({ emails }) => emails === undefined)
      .map(({ _id, email, phone, verifiedAt = null, createdAt }) => ({
        match: { _id },
        set: {
          emails: [{ address: email, verifiedAt, addedAt: createdAt }],
          phones: phone == null ? [] : [phone],
        },
      }));
    if (changes.length > 0) await bulkUpdate(PersonModel, changes as never[]);
    const removal = { $unset: { email: 1, phone: 1 } };
    await PersonModel.updateMany({ _id: { $in: rows.map(({ _id }) => _id) } }, removal, { strict: false });
    if (rows.length < CHUNK) return;
    after = rows.at(-1)!._id;
  }
}
