import { createHash } from 'node:crypto';
import type { AiSettings, AiSettingsView } from '@stageline/contracts';
import { withAttempts, type AiPort, type AiRequest } from '@stageline/integrations/ai';
import type { Clock } from '@stageline/platform';
import type { AuditLog } from '../audit/index.ts';
import type { AiRepository } from './ai.repository.ts';

export interface AiServiceDeps {
  readonly repository: AiRepository;
  /** Null where this platform asks no model; then everything is written by templates. */
  readonly ai: AiPort | null;
  readonly audit: Pick<AuditLog, 'record'>;
  readonly clock: Clock;
}

/** What is left of the month's budget would not do for a request. */
export class BudgetSpent extends Error {
  constructor() {
    super('the budget of the month is used up');
    this.name = 'BudgetSpent';
  }
}

/** Something to be written. */
export interface Order<T> {
  readonly request: AiRequest;
  /** What it is for, ours: an answer is kept and forgotten under it. */
  readonly subject: string;
  /** Of the prompt: another version is another question. */
  readonly version: string;
  readonly accept: (text: string) => T;
}
export interface Written<T> {
  readonly value: T;
  readonly model: string;
  readonly promptTokens: number;
  readonly outputTokens: number;
  readonly costMicros: number;
  readonly attempts: number;
}

const STANDARD: AiSettings = { enabled: true, monthlyBudgetMicros: null, voice: '', offLimits: [] };
const monthOf = (date: Date): string => date.toISOString().slice(0, 7);

/** What the AI may do on a site, what it costs, and its answers (J-05, J-10). */
export function createAiService({ repository, ai, audit, clock }: AiServiceDeps) {
  const settings = async (): Promise<AiSettings> => (await repository.settings()) ?? STANDARD;
  const model = ai?.kind === 'model' ? ai : null;

  async function view(): Promise<AiSettingsView> {
    const [own, month] = [await settings(), await repository.month(monthOf(clock.now()))];
    const writer = model !== null && own.enabled ? ('model' as const) : ('template' as const);
    return { settings: own, writer, model: writer === 'model' ? model!.model : null, month };
  }

  return {
    settings,
    view,

    async save(wanted: AiSettings): Promise<AiSettingsView> {
      const before = await settings();
      await repository.saveSettings(wanted);
      const { voice: _was, ...from } = before;
      const { voice: _is, ...to } = wanted;
      await audit.record({
        action: 'ai.settings-changed',
        target: { type: 'site', id: 'ai' },
        before: { ...from },
        after: { ...to },
      });
      return view();
    },

    /** Who writes on this site now: a model, or templates, which ask nobody and cost nothing. */
    async writer(): Promise<'model' | 'template'> {
      return model !== null && (await settings()).enabled ? 'model' : 'template';
    },

    /** What is left of the budget of this month; null where none is set. */
    async budgetLeft(): Promise<number | null> {
      const { monthlyBudgetMicros: budget } = await settings();
      if (budget === null) return null;
      return Math.max(0, budget - (await repository.month(monthOf(clock.now()))).costMicros);
    },

    /** The most that a request may cost. */
    mostMicros: (request: AiRequest): number => model?.mostMicros(request) ?? 0,

    /**
     * Has a model write something: three attempts, the last by another model; every request is in the books before it is made. The
     * same order again is answered from what was kept.
     * @throws BudgetSpent, AiError
     */
    async write<T>({ request, subject, version, accept }: Order<T>): Promise<Written<T>> {
      if (model === null) throw new Error('there is no model to ask');
      const digest = createHash('sha256');
      for (const part of [version, model.model, request.system, request.prompt, request.maxTokens])
        digest.update(`${String(part).length}:${String(part)}`);
      const key = digest.digest('base64url');
      const known = await repository.kept(key);
      if (known !== null) return { ...known.usage, value: accept(known.text), attempts: 0 };

      const { monthlyBudgetMicros: budget } = await settings();
      const sums = { promptTokens: 0, outputTokens: 0, costMicros: 0 };
      let open = '';
      const { value, answer, attempts } = await withAttempts(model, request, {
        accept,
        async begin(mostMicros) {
          const at = clock.now();
          const id = await repository.begin(monthOf(at), mostMicros, budget, { subject, at });
          if (id === null) throw new BudgetSpent();
          open = id;
        },
        async end(usage, isAnswered) {
          await repository.end(open, usage, isAnswered);
          sums.promptTokens += usage?.promptTokens ?? 0;
          sums.outputTokens += usage?.outputTokens ?? 0;
          sums.costMicros += usage?.costMicros ?? 0;
        },
      });
      const usage = { ...sums, model: answer.model };
      await repository.keep(key, subject, { text: answer.text, usage }, clock.now());
      return { ...usage, value, attempts };
    },

    forget: repository.forget,
  };
}
export type AiService = ReturnType<typeof createAiService>;
