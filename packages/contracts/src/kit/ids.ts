import { z } from 'zod';

/**
 * Identifiers are k-sortable TypeIDs: a prefix that names the type, an underscore and 26 base32 characters
 * (UUIDv7). The prefix makes a wrong id visible in a log and impossible to pass where another type is asked for.
 * Source: TypeID specification 0.3 (https://github.com/jetify-com/typeid).
 */
const idOf = <const Prefix extends string>(prefix: Prefix) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `Expected an id that begins with ${prefix}_`)
    .brand<Prefix>();

export const idSchemas = {
  tnt: idOf('tnt'),
  acc: idOf('acc'),
  adm: idOf('adm'),
  mem: idOf('mem'),
  per: idOf('per'),
  led: idOf('led'),
  lin: idOf('lin'),
  ses: idOf('ses'),
  att: idOf('att'),
  msg: idOf('msg'),
  mut: idOf('mut'),
  qst: idOf('qst'),
  vot: idOf('vot'),
  mai: idOf('mai'),
  evt: idOf('evt'),
  sgn: idOf('sgn'),
  job: idOf('job'),
  dom: idOf('dom'),
  sin: idOf('sin'),
  rol: idOf('rol'),
  inv: idOf('inv'),
  psk: idOf('psk'),
  aud: idOf('aud'),
  brc: idOf('brc'),
  abr: idOf('abr'),
  imp: idOf('imp'),
  adi: idOf('adi'),
  pip: idOf('pip'),
  stg: idOf('stg'),
  lim: idOf('lim'),
  asd: idOf('asd'),
  aut: idOf('aut'),
  arn: idOf('arn'),
  ntf: idOf('ntf'),
  not: idOf('not'),
  cch: idOf('cch'),
  svw: idOf('svw'),
  mrg: idOf('mrg'),
  dup: idOf('dup'),
  rec: idOf('rec'),
  trk: idOf('trk'),
  rrl: idOf('rrl'),
  asi: idOf('asi'),
  tln: idOf('tln'),
  ted: idOf('ted'),
  ofr: idOf('ofr'),
  ofp: idOf('ofp'),
  pol: idOf('pol'),
  pru: idOf('pru'),
  pan: idOf('pan'),
  rpl: idOf('rpl'),
  rpv: idOf('rpv'),
  rpc: idOf('rpc'),
  hld: idOf('hld'),
  rct: idOf('rct'),
  mtl: idOf('mtl'),
  mdl: idOf('mdl'),
  sld: idOf('sld'),
  sea: idOf('sea'),
  srs: idOf('srs'),
  mse: idOf('mse'),
  mst: idOf('mst'),
  cll: idOf('cll'),
  clt: idOf('clt'),
  ccl: idOf('ccl'),
  sup: idOf('sup'),
  mev: idOf('mev'),
  msd: idOf('msd'),
  mtv: idOf('mtv'),
  pml: idOf('pml'),
  msq: idOf('msq'),
  reg: idOf('reg'),
  men: idOf('men'),
  pst: idOf('pst'),
  ivc: idOf('ivc'),
  crn: idOf('crn'),
  rcp: idOf('rcp'),
  pay: idOf('pay'),
  rfd: idOf('rfd'),
  dsp: idOf('dsp'),
  whk: idOf('whk'),
  idk: idOf('idk'),
  sub: idOf('sub'),
  crg: idOf('crg'),
  crv: idOf('crv'),
  cal: idOf('cal'),
  ord: idOf('ord'),
  cpn: idOf('cpn'),
  ins: idOf('ins'),
  brf: idOf('brf'),
  bri: idOf('bri'),
  bst: idOf('bst'),
  com: idOf('com'),
  cme: idOf('cme'),
  cmp: idOf('cmp'),
  dif: idOf('dif'),
  cen: idOf('cen'),
  wbn: idOf('wbn'),
  wfl: idOf('wfl'),
  wat: idOf('wat'),
  wms: idOf('wms'),
  fum: idOf('fum'),
  fur: idOf('fur'),
  aiu: idOf('aiu'),
  ent: idOf('ent'),
  tlk: idOf('tlk'),
} as const;

