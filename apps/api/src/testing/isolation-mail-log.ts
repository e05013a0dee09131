import type { PersonId } from '@stageline/contracts';
import mongoose from 'mongoose';
import type { ApiBed, Site } from './api-bed.ts';

type Call = (as: Site['owner'], target: Site) => Promise<{ status: number; body: unknown }>;
interface Kinds<Row> {
  names(call: Call): Row;
  lists(call: Call): Row;
  ownHost(call: Call): Row;
}

/** Mails: those to another site's people can neither be listed nor read, and their addresses not be lifted. */
export function mailLogRows<Row>(bedOf: () => ApiBed, { names, lists, ownHost }: Kinds<Row>): Record<string, Row> {
  const personOf = async (site: Site) => {
    const lead = await site.in(async () => mongoose.models['Lead']!.findById(site.leadId).lean());
    return (lead as unknown as { personId: PersonId }).personId;
  };
  /** A mail to the site's person. */
  async function mailOf(site: Site): Promise<string> {
    const { service } = bedOf().modules.mail;
    const letter = { to: site.person.email, subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' };
    const personId = await personOf(site);
    return site.in(() => service.send({ ...letter, personId }));
  }
  const ofLead = ({ leadId }: Site) => `/leads/${leadId}/mails`;
  return {
    'mail-log.list': lists((as) => as.get('/mails')),
    'mail-log.read': names(async (as, target) => as.get(`/mails/${await mailOf(target)}`)),
    'mail-log.list-of-lead': names((as, target) => as.get(ofLead(target))),
    'mail-log.read-of-lead': names(async (as, target) => as.get(`${ofLead(target)}/${await mailOf(target)}`)),
    'mail-log.read-measuring': lists((as) => as.get('/mail-measuring')),
    'mail-log.change-measuring': ownHost((as) => as.put('/mail-measuring', { measuring: 'clicks' })),
    'mail-log.lift-bounce': names(async (as, target) => {
      const { service } = bedOf().modules.mailPreferences;
      await target.in(() => service.unreachable(target.person.email, 'hard-bounce'));
      return as.post(`${ofLead(target)}/lift-bounce`, { reason: 'It works again' });
    }),
  };
}
