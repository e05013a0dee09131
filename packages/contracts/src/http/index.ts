import type { OperationDefinition } from '../kit/operation.ts';
import * as abuse from './abuse.ts';
import * as address from './address.ts';
import * as admin from './admin.ts';
import * as adminAuth from './admin-auth.ts';
import * as admins from './admins.ts';
import * as audit from './audit.ts';
import * as auth from './auth.ts';
import * as broadcasts from './broadcasts.ts';
import * as credentials from './credentials.ts';
import * as domains from './domains.ts';
import * as invitations from './invitations.ts';
import * as leads from './leads.ts';
import * as line from './line.ts';
import * as members from './members.ts';
import * as mySites from './my-sites.ts';
import * as overview from './overview.ts';
import * as registrations from './registrations.ts';
import * as security from './security.ts';
import * as roles from './roles.ts';
import * as sessions from './sessions.ts';
import * as signIns from './sign-ins.ts';
import * as signups from './signups.ts';
import * as site from './site.ts';
import * as status from './status.ts';
import * as support from './support.ts';
import * as templates from './templates.ts';

export {
  abuse,
  address,
  admin,
  adminAuth,
  admins,
  audit,
  auth,
  broadcasts,
  credentials,
  domains,
  invitations,
  leads,
  line,
  members,
  mySites,
  overview,
  registrations,
  roles,
  security,
  sessions,
  signIns,
  signups,
  site,
  status,
  support,
  templates,
};
export * from './fields.ts';
export * from './log-in-step.ts';
export type { AbuseCategory, AbuseOutcome, AbuseReportView, AbuseState } from './abuse.ts';
export type { HealthIssue, MailSummary, TenantDetail, TenantRow, TenantStatus, TenantUsage } from './admin.ts';
export type { AdminMe } from './admin-auth.ts';
export type { AdminInvitationView, AdminView } from './admins.ts';
export type { SiteAddress } from './address.ts';
export type { AuditActorKind, AuditEntryView, PlatformAuditEntry } from './audit.ts';
export type { Me } from './auth.ts';
export type { BroadcastView, NoticeLevel, NoticeView } from './broadcasts.ts';
export type { DoctorFinding, DoctorReport, DomainState, DomainView, RecordCheck, RecordStatus } from './domains.ts';
export type { InvitationView } from './invitations.ts';
export type { LeadStage, LeadView } from './leads.ts';
export type { LineEntry, LineSnapshot } from './line.ts';
export type { MemberView } from './members.ts';
export type { RegistrationForm } from './registrations.ts';
export type { OwnSecurity, PasskeyView, SecurityView } from './security.ts';
export type { CustomRole } from './roles.ts';
export type { SessionView } from './sessions.ts';
export type { SignInView, StepUpMethod, StepUpProof } from './sign-ins.ts';
export type { MySite } from './my-sites.ts';
export type { CanaryRun, IsolationState } from './status.ts';
export type { TemplateBlock, TemplateChoice, TemplateState, TemplateSummary } from './templates.ts';
export type { ProvisioningStep } from './signups.ts';
export type {
  BrandPolicyView,
  PublicSession,
  SiteAuthor,
  SiteChange,
  SiteDraft,
  SiteVersion,
  SiteView,
} from './site.ts';

const isOperation = (value: unknown): value is OperationDefinition =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value;

/** Every HTTP operation of the product. A route exists only for an entry of this list. */
export const operations: readonly OperationDefinition[] = [
  abuse,
  address,
  admin,
  adminAuth,
  admins,
  audit,
  auth,
  broadcasts,
  credentials,
  domains,
  invitations,
  leads,
  line,
  members,
  mySites,
  overview,
  registrations,
  security,
  roles,
  sessions,
  signIns,
  signups,
  site,
  status,
  support,
  templates,
].flatMap((feature) => Object.values(feature).filter(isOperation));
