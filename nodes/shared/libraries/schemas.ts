import { config } from 'zod/v4-mini';

// Zod would otherwise make parsers with the Function constructor, and a package that n8n checks runs no made-up code.
config({ jitless: true });

export { array, literal, looseObject, number, optional, record, string, unknown, type ZodMiniType as Schema } from 'zod/v4-mini';
