import { statements } from '@stageline/contracts';
import type { ApiModule } from '../../http/module.ts';
import { route } from '../../http/route.ts';
import { statementsRepository } from './statements.repository.ts';
import { createStatements, type Statements, type StatementsDeps } from './statements.service.ts';

/** Statements of banks, and the invoices that they paid. */
export function createStatementsModule(
  deps: Omit<StatementsDeps, 'repository'>,
): ApiModule & { readonly service: Statements } {
  const service = createStatements({ ...deps, repository: statementsRepository });
  return {
    name: 'statements',
    service,
    routes: [
      route(statements.uploadStatement, async ({ file }) => service.upload(await file(statements.MAX_STATEMENT_BYTES))),
      route(statements.listStatementLines, ({ query }) => service.list(query)),
      route(statements.listOwedInvoices, async ({ params, query }) => ({
        items: await service.owedFor(params.lineId, query.search),
      })),
      route(statements.bookStatementLine, ({ params, body }) => service.book(params.lineId, body.parts)),
      route(statements.bookSureLines, ({ body }) => service.bookSure(body.lineIds)),
      route(statements.putLineAside, ({ params }) => service.move(params.lineId, 'open', 'aside')),
      route(statements.bringLineBack, ({ params }) => service.move(params.lineId, 'aside', 'open')),
    ],
  };
}
