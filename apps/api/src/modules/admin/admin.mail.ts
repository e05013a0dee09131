import type { Locale, SitePaused } from '@stageline/contracts';
import type { MailBrand } from '@stageline/domain';
import type { z } from 'zod';
import { mailBody, type MailService, type OutgoingMail } from '../mail/index.ts';
import type { MembersService, Recipient } from '../members/index.ts';
import { de } from './admin.mail.de.ts';
import { en } from './admin.mail.en.ts';

export interface PauseMailsDeps {
  readonly mail: Pick<MailService, 'send'>;
  readonly members: Pick<MembersService, 'owners'>;
  /** Name and address (`http://host`) of the current tenant's site. */
  readonly siteFacts: () => Promise<SiteName>;
  /** Where everybody logs in, `http://host`. */
  readonly platformUrl: string;
  /** Who answers questions about it; null where the operator named nobody. */
  readonly supportEmail: string | null;
}
interface SiteName {
  readonly siteName: string;
  readonly url: string;
}

type Told = z.output<typeof SitePaused.payload>;
const PLATFORM: MailBrand = { siteName: 'Stageline', primaryColor: '#111827' };
const languages: Readonly<Record<Locale, typeof en>> = { en, de };

/** Word to the owners when central administrators take a site off the air, or bring it back. */
export function createPauseMails(deps: PauseMailsDeps) {
  function mailTo(owner: Recipient, { change, reason }: Told, site: SiteName): OutgoingMail {
    const { [change]: texts, ...frame } = languages[owner.locale];
    const isOff = change === 'suspended' || change === 'closed';
    const content = {
      locale: owner.locale,
      heading: texts.heading(site.siteName),
      paragraphs: [
        texts.text(owner.name, site.siteName),
        ...(reason === null ? [] : [frame.reason(reason)]),
        ...(isOff ? [deps.supportEmail === null ? frame.ask : frame.askAt(deps.supportEmail)] : []),
      ],
      action: isOff
        ? { label: frame.seeState, url: `${deps.platformUrl}/log-in` }
        : { label: frame.open, url: `${site.url}/dashboard` },
      footer: frame.why(site.siteName),
    };
    return {
      to: owner.email,
      toName: owner.name,
      fromName: PLATFORM.siteName,
      subject: texts.heading(site.siteName),
      ...mailBody(PLATFORM, content),
      isOwed: true,
    };
  }

  return {
    /** Mails every owner of the current tenant. @param key of the occasion: told twice, it mails once */
    async tell(told: Told, key: string): Promise<void> {
      const site = await deps.siteFacts();
      for (const owner of await deps.members.owners())
        await deps.mail.send({ ...mailTo(owner, told, site), idempotencyKey: `pause.${key}.${owner.id}` });
    },
  };
}
