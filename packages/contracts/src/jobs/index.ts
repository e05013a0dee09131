import { z } from 'zod';
import { defineJob, type JobDefinition } from '../kit/event.ts';
import {
  AutomationRunId,
  BulkRefundId,
  DomainId,
  ImportId,
  MaterialId,
  RecordingId,
  ReplayId,
  SignupId,
  WebhookEventId,
  WebinarFileId,
  WebinarId,
} from '../kit/ids.ts';

/** Runs the remaining steps of provisioning a site. Started by sign-up and by the sweep for interrupted ones. */
export const ProvisionTenant = defineJob('tenants.provision', z.strictObject({ signupId: SignupId }), { attempts: 10 });

/** Looks at the DNS of one custom domain and moves it on. */
export const CheckDomain = defineJob('domains.check', z.strictObject({ domainId: DomainId }), { attempts: 3 });

/** Reads a file of leads through, cuts it into chunks and says what an import would do (F-05). */
export const CheckImport = defineJob('imports.check', z.strictObject({ importId: ImportId }));

/** Writes one chunk of a file of leads; written once, however often it runs (F-05). */
export const WriteImportChunk = defineJob(
  'imports.write-chunk',
  z.strictObject({ importId: ImportId, chunk: z.int().min(0) }),
);

/** Reads a file of a webinar and settles its scores; the same again where it was ended in the middle (K-06). */
export const ReadWebinarFile = defineJob(
  'webinars.read-file',
  z.strictObject({ webinarId: WebinarId, fileId: WebinarFileId }),
  { attempts: 3 },
);
/** Settles the scores of a webinar for what has changed since. */
export const SettleWebinar = defineJob('webinars.settle', z.strictObject({ webinarId: WebinarId }), { attempts: 3 });

/** Goes on with a run of an automation whose time has come (F-09). */
export const AdvanceAutomationRun = defineJob('automations.advance', z.strictObject({ runId: AutomationRunId }));

/** Writes the transcript of a recording; goes on where it was when it is run again (G-01). */
export const WriteTranscript = defineJob(
  'transcripts.write',
  z.strictObject({ recordingId: RecordingId, pass: z.int().min(1) }),
);
/** Makes one film of a recording's tracks. It takes about as long as the masterclass did, so it stands in no other work's way (C-13). */
export const ComposeReplay = defineJob('replays.compose', z.strictObject({ replayId: ReplayId }), {
  attempts: 3,
  lane: 'films',
});

/** Makes pictures of the pages of a file; made again, they are the same (C-04). */
export const RenderMaterial = defineJob('materials.render', z.strictObject({ fileId: MaterialId }), { attempts: 2 });

/** Sends the planned mails that a job has in hand, up to 500 of them; each once, however often it runs (B-06). */
export const SendPlannedMails = defineJob('sequences.send', z.strictObject({ batch: z.string().max(40) }));

/** Makes true what a payment provider told; once, however often it runs (D-08). */
export const ApplyPaymentEvent = defineJob('payments.apply-event', z.strictObject({ eventId: WebhookEventId }), {
  attempts: 8,
});

/** Asks the payment provider what holds of the plan of a site (D-10). */
export const RefreshSubscription = defineJob('subscriptions.refresh', z.strictObject({}), { attempts: 8 });
/** Gives some of what was paid for a masterclass back, and orders the rest; once, however often it runs (D-07). */
export const RefundSession = defineJob('bulk-refunds.run', z.strictObject({ runId: BulkRefundId }), { attempts: 5 });

/**
 * Writes one follow-up mail, and orders the next: one of five places that a site has (K-10). Each waits for a model most of its time,
 * so a worker has many of them under way, and sites take turns.
 */
export const WriteFollowUp = defineJob(
  'follow-ups.write',
  z.strictObject({ place: z.int().min(0), key: z.string().max(60) }),
  { attempts: 3, lane: 'texts', sideBySide: 20 },
);
/** Hands approved follow-up mails over, each once, however often it runs (K-12). */
export const SendFollowUps = defineJob('follow-ups.send', z.strictObject({ webinarId: WebinarId }), { attempts: 5 });

export const jobs: readonly JobDefinition[] = [
  ProvisionTenant,
  CheckDomain,
  CheckImport,
  WriteImportChunk,
  ReadWebinarFile,
  SettleWebinar,
  AdvanceAutomationRun,
  WriteTranscript,
  ComposeReplay,
  RenderMaterial,
  SendPlannedMails,
  ApplyPaymentEvent,
  RefreshSubscription,
  RefundSession,
  WriteFollowUp,
  SendFollowUps,
];
