import { mailHtml, mailText } from '@stageline/domain';
import type { EmailMessage } from '@stageline/integrations/email';
import type { CanaryFindings } from './canary.types.ts';

const BRAND = { siteName: 'Stageline', primaryColor: '#b91c1c' } as const;

/** Tells an administrator that one site reached another. */
export function leakMail(
  leaks: CanaryFindings['leaks'],
  to: EmailMessage['to'],
  adminUrl: string,
): Pick<EmailMessage, 'to' | 'subject' | 'html' | 'text'> {
  const shown = leaks.slice(0, 10).map(({ attack, what }) => `${attack}: ${what}`);
  const content = {
    heading: 'A site reached the data of another',
    paragraphs: [
      'Two test sites attack each other every few minutes. This time an attack got through. Treat it as a breach until you know better.',
      shown.join('\n'),
    ],
    action: { label: 'See the runs', url: `${adminUrl}/isolation` },
    footer: 'You get this because you administer the platform. It is sent once, until a run is clean again.',
  };
  return {
    to,
    subject: 'Isolation leak on the platform',
    html: mailHtml(BRAND, content),
    text: mailText(BRAND, content),
  };
}
