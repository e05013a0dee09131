import { currentTenantId } from '@stageline/tenancy';
import { createMailTemplatesModule, type SessionFacts } from '../modules/mail-templates/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Masterclass } from './masterclass.ts';

/** What is written to registrants: what the mails say, and when they go out. */
export function composeMails(kit: Kit, { audit, members, site, mail }: Core, { sessions, replays }: Masterclass) {
  const common = { ...kit, audit: audit.log };
  const mailTemplates = createMailTemplatesModule({
    ...common,
    siteFacts: () => site.service.siteFacts(),
    async nextSession(): Promise<SessionFacts | null> {
      const next = await sessions.service.nextSession(currentTenantId());
      if (next === null) return null;
      const { id, title, startsAt, timeZone, seatsLeft } = next;
      const hasReplay = (await replays.viewing.withReplay([id])).has(id);
      const hostName = next.hostName === '' ? null : next.hostName;
      return { id, title, startsAt: new Date(startsAt), timeZone, hostName, seatsLeft, hasReplay };
    },
    member: (id) => members.service.recipient(id),
    mailer: mail.service,
  });
  return { mailTemplates };
}
