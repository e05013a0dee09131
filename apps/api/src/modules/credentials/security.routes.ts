import { security } from '@stageline/contracts';
import { route, type RouteBinding } from '../../http/route.ts';
import type { FactorPolicy } from './factor-policy.service.ts';
import type { MemberSecurity } from './member-security.service.ts';
import type { People } from './people.ts';
import type { SecurityService } from './security.service.ts';

export interface SecurityRoutesDeps {
  readonly people: People;
  /** What members and administrators have in common. */
  readonly own: SecurityService;
  readonly members: MemberSecurity;
  readonly policy: FactorPolicy;
}

export function securityRoutes({ people, own, members, policy }: SecurityRoutesDeps): RouteBinding[] {
  const { member } = people;
  return [
    route(security.getSecurity, (context) => members.view(context)),
    route(security.changePassword, async (context) => {
      const { actor, tenant, body, session } = context;
      const { accountId, membershipId } = actor;
      const sessionVersion = await own.changePassword(member(context), body);
      // Every session has ended; the one that asked goes on as a new one.
      const { strong } = actor.signIn;
      await session.startMember({ tenantId: tenant.id, accountId, membershipId, sessionVersion, strong });
    }),
    route(security.sendVerification, (context) => members.sendConfirmation(context)),
    route(security.beginTotp, (context) => own.beginTotp(member(context))),
    route(security.confirmTotp, (context) => own.confirmTotp(member(context), context.body.code)),
    route(security.removeTotp, (context) => own.removeTotp(member(context))),
    route(security.renewRecoveryCodes, (context) => own.renewRecoveryCodes(member(context))),
    route(security.newPasskeyOptions, (context) => own.newPasskeyOptions(member(context))),
    route(security.addPasskey, (context) => own.addPasskey(member(context), context.body)),
    route(security.renamePasskey, (context) =>
      own.renamePasskey(member(context), context.params.passkeyId, context.body.name),
    ),
    route(security.removePasskey, (context) => own.removePasskey(member(context), context.params.passkeyId)),
    route(security.unlinkIdentity, (context) => members.unlink(context, context.params.provider)),
    route(security.getFactorPolicy, () => policy.policy()),
    route(security.updateFactorPolicy, ({ actor, body }) => policy.setPolicy(actor, body)),
    ...adminSecurityRoutes({ people, own }),
  ];
}

/** The same page on the admin host. */
function adminSecurityRoutes({ people, own }: Pick<SecurityRoutesDeps, 'people' | 'own'>): RouteBinding[] {
  const { admin } = people;
  return [
    route(security.getAdminSecurity, (context) => own.view(admin(context))),
    route(security.adminChangePassword, async (context) => {
      const { actor, body, session } = context;
      const sessionVersion = await own.changePassword(admin(context), body);
      await session.startAdmin({ adminId: actor.adminId, sessionVersion, strong: actor.signIn.strong });
    }),
    route(security.adminBeginTotp, (context) => own.beginTotp(admin(context))),
    route(security.adminConfirmTotp, (context) => own.confirmTotp(admin(context), context.body.code)),
    route(security.adminRemoveTotp, (context) => own.removeTotp(admin(context))),
    route(security.adminRenewRecoveryCodes, (context) => own.renewRecoveryCodes(admin(context))),
    route(security.adminNewPasskeyOptions, (context) => own.newPasskeyOptions(admin(context))),
    route(security.adminAddPasskey, (context) => own.addPasskey(admin(context), context.body)),
    route(security.adminRenamePasskey, (context) =>
      own.renamePasskey(admin(context), context.params.passkeyId, context.body.name),
    ),
    route(security.adminRemovePasskey, (context) => own.removePasskey(admin(context), context.params.passkeyId)),
  ];
}
