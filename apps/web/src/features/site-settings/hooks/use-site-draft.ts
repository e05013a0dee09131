import { zodResolver } from '@hookform/resolvers/zod';
import { SiteContent, type SiteDraft } from '@stageline/contracts';
import { changedFields, mergeContent, withField } from '@stageline/domain';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useForm } from 'react-hook-form';
import { ApiProblem } from '../../../shared/lib/api.ts';
import { toast } from '../../../shared/ui/index.ts';
import { siteDraftQuery, useSaveDraft } from '../api/site-draft.queries.ts';
import { contentOf, type ContentValues, valuesOf, withoutEmpty } from '../lib/content-form.ts';
import { begin, type EditHistory, record, redo, undo } from '../lib/edit-history.ts';
import { settingsTexts } from '../texts.ts';

const check = zodResolver(SiteContent);
/** Long enough not to save every letter, short enough to be saved when somebody looks up. */
const PAUSE_MS = 700;

export type DraftState = 'saved' | 'waiting' | 'saving' | 'refused';
export interface Collision {
  readonly name: string;
  readonly theirs: SiteDraft;
  /** The draft with everything of ours. */
  readonly mine: SiteContent;
}

/**
 * The form over the draft: it saves itself shortly after the last change, keeps steps to undo, and brings the changes of
 * somebody else in where they touch other fields.
 */
export function useSiteDraft(draft: SiteDraft) {
  const client = useQueryClient();
  const save = useSaveDraft();
  const form = useForm<ContentValues, unknown, SiteContent>({
    resolver: (values, context, options) => check(withoutEmpty(values), context, options),
    defaultValues: valuesOf(draft.content),
    mode: 'onTouched',
  });
  const base = useRef({ revision: draft.revision, content: draft.content });
  const steps = useRef<EditHistory<SiteContent>>(begin(draft.content));
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const running = useRef<Promise<boolean>>(undefined);
  const [state, setState] = useState<DraftState>('saved');
  const [collision, setCollision] = useState<Collision | null>(null);
  const [canUndo, setCanUndo] = useState({ undo: false, redo: false });

  const keepSteps = useCallback((history: EditHistory<SiteContent>) => {
    steps.current = history;
    setCanUndo({ undo: history.past.length > 0, redo: history.future.length > 0 });
  }, []);

  const show = useCallback((content: SiteContent) => form.reset(valuesOf(content)), [form]);

  /** Puts what the server says beside the fields that it is about. */
  const refuse = useCallback(
    (error: ApiProblem) => {
      setState('refused');
      let shown = false;
      for (const { pointer, message } of error.issues) {
        const name = pointer.replace(/^\/content\//, '').replaceAll('/', '.');
        form.setError(name as 'theme', { type: 'server', message });
        shown = true;
      }
      if (!shown) form.setError('root.server', { type: 'server', message: error.message });
    },
    [form],
  );

  const send = useCallback(async (): Promise<boolean> => {
    const content = contentOf(form.getValues());
    if (content === null) {
      setState('refused');
      await form.trigger();
      return false;
    }
    if (changedFields(base.current.content, content).length === 0) {
      setState('saved');
      return true;
    }
    setState('saving');
    try {
      const saved = await save.mutateAsync({ revision: base.current.revision, content });
      base.current = { revision: saved.revision, content: saved.content };
      if (changedFields(steps.current.present, content).length > 0) keepSteps(record(steps.current, content));
      form.clearErrors();
      const typed = contentOf(form.getValues());
      setState(typed !== null && changedFields(content, typed).length === 0 ? 'saved' : 'waiting');
      return true;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.code === 'conflict') return reconcile(content);
      refuse(error);
      return false;
    }

    async function reconcile(mine: SiteContent): Promise<boolean> {
      const theirs = await client.fetchQuery({ ...siteDraftQuery(), staleTime: 0 });
      const { content: merged, collisions } = mergeContent(base.current.content, mine, theirs.content);
      base.current = { revision: theirs.revision, content: theirs.content };
      if (collisions.length > 0) {
        const all = collisions.reduce((held, { field, after }) => withField(held, field, after), merged);
        setCollision({ name: theirs.updatedBy.name, theirs, mine: all });
        setState('refused');
        return false;
      }
      show(merged);
      toast(settingsTexts().merged(theirs.updatedBy.name));
      return send();
    }
  }, [client, form, keepSteps, refuse, save, show]);

  /** Saves now what is still waiting. @returns whether the draft holds what is typed */
  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    // One at a time: each names the revision that the one before has made.
    while (running.current !== undefined) await running.current;
    running.current = send().finally(() => {
      running.current = undefined;
    });
    return running.current;
  }, [send]);

  // Drawing again makes a new one; what waits must neither be called off by that nor send what was typed before.
  const newestFlush = useRef(flush);
  useEffect(() => {
    newestFlush.current = flush;
  });

  const schedule = useCallback(() => {
    clearTimeout(timer.current);
    setState('waiting');
    timer.current = setTimeout(() => void newestFlush.current(), PAUSE_MS);
  }, []);

  useEffect(() => {
    let seen = JSON.stringify(form.getValues());
    const { unsubscribe } = form.watch((_values, { type, name }) => {
      const typed = JSON.stringify(form.getValues());
      if (typed === seen) return; // A message beside a field is told as well.
      seen = typed;
      // A reset names no field: what it shows is saved, or about to be.
      if (type !== undefined || name !== undefined) schedule();
    });
    return unsubscribe;
  }, [form, schedule]);
  useEffect(() => () => clearTimeout(timer.current), []);

  // What somebody else saved is shown while nothing of ours waits.
  useEffect(() => {
    if (state !== 'saved' || draft.revision <= base.current.revision) return;
    base.current = { revision: draft.revision, content: draft.content };
    keepSteps(record(steps.current, draft.content));
    show(draft.content);
  }, [draft, state, show, keepSteps]);

  const move = (step: typeof undo) => {
    const next = step(steps.current);
    if (next === steps.current) return;
    keepSteps(next);
    show(next.present);
    schedule();
  };
  return {
    form,
    state,
    collision,
    canUndo,
    flush,
    undo: () => move(undo),
    redo: () => move(redo),
    /** The draft was replaced as a whole; it can still be undone. */
    replaced: (by: SiteDraft) => {
      base.current = { revision: by.revision, content: by.content };
      if (changedFields(steps.current.present, by.content).length > 0) keepSteps(record(steps.current, by.content));
      show(by.content);
      setState('saved');
    },
    revision: () => base.current.revision,
    keepMine: () => {
      if (collision === null) return;
      setCollision(null);
      show(collision.mine);
      schedule();
    },
    takeTheirs: () => {
      if (collision === null) return;
      setCollision(null);
      show(collision.theirs.content);
      setState('saved');
    },
  };
}
export type DraftEditor = ReturnType<typeof useSiteDraft>;
