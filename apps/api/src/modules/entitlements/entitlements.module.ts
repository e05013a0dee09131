import { EntitlementChanged, InvoiceCancelled } from '@stageline/contracts';
import { subscriber } from '@stageline/platform/outbox';
import type { ApiModule } from '../../http/module.ts';
import { createEntitlementLetters, type EntitlementLettersDeps } from './entitlements.letters.ts';
import { entitlementsRepository } from './entitlements.repository.ts';
import { createEntitlements, type Entitlements, type EntitlementsDeps } from './entitlements.service.ts';
import { yoursPage, type YoursPageDeps } from './yours.page.ts';

export type EntitlementsModuleDeps = Omit<
  EntitlementsDeps & EntitlementLettersDeps & YoursPageDeps,
  'repository' | 'service'
>;

/** What orders open, and the page on which their buyers see it. */
export function createEntitlementsModule(deps: EntitlementsModuleDeps): ApiModule & { readonly service: Entitlements } {
  const common = { ...deps, repository: entitlementsRepository };
  const service = createEntitlements(common);
  const letters = createEntitlementLetters(common);
  return {
    name: 'entitlements',
    service,
    pages: [yoursPage({ ...deps, service })],
    subscribers: [
      subscriber({
        id: 'entitlements.cancelled',
        event: InvoiceCancelled,
        handle: ({ invoiceId }) => service.review(invoiceId),
      }),
      subscriber({
        id: 'entitlements.tell',
        event: EntitlementChanged,
        handle: async ({ entitlementId, isOpen }) => {
          if (isOpen) await letters.opened(entitlementId);
        },
      }),
    ],
  };
}
