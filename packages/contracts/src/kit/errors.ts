import { z } from 'zod';

interface ErrorDefinition {
  /** HTTP status of the problem document. */
  readonly status: number;
  /** One plain sentence for a person; the same for every occurrence (RFC 9457, section 3.1.3). */
  readonly title: string;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
}

/**
 * The one registry of error codes. A code is the last path segment of the problem's `type` URI and part of the API:
 * it is never renamed. Another tenant's resource answers `not-found`, never a code of its own (architecture, 8).
 */
export const errorRegistry = {
  'bad-request': { status: 400, title: 'The request could not be read.', retryable: false },
  'validation-failed': { status: 400, title: 'Some fields need another look.', retryable: false },
  unauthenticated: { status: 401, title: 'Please log in.', retryable: false },
  'invalid-credentials': { status: 401, title: 'That e-mail and password do not match.', retryable: false },
  'invalid-ticket': { status: 401, title: 'This ticket is not valid any more. Ask for a new one.', retryable: false },
  'invalid-link': {
    status: 401,
    title: 'This link has been used already, or its time is over. Ask for a new one.',
    retryable: false,
  },
  'wrong-password': { status: 401, title: 'That is not the password.', retryable: false },
  'invalid-code': { status: 401, title: 'That code does not match, or was used already.', retryable: false },
  'invalid-passkey': { status: 401, title: 'That passkey was not accepted.', retryable: false },
  'log-in-expired': { status: 401, title: 'That took too long. Please begin again.', retryable: false },
  'identity-unknown': {
    status: 401,
    title: 'No account here is linked to that log-in. Log in another way and link it under Security.',
    retryable: false,
  },
  'provider-refused': {
    status: 401,
    title: 'The other side did not confirm who you are. Try again.',
    retryable: false,
  },
  'step-up-failed': {
    status: 401,
    title: 'That was wrong too often, so this session has ended. Please log in again.',
    retryable: false,
  },
  'step-up-required': { status: 403, title: 'Please confirm that it is you.', retryable: true },
  forbidden: { status: 403, title: 'Your role does not allow this.', retryable: false },
  'chat-muted': { status: 403, title: 'The host has muted you in this chat. You can read on.', retryable: false },
  'room-banned': {
    status: 403,
    title: 'The host has removed you from this masterclass.',
    retryable: false,
  },
  'chat-links': { status: 403, title: 'Links are switched off in this chat.', retryable: false },
  'support-read-only': {
    status: 403,
    title: 'You are here as support: you may look, and change nothing.',
    retryable: false,
  },
  'support-refused': { status: 403, title: 'This site does not let support in.', retryable: false },
  'https-required': { status: 403, title: 'Please log in over https.', retryable: false },
  'origin-mismatch': { status: 403, title: 'The request came from another site.', retryable: false },
  'not-found': { status: 404, title: 'There is nothing here.', retryable: false },
  'method-not-allowed': { status: 405, title: 'This address does not support that method.', retryable: false },
  conflict: { status: 409, title: 'This was changed by someone else. Load it again.', retryable: false },
  'sponsor-impossible': {
    status: 409,
    title: 'Nobody can be sponsored by themselves, by somebody whom they brought, or from outside of the line.',
    retryable: false,
  },
  'slug-taken': { status: 409, title: 'That address is taken. Please choose another.', retryable: false },
  'email-taken': { status: 409, title: 'That e-mail already has an account. Log in instead.', retryable: false },
  'contact-taken': {
    status: 409,
    title: 'That e-mail address belongs to somebody else on this site.',
    retryable: false,
  },
  'already-member': { status: 409, title: 'They are on the team already.', retryable: false },
  'last-owner': {
    status: 409,
    title: 'A site always has an owner. Make somebody else the owner first.',
    retryable: false,
  },
  'name-taken': { status: 409, title: 'There is one of that name already.', retryable: false },
  'role-in-use': { status: 409, title: 'Somebody has this role. Give them another one first.', retryable: false },
  'panel-full': { status: 409, title: 'The stage is full. Take somebody off it first.', retryable: false },
  'stage-in-use': { status: 409, title: 'Leads stand there. Move them to another stage first.', retryable: false },
  'stage-closed': {
    status: 409,
    title: 'The rules of your pipeline do not let this lead go there yet.',
    retryable: false,
  },
  'limit-reached': { status: 409, title: 'There are as many of these as a site may have.', retryable: false },
  'merge-too-large': {
    status: 409,
    title: 'More belongs to this lead than can be moved at once. Merge the other way round.',
    retryable: false,
  },
  'merge-undo-over': { status: 409, title: 'The time in which this merge could be undone is over.', retryable: false },
  'merge-undo-order': {
    status: 409,
    title: 'This lead became part of another one since. Undo that merge first.',
    retryable: false,
  },
  'merge-undo-address': {
    status: 409,
    title: 'One of the two would have no e-mail address of its own any more. Give it one first.',
    retryable: false,
  },
  'identity-taken': { status: 409, title: 'That log-in belongs to another account already.', retryable: false },
  'factor-required': {
    status: 409,
    title: 'This site asks for a second factor. Add another before you remove this one.',
    retryable: false,
  },
  'own-factor-first': {
    status: 409,
    title: 'You have this role yourself. Set up a second factor for yourself first.',
    retryable: false,
  },
  'last-admin-owner': {
    status: 409,
    title: 'The platform always has an owner. Make somebody else an owner first.',
    retryable: false,
  },
  'domain-exists': { status: 409, title: 'That domain is on your list already.', retryable: false },
  'pins-full': { status: 409, title: 'Three messages are pinned already. Unpin one of them first.', retryable: false },
  'illegal-transition': { status: 409, title: 'That step is not possible from the present state.', retryable: false },
  'picture-missing': { status: 409, title: 'A picture of that version is no longer stored.', retryable: false },
  'nobody-here': { status: 409, title: 'Nobody is free to talk right now.', retryable: true },
  'talk-over': { status: 409, title: 'Somebody else has taken this call, or its time is over.', retryable: false },
  'buyers-only': { status: 403, title: 'This call is for those who have bought it.', retryable: false },
  'offer-over': { status: 409, title: 'This offer is over.', retryable: false },
  'poll-closed': { status: 409, title: 'This poll takes no more answers.', retryable: false },
  'poll-answered': { status: 409, title: 'You have answered this poll already.', retryable: false },
  'captions-unavailable': { status: 409, title: 'Captions cannot be made in this language here.', retryable: false },
  'seller-missing': {
    status: 409,
    title: 'Say who sells first: an invoice needs a name and an address.',
    retryable: false,
  },
  'statement-unreadable': {
    status: 422,
    title: 'This is no bank statement that can be read, in CAMT.053 or as CSV with days and amounts.',
    retryable: false,
  },
  'credit-too-small': {
    status: 409,
    title: 'The buyer has less credit than that.',
    retryable: false,
  },
  'refund-too-large': {
    status: 409,
    title: 'That is more than was paid and has not gone back yet.',
    retryable: false,
  },
  'slot-taken': {
    status: 409,
    title: 'Somebody else has just taken this time. Please choose another.',
    retryable: false,
  },
  'hold-over': {
    status: 409,
    title: 'This time was kept for you long enough. Please choose one again.',
    retryable: false,
  },
  'too-late': {
    status: 409,
    title: 'It is too late for that now. Please answer the e-mail instead.',
    retryable: false,
  },
  'not-live': { status: 409, title: 'The session is not live.', retryable: true },
  'payload-too-large': { status: 413, title: 'That is too large.', retryable: false },
  'pdf-unreadable': {
    status: 415,
    title: 'That is no PDF that can be read. Please save it as PDF again and choose the new file.',
    retryable: false,
  },
  'pdf-protected': {
    status: 415,
    title: 'That PDF is protected. Please save it without a password and choose the new file.',
    retryable: false,
  },
  'pdf-too-long': {
    status: 413,
    title: 'That PDF has too many pages. Please choose one with at most 100.',
    retryable: false,
  },
  'unsupported-media-type': { status: 415, title: 'This kind of content is not supported.', retryable: false },
  'file-infected': { status: 422, title: 'This file carries malware. Nothing of it was kept.', retryable: false },
  'file-uncheckable': {
    status: 422,
    title: 'This file is too large, or packed too deeply, to be checked for malware.',
    retryable: false,
  },
  'file-unchecked': {
    status: 503,
    title: 'This file could not be checked for malware, so it was not kept. Please try again in a minute.',
    retryable: true,
  },
  'too-many-requests': { status: 429, title: 'Too many requests. Please wait a moment.', retryable: true },
  'chat-slow': {
    status: 429,
    title: 'This chat is in slow mode. Please wait a little before your next message.',
    retryable: true,
  },
  'chat-held-full': {
    status: 429,
    title: 'Too many messages wait for a host already. Please try again a little later.',
    retryable: true,
  },
  'invoice-settled': { status: 409, title: 'There is nothing to pay on this invoice any more.', retryable: false },
  'payment-processing': {
    status: 409,
    title: 'A payment is on its way already. The bank takes a while to answer.',
    retryable: true,
  },
  'payments-off': { status: 409, title: 'This site cannot take payments at the moment.', retryable: false },
  'site-restricted': {
    status: 402,
    title: 'A payment for this site is missing. This works again once it is made.',
    retryable: true,
  },
  'credits-used-up': { status: 402, title: 'There are not enough credits left for this.', retryable: true },
  'team-full': { status: 402, title: 'The plan of this site has no room for another member.', retryable: false },
  'payment-declined': { status: 402, title: 'The card was declined, and nothing has changed.', retryable: true },
  'quote-changed': {
    status: 409,
    title: 'The amount has changed meanwhile. Please look at it again.',
    retryable: false,
  },
  'plan-unavailable': { status: 409, title: 'This change of the plan is not possible now.', retryable: false },
  'key-in-use': { status: 409, title: 'The same request is under way. Please wait a moment.', retryable: true },
  'key-reused': {
    status: 422,
    title: 'This key stands for another request already. Take a new one.',
    retryable: false,
  },
  internal: { status: 500, title: 'Something went wrong on our side.', retryable: true },
  unavailable: { status: 503, title: 'We are busy right now. Please try again in a moment.', retryable: true },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorRegistry;
export const errorCodes = Object.keys(errorRegistry) as [ErrorCode, ...ErrorCode[]];

/** One invalid value: where it is (RFC 6901 JSON pointer into body, query or params) and what is wrong with it. */
export const ProblemIssue = z.object({
  in: z.enum(['body', 'query', 'params', 'headers', 'message']),
  pointer: z.string(),
  message: z.string(),
});
export type ProblemIssue = z.infer<typeof ProblemIssue>;

/** RFC 9457 problem document with our extension members `code`, `retryable`, `requestId` and `issues`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(errorCodes),
  retryable: z.boolean(),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  issues: z.array(ProblemIssue).optional(),
  /** Of `slot-taken`: starts that were free a moment ago. */
  alternatives: z.array(z.iso.datetime()).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** An error that a caller may see. Everything else that is thrown becomes `internal` and only our log sees it. */
export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly issues: readonly ProblemIssue[] | undefined;
  /** Seconds after which a retry makes sense; becomes the Retry-After header. */
  readonly retryAfterSeconds: number | undefined;
  readonly detail: string | undefined;
  readonly alternatives: readonly string[] | undefined;

  constructor(
    code: ErrorCode,
    options: {
      detail?: string;
      issues?: readonly ProblemIssue[];
      alternatives?: readonly string[];
      retryAfterSeconds?: number;
      cause?: unknown;
    } = {},
  ) {
    super(options.detail ?? errorRegistry[code].title, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.issues = options.issues;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.detail = options.detail;
    this.alternatives = options.alternatives;
  }

  /** The problem document of this error. */
  toProblem(requestId?: string): Problem {
    const definition = errorRegistry[this.code];
    return {
      type: `https://stageline.app/problems/${this.code}`,
      title: definition.title,
      status: definition.status,
      code: this.code,
      retryable: definition.retryable,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(this.issues === undefined ? {} : { issues: [...this.issues] }),
      ...(this.alternatives === undefined ? {} : { alternatives: [...this.alternatives] }),
    };
  }
}

/** RFC 6901 pointer of a path of keys, e.g. `['a', 0, 'b/c']` -> `/a/0/b~1c`. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/**
 * Translates a zod error: one issue per invalid value; an unknown key points at the key itself.
 * @param where which part of the request was parsed
 */
export function issuesOf(error: z.ZodError, where: ProblemIssue['in']): ProblemIssue[] {
  return error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          in: where,
          pointer: jsonPointer([...issue.path, key]),
          message: 'This field is not known.',
        }))
      : [{ in: where, pointer: jsonPointer(issue.path), message: issue.message }],
  );
}