export type IdPrefix = keyof typeof idSchemas;
export type IdOf<P extends IdPrefix> = z.infer<(typeof idSchemas)[P]>;

/** A promoter's site and everything behind it. */
export const TenantId = idSchemas.tnt;
export type TenantId = IdOf<'tnt'>;
/** A login for the whole platform. */
export const AccountId = idSchemas.acc;
export type AccountId = IdOf<'acc'>;
/** A central administrator's login. */
export const AdminId = idSchemas.adm;
export type AdminId = IdOf<'adm'>;
/** Ties an account to a tenant with roles. */
export const MembershipId = idSchemas.mem;
export type MembershipId = IdOf<'mem'>;
/** One tenant's record of a human. */
export const PersonId = idSchemas.per;
export type PersonId = IdOf<'per'>;
export const LeadId = idSchemas.led;
export type LeadId = IdOf<'led'>;
/** One entry of the PowerLine. */
export const LineMemberId = idSchemas.lin;
export type LineMemberId = IdOf<'lin'>;
/** One registration form that somebody sent. */
export const RegistrationId = idSchemas.reg;
export type RegistrationId = IdOf<'reg'>;
/** A masterclass: one live session of a tenant. */
export const SessionId = idSchemas.ses;
export type SessionId = IdOf<'ses'>;
/** One attendance interval. */
export const AttendanceId = idSchemas.att;
export type AttendanceId = IdOf<'att'>;
/** A chat message. */
export const ChatMessageId = idSchemas.msg;
export const QuestionId = idSchemas.qst;
export type ChatMessageId = IdOf<'msg'>;
export type QuestionId = IdOf<'qst'>;
/** What somebody wrote and a host decides about. */
export const HeldId = idSchemas.hld;
export type HeldId = IdOf<'hld'>;
/** A mail in the embedded mailbox. */
export const MailId = idSchemas.mai;
export type MailId = IdOf<'mai'>;
/** A domain event. */
export const EventId = idSchemas.evt;
export type EventId = IdOf<'evt'>;
/** A promoter's sign-up. */
export const SignupId = idSchemas.sgn;
export type SignupId = IdOf<'sgn'>;
/** An entry of an audit log. */
export const AuditEntryId = idSchemas.aud;
export type AuditEntryId = IdOf<'aud'>;
/** One log-in of one browser on one host, with the tokens that follow from it. */
export const SignInId = idSchemas.sin;
export type SignInId = IdOf<'sin'>;
/** A role that a site has defined for itself. */
export const RoleId = idSchemas.rol;
export type RoleId = IdOf<'rol'>;
/** An invitation to a team. */
export const InvitationId = idSchemas.inv;
export type InvitationId = IdOf<'inv'>;
/** A passkey of an account. */
export const PasskeyId = idSchemas.psk;
export type PasskeyId = IdOf<'psk'>;
/** One site's claim to a custom domain. */
export const DomainId = idSchemas.dom;
export type DomainId = IdOf<'dom'>;
/** A notice of the platform to the owners of sites. */
export const BroadcastId = idSchemas.brc;
export type BroadcastId = IdOf<'brc'>;
/** Somebody's report that a site is abused. */
export const AbuseReportId = idSchemas.abr;
export type AbuseReportId = IdOf<'abr'>;
/** One visit of a central administrator in a site, as support. */
export const SupportVisitId = idSchemas.imp;
export type SupportVisitId = IdOf<'imp'>;
/** One import of leads out of a file. */
export const ImportId = idSchemas.lim;
export type ImportId = IdOf<'lim'>;
/** An invitation to administer the platform. */
export const AdminInvitationId = idSchemas.adi;
export type AdminInvitationId = IdOf<'adi'>;
/** A decision about whose a lead is. */
export const AssignmentDecisionId = idSchemas.asd;
export type AssignmentDecisionId = IdOf<'asd'>;
/** A rule that acts by itself on what happens to leads. */
export const AutomationId = idSchemas.aut;
export type AutomationId = IdOf<'aut'>;
/** One run of an automation, for one lead. */
export const AutomationRunId = idSchemas.arn;
export type AutomationRunId = IdOf<'arn'>;
/** Something that a member was told. */
export const NotificationId = idSchemas.ntf;
export type NotificationId = IdOf<'ntf'>;
/** A note about a lead. */
export const NoteId = idSchemas.not;
export type NoteId = IdOf<'not'>;
/** One change of who somebody is and how they are reached. */
export const ContactChangeId = idSchemas.cch;
export type ContactChangeId = IdOf<'cch'>;
/** A view of the leads that a member has kept. */
export const SavedViewId = idSchemas.svw;
export type SavedViewId = IdOf<'svw'>;
/** One merge of two leads. */
export const LeadMergeId = idSchemas.mrg;
export type LeadMergeId = IdOf<'mrg'>;
/** Two leads that may be the same person. */
export const DuplicateId = idSchemas.dup;
export type DuplicateId = IdOf<'dup'>;
/** One recording of a live session. */
export const RecordingId = idSchemas.rec;
export type RecordingId = IdOf<'rec'>;
/** One track of a recording: what one sender's camera, microphone or screen sent without a break. */
export const RecordingTrackId = idSchemas.trk;
export type RecordingTrackId = IdOf<'trk'>;
/** A line of a transcript. */
export const TranscriptLineId = idSchemas.tln;
export type TranscriptLineId = IdOf<'tln'>;
/** Something that is put on the screens of a room: an offer, or a notification. */
export const OfferId = idSchemas.ofr;
export type OfferId = IdOf<'ofr'>;
/** What one person did with an offer. */
export const OfferPersonId = idSchemas.ofp;
export type OfferPersonId = IdOf<'ofp'>;
/** A poll, quiz or survey of a masterclass. */
export const PollId = idSchemas.pol;
export type PollId = IdOf<'pol'>;
/** One launch of a poll, with results of its own. */
export const PollRunId = idSchemas.pru;
export type PollRunId = IdOf<'pru'>;
/** What one person answered in one run. */
export const PollAnswerId = idSchemas.pan;
export type PollAnswerId = IdOf<'pan'>;
/** What is made of a recording to be watched afterwards. */
export const ReplayId = idSchemas.rpl;
export type ReplayId = IdOf<'rpl'>;
/** A file of a masterclass: slides, or something to take home. */
export const MaterialId = idSchemas.mtl;
export type MaterialId = IdOf<'mtl'>;
/** One person's registration for one masterclass. */
export const SeatId = idSchemas.sea;
export type SeatId = IdOf<'sea'>;
/** A rule by which masterclasses repeat. */
export const SeriesId = idSchemas.srs;
export type SeriesId = IdOf<'srs'>;
/** A tenant's own sender of mails. */
export const MailSenderId = idSchemas.mse;
export type MailSenderId = IdOf<'mse'>;
/** Whether a tenant's mail is paused. */
export const MailStandingId = idSchemas.mst;
export type MailStandingId = IdOf<'mst'>;
/** One balanced posting of the ledger. */
export const PostingId = idSchemas.pst;
export type PostingId = IdOf<'pst'>;
/** An invoice, from its draft on. */
export const InvoiceId = idSchemas.ivc;
export type InvoiceId = IdOf<'ivc'>;
/** What takes back an invoice, or a part of it. */
export const CreditNoteId = idSchemas.crn;
export type CreditNoteId = IdOf<'crn'>;
/** What somebody gets who has paid. */
export const ReceiptId = idSchemas.rcp;
export type ReceiptId = IdOf<'rcp'>;
/** One attempt to pay an invoice. */
export const PaymentId = idSchemas.pay;
export type PaymentId = IdOf<'pay'>;
/** Money that goes back to whoever paid it. */
export const RefundId = idSchemas.rfd;
export type RefundId = IdOf<'rfd'>;
/** A payment that its payer has told their bank to take back. */
export const DisputeId = idSchemas.dsp;
export type DisputeId = IdOf<'dsp'>;
/** A call that somebody booked with a member of the team. */
export const CallId = idSchemas.cll;
export type CallId = IdOf<'cll'>;
/** A kind of call that can be booked. */
export const CallTypeId = idSchemas.clt;
export type CallTypeId = IdOf<'clt'>;
/** One notification of a payment provider. */
export const WebhookEventId = idSchemas.whk;
export type WebhookEventId = IdOf<'whk'>;
/** One request under a key of its caller. */
export const IdempotentRequestId = idSchemas.idk;
export type IdempotentRequestId = IdOf<'idk'>;
/** What a site pays the platform for. */
export const SubscriptionId = idSchemas.sub;
export type SubscriptionId = IdOf<'sub'>;
/** One entry of a site's credits. */
export const CreditEntryId = idSchemas.crg;
export type CreditEntryId = IdOf<'crg'>;
/** Credits that are set aside for work that is under way. */
export const CreditReservationId = idSchemas.crv;
export type CreditReservationId = IdOf<'crv'>;
/** A calendar that a member has connected. */
export const CalendarConnectionId = idSchemas.cal;
export type CalendarConnectionId = IdOf<'cal'>;
/** What somebody ordered by an offer of a masterclass. */
export const OrderId = idSchemas.ord;
export type OrderId = IdOf<'ord'>;
/** A code by which something costs less. */
export const CouponId = idSchemas.cpn;
export type CouponId = IdOf<'cpn'>;
/** A debt that is paid in parts. */
export const InstalmentPlanId = idSchemas.ins;
export type InstalmentPlanId = IdOf<'ins'>;
/** Giving back what was paid for one masterclass. */
export const BulkRefundId = idSchemas.brf;
export type BulkRefundId = IdOf<'brf'>;
/** One payment that goes back with all others. */
export const BulkRefundItemId = idSchemas.bri;
export type BulkRefundItemId = IdOf<'bri'>;
/** One line of a bank statement. */
export const StatementLineId = idSchemas.bst;
export type StatementLineId = IdOf<'bst'>;
/** What somebody earns of a sale to whoever they brought. */
export const CommissionId = idSchemas.com;
export type CommissionId = IdOf<'com'>;
/** One line of a statement of commissions. */
export const CommissionEntryId = idSchemas.cme;
export type CommissionEntryId = IdOf<'cme'>;
/** Commissions that were paid out. */
export const CommissionPayoutId = idSchemas.cmp;
export type CommissionPayoutId = IdOf<'cmp'>;
/** Something that the payment provider has otherwise than the books. */
export const DifferenceId = idSchemas.dif;
export type DifferenceId = IdOf<'dif'>;
/** A call as it stands in a calendar that its host keeps elsewhere. */
export const CallEntryId = idSchemas.cen;
export type CallEntryId = IdOf<'cen'>;
/** A webinar whose attendees are looked at afterwards: one of this site's own, or one that was held elsewhere. */
export const WebinarId = idSchemas.wbn;
export type WebinarId = IdOf<'wbn'>;
/** A file that a webinar's platform has exported. */
export const WebinarFileId = idSchemas.wfl;
export type WebinarFileId = IdOf<'wfl'>;
/** Somebody who came to a webinar, or had registered. */
export const WebinarAttendeeId = idSchemas.wat;
export type WebinarAttendeeId = IdOf<'wat'>;
/** Something that somebody wrote in a webinar. */
export const WebinarMessageId = idSchemas.wms;
export type WebinarMessageId = IdOf<'wms'>;
/** A mail that is written to one attendee afterwards. */
export const FollowUpId = idSchemas.fum;
export type FollowUpId = IdOf<'fum'>;
/** Writing mails to many attendees. */
export const FollowUpRunId = idSchemas.fur;
export type FollowUpRunId = IdOf<'fur'>;
/** One request to a model, and what it cost. */
export const AiUseId = idSchemas.aiu;
export type AiUseId = IdOf<'aiu'>;
/** What an order opens to its buyer. */
export const EntitlementId = idSchemas.ent;
export type EntitlementId = IdOf<'ent'>;
/** That somebody wants to talk now. */
export const TalkRequestId = idSchemas.tlk;
export type TalkRequestId = IdOf<'tlk'>;
