import {
  errorRegistry,
  issuesOf,
  plainIssue,
  ProblemError,
  type OperationDefinition,
  type FormValues,
  type ReturnedForm,
  type TenantId,
} from '@stageline/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { assertSameOrigin } from '../../http/origin.ts';
import { problemOf, setRetryAfter } from '../../http/problems.ts';
import type { RateLimiter } from '../../http/rate-limit.ts';

type FormOperation = Pick<OperationDefinition, 'id'> & {
  readonly body: z.ZodType;
  readonly rateLimit: NonNullable<OperationDefinition['rateLimit']>;
};

/** A form of a public page, as HTML sends it: what an operation of the api does for those without script. */
export interface PageForm<O extends FormOperation> {
  /** Its schema and its limit are the form's. */
  readonly operation: O;
  /** Answers with a redirect, so that a reload does not post again. */
  readonly accept: (body: z.output<O['body']>) => Promise<FastifyReply>;
  /** The page once more, with what was typed and what is wrong with it; the status is set. */
  readonly showAgain: (form: ReturnedForm) => Promise<FastifyReply>;
}

/** Takes a form as its operation would take JSON: the same origin, the same limit, the same checks. */
export async function takeForm<O extends FormOperation>(
  rateLimiter: RateLimiter,
  tenantId: TenantId,
  { operation, accept, showAgain }: PageForm<O>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const values = formValues(request.body);
  try {
    assertSameOrigin(request.headers.origin, request.headers.host);
    await rateLimiter.operation(operation.id, operation.rateLimit, tenantId, request.ip);
    const parsed = operation.body.safeParse(nested(withoutBlanks(values)), { error: plainIssue });
    if (!parsed.success) throw new ProblemError('validation-failed', { issues: issuesOf(parsed.error, 'body') });
    return await accept(parsed.data as z.output<O['body']>);
  } catch (error) {
    const problem = problemOf(error);
    const { status, title } = errorRegistry[problem.code];
    if (status >= 500) request.log.error({ err: problem.cause ?? problem }, 'a form failed');
    setRetryAfter(problem, reply);
    void reply.code(status);
    const issues = problem.issues ?? [{ in: 'body', pointer: '', message: title }];
    return showAgain({ values, issues, code: problem.code });
  }
}

/** Only strings: a form can send nothing else, and nothing else may reach the page again. Browsers send lines with CR LF. */
function formValues(body: unknown): FormValues {
  const entries = Object.entries((body ?? {}) as Record<string, unknown>);
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts.map(([name, text]) => [name, text.replaceAll('\r\n', '\n')]));
}

/** A browser sends an empty field as an empty string; the contract knows it as absent. */
const withoutBlanks = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));

/** HTML has no objects: `answers.diet` is the member `diet` of `answers`. */
function nested(values: FormValues): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const [outer, ...inner] = name.split('.');
    if (outer === undefined || inner.length === 0) whole[name] = value;
    else whole[outer] = { ...(whole[outer] as object | undefined), [inner.join('.')]: value };
  }
  return whole;
}
