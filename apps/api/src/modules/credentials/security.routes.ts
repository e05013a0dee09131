import { security, type OperationDefinition } from '@stageline/contracts';
import { route, type RouteBinding, type RouteContext } from '../../http/route.ts';
import type { Member, SecurityService } from './security.service.ts';

type MemberOperation = OperationDefinition & { host: 'tenant'; access: { kind: 'member' } };

/** Who asks, of any operation for members. */
export const memberOf = ({
  actor,
  tenant,
  host,
}: Pick<RouteContext<MemberOperation>, 'actor' | 'tenant' | 'host'>): Member => ({
  actor,
  tenant,
  host,
});

export function securityRoutes(service: SecurityService): RouteBinding[] {
  return [
    route(security.getSecurity, (context) => service.view(memberOf(context))),
    route(security.changePassword, async (context) => {
      const { actor, tenant, body, session } = context;
      const { accountId, membershipId } = actor;
      const { sessionVersion } = await service.changePassword(memberOf(context), body.current, body.password);
      // Every session has ended; the one that asked goes on as a new one.
      await session.startMember({ tenantId: tenant.id, accountId, membershipId, sessionVersion });
    }),
    route(security.sendVerification, (context) => service.sendConfirmation(memberOf(context))),
    route(security.beginTotp, (context) => service.beginTotp(memberOf(context))),
    route(security.confirmTotp, (context) => service.confirmTotp(memberOf(context), context.body.code)),
    route(security.removeTotp, (context) => service.removeTotp(memberOf(context))),
    route(security.renewRecoveryCodes, (context) => service.renewRecoveryCodes(memberOf(context))),
    route(security.newPasskeyOptions, (context) => service.newPasskeyOptions(memberOf(context))),
    route(security.addPasskey, (context) =>
      service.addPasskey(memberOf(context), context.body.name, context.body.response),
    ),
    route(security.renamePasskey, (context) =>
      service.renamePasskey(memberOf(context), context.params.passkeyId, context.body.name),
    ),
    route(security.removePasskey, (context) => service.removePasskey(memberOf(context), context.params.passkeyId)),
    route(security.unlinkIdentity, (context) => service.unlink(memberOf(context), context.params.provider)),
    route(security.getFactorPolicy, () => service.policy()),
    route(security.updateFactorPolicy, ({ body }) => service.setPolicy(body)),
  ];
}
