import { LOCALES, type Locale, type TenantId } from '@stageline/contracts';
import type { Clock, Signer } from '@stageline/platform';

/** What a link of an export stands for. */
export interface ExportFacts {
  readonly tenantId: TenantId;
  readonly exportId: string;
  readonly bom: boolean;
  readonly locale: Locale;
}

const PURPOSE = 'follow-up-export';

/** Keys of links that work for a while, without a log-in, and for one site's one export alone. */
export function createExportKeys(signer: Signer, clock: Clock) {
  const payload = (tenantId: TenantId, text: string) => `${tenantId}:${text}`;
  return {
    keyOf({ tenantId, exportId, bom, locale }: ExportFacts, forMs: number): { key: string; expiresAt: Date } {
      const expiresAt = new Date(clock.now().getTime() + forMs);
      const text = [exportId, expiresAt.getTime(), bom ? 1 : 0, locale].join('.');
      return { key: `${text}.${signer.sign(PURPOSE, payload(tenantId, text))}`, expiresAt };
    },

    /** Null for what we did not give to this site, and for what has ended. */
    read(tenantId: TenantId, key: string): ExportFacts | null {
      const at = key.lastIndexOf('.');
      const [text, signature] = [key.slice(0, at), key.slice(at + 1)];
      if (at < 0 || !signer.verify(PURPOSE, payload(tenantId, text), signature)) return null;
      const [exportId = '', until = '', bom = '', language = ''] = text.split('.');
      if (Number(until) <= clock.now().getTime()) return null;
      const locale = LOCALES.find((each) => each === language);
      return locale === undefined ? null : { tenantId, exportId, bom: bom === '1', locale };
    },
  };
}
