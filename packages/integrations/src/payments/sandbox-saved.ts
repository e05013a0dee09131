import { IntegrationError } from '../kit/errors.ts';
import { chargeKept, newsOf, type SandboxCheckout, type SandboxStep } from './sandbox-checkout.ts';
import { parseRequest, SavedChargeRequest, type PaymentsPort, type SavedChargeNews } from './port.ts';

export interface SandboxSavedDeps {
  readonly store: {
    find(accountId: string, checkoutId: string): Promise<SandboxCheckout | null>;
    findByCharge(accountId: string, chargeId: string): Promise<SandboxCheckout | null>;
    insert(checkout: SandboxCheckout): Promise<SandboxCheckout>;
  };
  readonly hash: (text: string) => string;
  readonly now: () => Date;
  readonly step: (
    at: { readonly accountId: string; readonly checkoutId: string },
    take: (checkout: SandboxCheckout) => SandboxStep | null,
  ) => Promise<unknown>;
}

/** Charges of a card that a checkout of the sandbox has kept (D-04). */
export function createSandboxSaved({
  store,
  hash,
  now,
  step,
}: SandboxSavedDeps): Pick<PaymentsPort, 'chargeSaved' | 'findSaved'> {
  async function keeperOf({ accountId, savedBy }: SavedChargeRequest): Promise<SandboxCheckout> {
    const keeper = await store.findByCharge(accountId, savedBy);
    if (keeper === null) throw new IntegrationError('payments', 'not-found', false);
    if (keeper.savesCard !== true) throw new IntegrationError('payments', 'no-saved-card', false);
    return keeper;
  }
  const idOf = ({ accountId, key }: SavedChargeRequest): string => `cs_${hash(`${accountId}:${key}`)}`;

  async function find(request: SavedChargeRequest): Promise<SavedChargeNews | null> {
    const made = await store.find(request.accountId, idOf(request));
    const [news] = made?.reference === request.reference ? newsOf(made) : [];
    return (news as SavedChargeNews | undefined) ?? null;
  }

  return {
    async findSaved(request) {
      const parsed = parseRequest(SavedChargeRequest, request);
      await keeperOf(parsed);
      return find(parsed);
    },

    async chargeSaved(request) {
      const parsed = parseRequest(SavedChargeRequest, request);
      const { key, accountId, savedBy, reference, amount, currency, fee, description } = parsed;
      const keeper = await keeperOf(parsed);
      const [id, at] = [idOf(parsed), now()];
      const fingerprint = hash(JSON.stringify([accountId, savedBy, reference, amount, currency, fee]));
      const kept = await store.insert({
        ...{ id, accountId, fingerprint, reference, amount, currency, fee, description, locale: keeper.locale },
        ...{ returnUrl: keeper.returnUrl, cancelUrl: keeper.cancelUrl, expiresAt: at, createdAt: at, state: 'open' },
        ...{ chargeId: `ch_${hash(`charge:${accountId}:${key}`)}`, method: 'card', debitFails: false },
        ...{ disputeState: null, attempts: 1, refunds: [], version: 0 },
      });
      if (kept.fingerprint !== fingerprint) throw new IntegrationError('payments', 'key-reused', false);
      await step({ accountId, checkoutId: id }, (checkout) => chargeKept(checkout, keeper.laterCharges ?? 'works'));
      return (await find(parsed))!;
    },
  };
}
