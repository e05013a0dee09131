import { mailHtml, mailText, type MailBrand, type MailContent } from '@stageline/domain';
import type { OutgoingMail } from './mail.service.ts';

/** Both parts of a mail. @param content with the language of whoever reads it */
export const mailBody = (
  brand: MailBrand,
  content: MailContent & Required<Pick<MailContent, 'locale'>>,
): Pick<OutgoingMail, 'text' | 'html'> => ({ text: mailText(brand, content), html: mailHtml(brand, content) });
