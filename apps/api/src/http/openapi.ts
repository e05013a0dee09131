import { Problem, type Access, type HostKind, type OperationDefinition } from '@stageline/contracts';
import { z } from 'zod';

type Json = Record<string, unknown>;

/** A zod schema as JSON Schema for OpenAPI 3.1; `input` is what a caller sends, `output` what we answer. */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  return json;
}

/**
 * The shape of an answer for the serializer. In OpenAPI 3.0's dialect, where what may be null says `nullable`: of an `anyOf`
 * with null the serializer tries each branch by a validator.
 */
export const answerSchemaOf = (schema: z.ZodType): Json =>
  z.toJSONSchema(schema, { io: 'output', target: 'openapi-3.0', unrepresentable: 'any' }) as Json;

const securityOf = (access: Access): Json[] => (access.kind === 'public' ? [] : [{ session: [] }, { bearer: [] }]);

function parametersOf(operation: OperationDefinition): Json[] {
  return (['params', 'query'] as const).flatMap((where) => {
    const schema = operation[where];
    if (schema === undefined) return [];
    const json = jsonSchemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
    return Object.entries(json.properties ?? {}).map(([name, property]) => ({
      name,
      in: where === 'params' ? 'path' : 'query',
      required: where === 'params' || (json.required ?? []).includes(name),
      schema: property,
    }));
  });
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A new one for each request, the same for each attempt at it',
  schema: { type: 'string', minLength: 8, maxLength: 200 },
};

function describe(operation: OperationDefinition): Json {
  const status = String(operation.status ?? 200);
  const content =
    operation.produces === undefined
      ? operation.response && { 'application/json': { schema: jsonSchemaOf(operation.response, 'output') } }
      : { [operation.produces]: { schema: { type: 'string' } } };
  const body = operation.body && { 'application/json': { schema: jsonSchemaOf(operation.body, 'input') } };
  const upload = operation.consumes === 'multipart/form-data' && {
    'multipart/form-data': { schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' } } } },
  };
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.id.split('.')[0]],
    security: securityOf(operation.access),
    parameters: [...parametersOf(operation), ...(operation.idempotent ? [IDEMPOTENCY_KEY] : [])],
    ...(body || upload ? { requestBody: { required: true, content: body || upload } } : {}),
    responses: {
      [status]: { description: 'Success', ...(content ? { content } : {}) },
      default: {
        description: 'A problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

/** The OpenAPI 3.1 document of the operations that one kind of host serves. */
export function openApiOf(host: HostKind, operations: readonly OperationDefinition[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations.filter((candidate) => candidate.host === host)) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) };
  }
  return {
    openapi: '3.1.0',
    info: { title: `Stageline: ${host} host`, version: '1' },
    paths,
    components: {
      schemas: { Problem: jsonSchemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'stageline_session' },
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  };
}
