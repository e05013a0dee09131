import { ban, lastName, testFiles, type AstNode } from '../kit.ts';

/** Whether a node stands in what `retryUpsert` runs. */
function isRetried(node: AstNode): boolean {
  for (let at = node['parent'] as AstNode | null; at; at = at['parent'] as AstNode | null)
    if (at.type === 'CallExpression' && lastName(at['callee'] as AstNode) === 'retryUpsert') return true;
  return false;
}

const isUpsert = ({ key, value }: AstNode): boolean =>
  lastName(key as AstNode) === 'upsert' && (value as AstNode)['value'] === true;

/**
 * A server before MongoDB 4.2 answers a duplicate key to the slower one of two upserts. That happens in no test but by
 * chance, so the rule says it. In a transaction it is the transaction that runs again; there the line says so.
 */
export const retriedUpsert = ban({
  except: [...testFiles, /\.child\.ts$/, /\/packages\/tenancy\//],
  message: 'Of two upserts at once the slower one fails: run it by retryUpsert, or say why it is alone.',
  find: (report) => ({
    Property(node) {
      if (isUpsert(node) && !isRetried(node)) report(node);
    },
  }),
});
