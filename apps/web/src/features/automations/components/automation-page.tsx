import type { AutomationView } from '@stageline/contracts';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, Zap } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import {
  EmptyState,
  ErrorState,
  Notice,
  Page,
  PageHeader,
  PageTitle,
  Skeleton,
  Tabs,
  TabsContent,
  TabsList,
  TabsTrigger,
} from '../../../shared/ui/index.ts';
import { automationsQuery } from '../api/automations.queries.ts';
import { emptyBody, recipeOf, type RecipeName } from '../lib/draft.ts';
import { useNames } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { AutomationForm } from './automation-form.tsx';
import { StateBadge, StateSwitch } from './automation-row.tsx';
import { RunLog } from './run-log.tsx';

/** One automation: its rule, and what it did; or a new one. */
export function AutomationPage() {
  const texts = automationsTexts();
  const { automationId } = useParams();
  return (
    <Page>
      <Link
        to="/dashboard/automations"
        className="tap-target mb-3 inline-flex items-center gap-1.5 text-sm text-text-muted hover:text-text"
      >
        <ArrowLeft size={16} aria-hidden="true" className="rtl:-scale-x-100" />
        {texts.back}
      </Link>
      {automationId === 'new' ? <NewAutomation /> : <OneAutomation automationId={automationId ?? ''} />}
    </Page>
  );
}

function NewAutomation() {
  const texts = automationsTexts();
  const [params] = useSearchParams();
  const recipe = params.get('recipe');
  const isRecipe = (name: string | null): name is RecipeName => name !== null && Object.hasOwn(texts.recipes, name);
  const names = useNames();
  return (
    <>
      <PageTitle>{texts.make}</PageTitle>
      <PageHeader title={texts.make} />
      <AutomationForm begin={isRecipe(recipe) ? recipeOf(recipe, texts.recipes) : emptyBody()} names={names} />
    </>
  );
}

function OneAutomation({ automationId }: { readonly automationId: string }) {
  const texts = automationsTexts();
  const automations = useQuery(automationsQuery());
  const names = useNames();
  const found = automations.data?.items.find(({ id }) => id === automationId);
  if (found !== undefined) return <Loaded automation={found} names={names} />;
  if (automations.data !== undefined) return <EmptyState icon={<Zap size={20} />} title={texts.notThere} />;
  if (automations.isError) return <ErrorState error={automations.error} onRetry={() => void automations.refetch()} />;
  return (
    <div role="status" aria-label={texts.loading}>
      <Skeleton className="h-96 w-full rounded-lg" />
    </div>
  );
}

function Loaded({
  automation,
  names,
}: {
  readonly automation: AutomationView;
  readonly names: ReturnType<typeof useNames>;
}) {
  const texts = automationsTexts();
  const [params, setParams] = useSearchParams();
  const part = params.get('part') === 'log' ? 'log' : 'rule';
  const things = [...new Set(automation.missing.map(({ what }) => texts.missingThings[what]))].join(texts.and);
  return (
    <>
      <PageTitle>{automation.name}</PageTitle>
      <PageHeader
        title={<span className="wrap-anywhere">{automation.name}</span>}
        actions={
          <>
            <StateBadge automation={automation} />
            <StateSwitch automation={automation} />
          </>
        }
      />
      {automation.missing.length > 0 ? (
        <Notice tone={automation.fromTemplate ? 'warning' : 'danger'} className="mb-4">
          {automation.fromTemplate ? texts.arrivedMissing(things) : texts.missing(things)}
        </Notice>
      ) : automation.fromTemplate && automation.state === 'off' ? (
        <Notice tone="neutral" className="mb-4">
          {texts.arrived}
        </Notice>
      ) : null}
      {automation.state === 'paused' ? (
        <Notice tone="warning" className="mb-4">
          {texts.pausedNote}
        </Notice>
      ) : null}
      <Tabs value={part} onValueChange={(next) => setParams(next === 'log' ? { part: 'log' } : {}, { replace: true })}>
        <TabsList aria-label={texts.tabs}>
          <TabsTrigger value="rule">{texts.ruleTab}</TabsTrigger>
          <TabsTrigger value="log">{texts.logTab}</TabsTrigger>
        </TabsList>
        {/* Kept while the log is looked at: what is not saved yet stays. */}
        <TabsContent value="rule" forceMount hidden={part !== 'rule'}>
          <AutomationForm stored={automation} begin={automation} names={names} />
        </TabsContent>
        <TabsContent value="log">
          <RunLog automation={automation} names={names} />
        </TabsContent>
      </Tabs>
    </>
  );
}
