import type { SandboxStore } from './embedded.ts';
import type { SandboxNotice } from './sandbox-notice.ts';
import type { SandboxCustomer } from './sandbox-billing-state.ts';
import type { SandboxBillingStore } from './sandbox-billing.ts';
import type { SandboxCheckout } from './sandbox-checkout.ts';

/** A gateway's memory that ends with the process; in tests only. */
export function memoryStore(): SandboxStore & { readonly notices: SandboxNotice[] } {
  const checkouts = new Map<string, SandboxCheckout>();
  const notices: SandboxNotice[] = [];
  const find = async (accountId: string, id: string) => checkouts.get(`${accountId} ${id}`) ?? null;
  return {
    notices,
    find,
    findByCharge: async (accountId, chargeId) =>
      [...checkouts.values()].find((each) => each.accountId === accountId && each.chargeId === chargeId) ?? null,
    between: async (accountId, from, to) =>
      [...checkouts.values()].filter(
        (each) => each.accountId === accountId && each.createdAt! >= from && each.createdAt! < to,
      ),
    async insert(checkout) {
      const key = `${checkout.accountId} ${checkout.id}`;
      if (!checkouts.has(key)) checkouts.set(key, checkout);
      return checkouts.get(key)!;
    },
    async replace(checkout, version, told) {
      const key = `${checkout.accountId} ${checkout.id}`;
      if (checkouts.get(key)?.version !== version) return false;
      checkouts.set(key, checkout);
      notices.push(...told);
      return true;
    },
  };
}

/** The same for customers of the platform. */
export function memoryBillingStore(notices: SandboxNotice[] = []): SandboxBillingStore & {
  readonly notices: SandboxNotice[];
} {
  const customers = new Map<string, SandboxCustomer>();
  return {
    notices,
    find: async (id) => customers.get(id) ?? null,
    async replace(customer, version, told) {
      if ((customers.get(customer.id)?.version ?? 0) !== version) return false;
      customers.set(customer.id, customer);
      notices.push(...told);
      return true;
    },
  };
}
