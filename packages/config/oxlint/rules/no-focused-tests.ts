import { ban, memberName, memberObject, type AstNode } from '../kit.ts';

const blocks = new Set(['it', 'test', 'describe']);
const switches = new Set(['skip', 'only', 'todo', 'failing']);
const aliases = new Set(['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe']);

/** A test that is switched off, or that switches the others off, passes without saying anything. */
export const noFocusedTests = ban({
  message: 'No skipped or focused tests: mend it or remove it.',
  find: (report) => ({
    MemberExpression(node) {
      if (switches.has(memberName(node) ?? '') && blocks.has(memberObject(node)['name'] as string)) report(node);
    },
    CallExpression(node) {
      const callee = node['callee'] as AstNode;
      if (callee.type === 'Identifier' && aliases.has(callee['name'] as string)) report(node);
    },
  }),
});
