import { type AstNode, ban, testFiles } from '../kit.ts';

/** Parts of the client whose words stand in catalogues: all that people see. Nothing is ever taken off. */
const translated = ['app/.+', 'features/.+', 'shared/ui/.+'];

/** Props of ours and of HTML whose value a person reads or hears. */
const SHOWN = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'cancelLabel',
  'caption',
  'confirmLabel',
  'definition',
  'description',
  'hint',
  'label',
  'placeholder',
  'summary',
  'title',
]);

/** Names that are the same in every language. */
const NAMES = /Stageline/g;
const hasWords = (text: unknown): boolean =>
  typeof text === 'string' && /\p{L}/u.test(text.replaceAll(NAMES, '').replaceAll(/&\w+;/g, ''));

/** Whether an expression is, or chooses between, literal words. */
function isWords(node: AstNode | null | undefined): boolean {
  if (node === null || node === undefined) return false;
  const part = (name: string) => node[name] as AstNode | undefined;
  const parts = (name: string) => node[name] as readonly AstNode[];
  switch (node.type) {
    case 'Literal':
      return hasWords(node['value']);
    case 'TemplateLiteral':
      return parts('quasis').some((quasi) => hasWords((quasi['value'] as { cooked?: unknown }).cooked));
    case 'ConditionalExpression':
      return isWords(part('consequent')) || isWords(part('alternate'));
    case 'LogicalExpression':
      return isWords(part('left')) || isWords(part('right'));
    case 'BinaryExpression':
      return node['operator'] === '+' && (isWords(part('left')) || isWords(part('right')));
    case 'JSXExpressionContainer':
      return isWords(part('expression'));
    default:
      return false;
  }
}

/** The words of the interface are there in every language of it, so they stand in catalogues and not in the markup. */
export const noLiteralText = ban({
  only: translated.map((part) => new RegExp(`/apps/web/src/${part}\\.tsx$`)),
  except: testFiles,
  message: 'Put these words into the catalogues of this feature (texts.en.ts and each language beside it).',
  find: (report) => ({
    JSXText(node) {
      if (hasWords(node['value'])) report(node);
    },
    JSXAttribute(node) {
      const name = (node['name'] as AstNode)['name'];
      if (typeof name === 'string' && SHOWN.has(name) && isWords(node['value'] as AstNode | null)) report(node);
    },
    JSXElement(node) {
      for (const child of node['children'] as readonly AstNode[])
        if (child.type === 'JSXExpressionContainer' && isWords(child)) report(child);
    },
  }),
});
