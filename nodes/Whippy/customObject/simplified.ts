import type { Column } from '../../shared/operation';

/** The keys of a custom object's properties, which are the names of its values. */
const keys: Column = ['properties', ({ custom_properties: all }) => (Array.isArray(all) ? (all as Array<{ key?: unknown } | null>).map((one) => one?.key ?? '') : undefined)];

/** What people use of a custom object. */
export const simplifiedCustomObject: Column[] = ['label', 'key', 'description', keys, 'emoji', 'color', 'created_at', 'updated_at', 'id'];
