import { mailHtml, mailText } from '@stageline/domain';
import type { OutgoingMail } from '../mail/index.ts';
import type { Broadcast } from './broadcasts.repository.ts';

const PLATFORM = { siteName: 'Stageline', primaryColor: '#111827' } as const;
const PREFIX = { info: '', warning: 'Please note: ', critical: 'Important: ' } as const;

/** A notice for one owner, in the platform's name. */
export function broadcastMail(
  { id, title, text, level }: Pick<Broadcast, 'id' | 'title' | 'text' | 'level'>,
  owner: { readonly id: string; readonly email: string; readonly name: string; readonly dashboardUrl: string },
): OutgoingMail {
  const content = {
    heading: title,
    paragraphs: text.split(/\n{2,}/),
    action: { label: 'Open your dashboard', url: owner.dashboardUrl },
    footer: 'You get this because you own a site on Stageline. It concerns your site and is no advertisement.',
  };
  return {
    to: owner.email,
    toName: owner.name,
    fromName: PLATFORM.siteName,
    subject: `${PREFIX[level]}${title}`,
    text: mailText(PLATFORM, content),
    html: mailHtml(PLATFORM, content),
    idempotencyKey: `broadcast.${id}.${owner.id}`,
  };
}
