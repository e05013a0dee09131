import { ProblemError, type PaymentAccountView } from '@stageline/contracts';
import { IntegrationError, type PaymentsPort } from '@stageline/integrations/payments';
import type { Clock } from '@stageline/platform';
import { currentTenantId, isDuplicateKey } from '@stageline/tenancy';
import type { AuditLog } from '../audit/index.ts';
import type { MerchantAccountRow } from './payments.types.ts';
import type { merchantAccountsRepository } from './webhook-events.repository.ts';

export interface AccountsDeps {
  readonly port: PaymentsPort | null;
  readonly repository: typeof merchantAccountsRepository;
  readonly feeBasisPoints: number;
  /** Where the provider sends a promoter back to. */
  readonly siteUrl: () => Promise<string>;
  readonly ownerEmail: () => Promise<string | null>;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** The account of the current tenant with the payment provider: their money never passes through the platform's (D-12). */
export function createMerchantAccounts(deps: AccountsDeps) {
  const { port, repository, clock } = deps;

  /** @throws ProblemError `payments-off`, `unavailable` */
  async function ensure(): Promise<MerchantAccountRow> {
    if (port === null) throw new ProblemError('payments-off');
    const known = await repository.find(port.provider);
    if (known !== null) return known;
    // Under one key there is one account: whoever dies before it is kept finds the same one again.
    const id = await reach(async () => port.openAccount({ key: currentTenantId(), email: await deps.ownerEmail() }));
    const state = await reach(() => port.accountState(id));
    const row = { _id: id, provider: port.provider, ...state, createdAt: clock.now() };
    await repository.insert(row).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
    return (await repository.find(port.provider)) ?? row;
  }

  return {
    ensure,

    /** The account that payments go to. @throws ProblemError `payments-off` where there is none that takes any */
    async chargeable(): Promise<MerchantAccountRow> {
      // The sandbox asks nobody who they are, so its account is there when it is needed.
      const account = port?.provider === 'embedded' ? await ensure() : port && (await repository.find(port.provider));
      if (account?.isChargeable !== true) throw new ProblemError('payments-off');
      return account;
    },

    /** Whether anything can be paid here: the sandbox opens its account when it is needed. */
    takesPayments: async (): Promise<boolean> =>
      port !== null && (port.provider === 'embedded' || (await repository.find(port.provider))?.isChargeable === true),

    async view(): Promise<PaymentAccountView> {
      const feeBasisPoints = deps.feeBasisPoints;
      if (port === null) return { state: 'off', provider: null, isPayable: false, feeBasisPoints };
      const { provider } = port;
      const account = await repository.find(provider);
      if (account === null) return { state: 'none', provider, isPayable: false, feeBasisPoints };
      const { isChargeable, isPayable } = account;
      return { state: isChargeable ? 'ready' : 'pending', provider, isPayable, feeBasisPoints };
    },

    /** Where the provider asks the promoter for the rest. @throws ProblemError `payments-off`, `unavailable` */
    async onboard(): Promise<string> {
      const isNew = port !== null && (await repository.find(port.provider)) === null;
      const { _id: accountId } = await ensure();
      if (isNew)
        await deps.audit.record({
          action: 'payment-account.opened',
          target: { type: 'payment-account', id: accountId },
        });
      const returnUrl = `${await deps.siteUrl()}/dashboard/money/seller`;
      return reach(() => port!.onboardingUrl({ accountId, returnUrl }));
    },

    /** Asks the provider what the account may do now. */
    async refresh(): Promise<void> {
      const account = port && (await repository.find(port.provider));
      if (!account) return;
      const state = await port!.accountState(account._id).catch((error: unknown) => {
        // Who has cut the tie with the platform is not shown to it any more.
        if (error instanceof IntegrationError && !error.retryable) return { isChargeable: false, isPayable: false };
        throw error;
      });
      await repository.set(account._id, state);
    },
  };
}
export type MerchantAccounts = ReturnType<typeof createMerchantAccounts>;

/** A provider that is away is not the caller's mistake. @throws ProblemError `unavailable` */
export async function reach<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof IntegrationError && cause.retryable)
      throw new ProblemError('unavailable', { retryAfterSeconds: 5, cause });
    throw cause;
  }
}
