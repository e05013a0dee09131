import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { Link } from 'react-router';
import { buttonStyles, ErrorState, Page, PageHeader, PageTitle, Panel, Skeleton } from '../../../shared/ui/index.ts';
import { automationsQuery } from '../api/automations.queries.ts';
import { useNames } from '../lib/use-names.ts';
import { automationsTexts } from '../texts.ts';
import { AutomationRow } from './automation-row.tsx';
import { Recipes } from './recipes.tsx';

/** The automations of this site: what each does, whether it is on, and what came of it lately. */
export function AutomationsPage() {
  const texts = automationsTexts();
  const automations = useQuery(automationsQuery());
  const names = useNames();
  const items = automations.data?.items;
  return (
    <Page>
      <PageTitle>{texts.title}</PageTitle>
      <PageHeader
        title={texts.title}
        description={texts.description}
        actions={
          <Link
            to="/dashboard/automations/new"
            className={buttonStyles({ variant: items?.length === 0 ? 'secondary' : 'primary' })}
          >
            <Plus size={16} aria-hidden="true" />
            {texts.make}
          </Link>
        }
      />
      {items !== undefined ? (
        items.length === 0 ? (
          <Recipes />
        ) : (
          <Panel>
            <ul className="divide-y divide-border">
              {items.map((automation) => (
                <AutomationRow key={automation.id} automation={automation} names={names} />
              ))}
            </ul>
          </Panel>
        )
      ) : automations.isError ? (
        <ErrorState error={automations.error} onRetry={() => void automations.refetch()} />
      ) : (
        <Panel>
          <div role="status" aria-label={texts.loading} className="flex flex-col gap-4 p-4">
            {[0, 1, 2].map((index) => (
              <Skeleton key={index} className="h-16 w-full" />
            ))}
          </div>
        </Panel>
      )}
    </Page>
  );
}
