import { idSchemas, type LeadId, type TenantId } from '@stageline/contracts';
import type { Signer } from '@stageline/platform';

const PURPOSE = 'join-link';
/** Characters of a lead's id after its prefix; the signature follows. */
const ID_LENGTH = 26;

/** Of a link that was mailed: characters at its end that say to which address. */
const MARK_LENGTH = 11;
const MARK_PURPOSE = 'join-link-address';
const SIGNATURE_LENGTH = 43;

export interface JoinLinks {
  /**
   * The token of a personal link: the same each time, so a link that is sent again stays the same (B-02).
   * @param address where it is mailed to, which whoever comes by it has proved; left out where it is not mailed
   */
  tokenFor(tenantId: TenantId, leadId: LeadId, address?: string): string;
  /** The lead of a token that we made for this tenant; null for any other text. */
  leadOf(tenantId: TenantId, token: string): LeadId | null;
  /** Which of these addresses a token of `leadOf` was mailed to; null where it says none, or another. */
  addressOf(tenantId: TenantId, leadId: LeadId, token: string, addresses: readonly string[]): string | null;
}

/** Personal links carry the lead and a signature bound to the tenant: nothing is stored, nothing can be guessed. */
export function createJoinLinks(signer: Signer): JoinLinks {
  const payload = (tenantId: TenantId, leadId: LeadId) => `${tenantId}:${leadId}`;
  const markOf = (tenantId: TenantId, leadId: LeadId, address: string) =>
    signer.sign(MARK_PURPOSE, `${payload(tenantId, leadId)}:${address}`).slice(0, MARK_LENGTH);
  return {
    tokenFor(tenantId, leadId, address) {
      const token = leadId.slice('led_'.length) + signer.sign(PURPOSE, payload(tenantId, leadId));
      return address === undefined ? token : token + markOf(tenantId, leadId, address);
    },
    leadOf(tenantId, token) {
      const leadId = idSchemas.led.safeParse(`led_${token.slice(0, ID_LENGTH)}`);
      if (!leadId.success) return null;
      const { length } = token.slice(ID_LENGTH + SIGNATURE_LENGTH);
      if (length !== 0 && length !== MARK_LENGTH) return null;
      const signature = token.slice(ID_LENGTH, ID_LENGTH + SIGNATURE_LENGTH);
      return signer.verify(PURPOSE, payload(tenantId, leadId.data), signature) ? leadId.data : null;
    },
    addressOf(tenantId, leadId, token, addresses) {
      const mark = token.slice(ID_LENGTH + SIGNATURE_LENGTH);
      return addresses.find((address) => markOf(tenantId, leadId, address) === mark) ?? null;
    },
  };
}
