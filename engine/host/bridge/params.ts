import { Ajv } from 'ajv';
import schema from '../../../schemas/protocol/bridge.schema.json' with { type: 'json' };
import type { ParamsValidator } from '../../../schemas/protocol/decoder.ts';

/** Checks `{ [method]: params }` against `bridge.schema.json`. */
export const validateParams: ParamsValidator = new Ajv({ strict: false }).compile(schema);
