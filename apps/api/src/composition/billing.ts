import { currentTenantId } from '@stageline/tenancy';
import { createCreditsModule } from '../modules/credits/index.ts';
import { roomSeconds } from '../modules/sessions/index.ts';
import { createSubscriptionsModule } from '../modules/subscriptions/index.ts';
import type { Core } from './core.ts';
import type { Kit } from './kit.ts';
import type { Money } from './money.ts';

/** What sites pay the platform for, and what they have of it. */
export function composeBilling(kit: Kit, { audit, site, mail, members, tenants }: Core, { payments }: Money) {
  const common = {
    ...{ ...kit, audit: audit.log },
    owners: () => members.service.owners(),
    site: () => site.service.siteFacts(),
    mailer: { send: mail.service.send },
  };
  const given = async () => (await tenants.administration.factsOf([currentTenantId()])).get(currentTenantId())?.plan;
  const credits = createCreditsModule({
    ...common,
    plan: async () => (await subscriptions.service.standing()).plan,
    roomSeconds,
  });
  const subscriptions = createSubscriptionsModule({
    ...common,
    port: kit.payments,
    credits: credits.service,
    given: async () => (await given()) ?? 'free',
    isClosing: async () => (await tenants.service.find(currentTenantId()))?.status === 'closing',
    idempotency: payments.idempotency,
    onSandboxStep: payments.deliverNow,
  });
  return { credits, subscriptions };
}
export type Billing = ReturnType<typeof composeBilling>;
