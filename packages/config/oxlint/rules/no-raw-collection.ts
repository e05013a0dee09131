import { ban, memberName, testFiles, type AstNode } from '../kit.ts';

const drivers = new Set(['collection', 'collections', 'getClient']);

/** The driver's own objects go around every hook that scopes a query to its tenant. */
export const noRawCollection = ban({
  except: [/\/packages\/tenancy\/src\//, ...testFiles],
  message: 'The driver goes around tenant scoping: use the model, or add the operation to packages/tenancy.',
  find: (report) => ({
    MemberExpression(node) {
      if (drivers.has(memberName(node) ?? '')) report(node);
    },
    CallExpression(node) {
      if (memberName(node['callee'] as AstNode) === 'bulkWrite') report(node);
    },
  }),
});
