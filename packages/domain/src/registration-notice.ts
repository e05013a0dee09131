import type { Locale } from '@stageline/contracts';

/**
 * What stands beneath every registration form: what the details are used for. Here, because the page shows it and the record
 * of who was told what quotes it (B-10). `{name}` is the host.
 */
export const REGISTRATION_NOTICE: Readonly<Record<Locale, string>> = {
  en: '{name} uses your details to run this masterclass and to follow up. In the line others see a short form of your name.',
  de: '{name} nutzt Ihre Angaben für diese Masterclass und um danach mit Ihnen in Verbindung zu bleiben. In der Reihe sehen andere eine Kurzform Ihres Namens.',
};
