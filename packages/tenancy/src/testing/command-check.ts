import { isObject, TENANT_FIELD, type PlainObject } from '../guards/plain.ts';
import { modelOfCollection } from '../registry.ts';
import { SYSTEM_COMMENT } from '../scope.ts';

/** Commands that continue or end what was checked before, or touch no document. */
const HARMLESS = new Set([
  'getMore',
  'killCursors',
  'create',
  'createIndexes',
  'dropIndexes',
  'listIndexes',
  'collMod',
  'collStats',
  'validate',
  'drop',
]);

type Check = (command: PlainObject) => string | undefined;

const CHECKS: Record<string, Check> = {
  find: (command) => filterFault(command['filter'], command['comment']),
  count: (command) => filterFault(command['query'], command['comment']),
  distinct: (command) => filterFault(command['query'], command['comment']),
  findAndModify: (command) => filterFault(command['query'], command['comment']) ?? updateFault(command['update']),
  insert: (command) => first(command['documents'], ownerFault),
  update: (command) =>
    first(command['updates'], (each) => filterFault(each['q'], command['comment']) ?? updateFault(each['u'])),
  delete: (command) => first(command['deletes'], (each) => filterFault(each['q'], command['comment'])),
};

/**
 * What is wrong with a command as it leaves for the server, or undefined. Wrong is a command on a tenant's collection that
 * neither holds `tenantId` to a value nor carries the comment of a system run, and whatever is not known to be harmless.
 */
export function commandFault(name: string, command: PlainObject): string | undefined {
  if (name === 'explain') return explainFault(command['explain']);
  if (name === 'aggregate') return aggregateFault(command);
  if (name === 'bulkWrite') return clientBulkFault(command);
  // renameCollection alone names its target together with the database
  const target = name === 'renameCollection' ? withoutDatabase(command[name]) : command[name];
  if (HARMLESS.has(name) || !isTenantCollection(target)) return undefined;
  const check = CHECKS[name];
  return check ? check(command) : `${name} is not known to keep tenants apart`;
}

function explainFault(inner: unknown): string | undefined {
  if (!isObject(inner)) return undefined;
  const name = Object.keys(inner)[0];
  return name === undefined ? undefined : commandFault(name, inner);
}

/** The client-level bulk of MongoDB 8, whose statements name their collection by a number. */
function clientBulkFault(command: PlainObject): string | undefined {
  const namespaces = (command['nsInfo'] ?? []) as PlainObject[];
  return first(command['ops'], (operation) => {
    const [kind] = Object.keys(operation);
    if (!isTenantCollection(withoutDatabase(namespaces[Number(operation[kind ?? ''])]?.['ns']))) return undefined;
    if (kind === 'insert') return ownerFault(operation['document'] as PlainObject);
    return filterFault(operation['filter'], command['comment']) ?? updateFault(operation['updateMods']);
  });
}

function withoutDatabase(namespace: unknown): string {
  const text = String(namespace);
  return text.slice(text.indexOf('.') + 1);
}

function aggregateFault(command: PlainObject): string | undefined {
  if (isSystem(command['comment'])) return undefined;
  const pipeline = command['pipeline'] as PlainObject[];
  return pipelineFault(pipeline, isTenantCollection(command['aggregate']));
}

function pipelineFault(pipeline: readonly PlainObject[], onTenantCollection: boolean): string | undefined {
  if (onTenantCollection) {
    const [entry] = pipeline;
    const near = entry?.['$geoNear'] as PlainObject | undefined;
    const fault = filterFault(entry?.['$match'] ?? near?.['query']);
    if (fault) return `the pipeline does not begin with the tenant: ${fault}`;
  }
  return first(pipeline, stageFault);
}

function stageFault(stage: PlainObject): string | undefined {
  const [operator] = Object.keys(stage);
  const operand = stage[operator ?? ''];
  switch (operator) {
    case '$out':
    case '$merge':
      return `${operator} copies documents out of reach`;
    case '$facet':
      return first(Object.values(operand as PlainObject), (branch) =>
        pipelineFault(branch as unknown as PlainObject[], false),
      );
    case '$lookup':
    case '$unionWith': {
      const join = isObject(operand) ? operand : { coll: operand };
      const pipeline = (join['pipeline'] ?? []) as PlainObject[];
      const fault = pipelineFault(pipeline, isTenantCollection(join['from'] ?? join['coll']));
      return fault && `${operator}: ${fault}`;
    }
    case '$graphLookup': {
      const { from, restrictSearchWithMatch } = operand as PlainObject;
      return isTenantCollection(from) ? filterFault(restrictSearchWithMatch) : undefined;
    }
    default:
      return undefined;
  }
}

function filterFault(filter: unknown, comment?: unknown): string | undefined {
  if (isSystem(comment) || (isObject(filter) && (isSystem(filter['$comment']) || constrains(filter)))) return undefined;
  return `its filter does not hold ${TENANT_FIELD} to a value`;
}

/** Whether a filter lets documents of one tenant through only. */
function constrains(filter: PlainObject): boolean {
  const condition = filter[TENANT_FIELD];
  if (isOwner(condition) || (isObject(condition) && isOwner(condition['$eq']))) return true;
  const clauses = filter['$and'];
  return Array.isArray(clauses) && clauses.some((clause) => isObject(clause) && constrains(clause));
}

function updateFault(update: unknown): string | undefined {
  if (!isObject(update)) return Array.isArray(update) ? 'an update may not be a pipeline' : undefined;
  const [key] = Object.keys(update);
  if (key !== undefined && !key.startsWith('$')) return ownerFault(update);
  const touched = Object.values(update).some((operand) => isObject(operand) && TENANT_FIELD in operand);
  return touched ? `the update touches ${TENANT_FIELD}` : undefined;
}

function ownerFault(document: PlainObject): string | undefined {
  return isOwner(document[TENANT_FIELD]) ? undefined : `a document has no ${TENANT_FIELD}`;
}

function isOwner(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isSystem(comment: unknown): boolean {
  return typeof comment === 'string' && comment.startsWith(SYSTEM_COMMENT);
}

function isTenantCollection(name: unknown): boolean {
  return typeof name === 'string' && modelOfCollection(name)?.kind === 'tenant';
}

function first(items: unknown, fault: (item: PlainObject) => string | undefined): string | undefined {
  for (const item of (items ?? []) as PlainObject[]) {
    const found = fault(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
