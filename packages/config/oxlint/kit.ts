/** The part of an ESTree node that our rules look at. */
export interface AstNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The part of ESLint's rule context that our rules use. */
export interface RuleContext {
  readonly filename: string;
  report(problem: { node: AstNode; message: string }): void;
}

/** Called for each node of the named type. */
export type Visitor = Record<string, (node: AstNode) => void>;

/** A rule as oxlint (and ESLint) loads it. */
export interface Rule {
  create(context: RuleContext): Visitor;
}

/** What a ban consists of. Paths are matched against the file's absolute path with forward slashes. */
export interface Ban {
  /** Where the ban holds. Default: everywhere. */
  only?: readonly RegExp[];
  /** Where the banned thing is at home. */
  except?: readonly RegExp[];
  /** Says what to do instead. */
  message: string;
  /** Finds the banned thing. */
  find(report: (node: AstNode) => void): Visitor;
}

/** Files in which any ban on production code makes no sense: tests set up and look at what the product may not touch. */
export const testFiles = [
  /\.test\.tsx?$/,
  /\.e2e\.ts$/,
  /\.fixture\.ts$/,
  /\/packages\/testing\//,
  /\/src\/testing\//,
  /\/bench\//,
  /\/fixtures\//,
  /\/test-bed\.tsx?$/,
];

/** Makes a rule of a ban. */
export function ban({ only, except = [], message, find }: Ban): Rule {
  return {
    create(context) {
      const file = context.filename.replaceAll('\\', '/');
      const holds = only === undefined || only.some((pattern) => pattern.test(file));
      if (!holds || except.some((pattern) => pattern.test(file))) return {};
      return find((node) => context.report({ node, message }));
    },
  };
}

/** The name behind the dot of `object.name` or `object['name']`; undefined for anything else. */
export function memberName(node: AstNode | undefined): string | undefined {
  if (node?.type !== 'MemberExpression') return undefined;
  const property = node['property'] as AstNode;
  if (node['computed']) return typeof property['value'] === 'string' ? property['value'] : undefined;
  return typeof property['name'] === 'string' ? property['name'] : undefined;
}

/** The object in front of the dot, without what TypeScript adds to it (`!`, `as`). */
export function memberObject(node: AstNode): AstNode {
  let object = node['object'] as AstNode;
  while ('expression' in object) object = object['expression'] as AstNode;
  return object;
}

/** The last name of a variable or of a member: `socket` for `socket`, `this.socket` and `peer.socket`. */
export function lastName(node: AstNode): string | undefined {
  if (node.type === 'Identifier') return node['name'] as string;
  return memberName(node);
}
