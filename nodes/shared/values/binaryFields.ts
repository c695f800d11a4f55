import type { IBinaryData } from 'n8n-workflow';
import { each, invalid } from './invalid';
import { entriesOf, separated } from './lists';
import { singleLine } from './text';

/** The name of a binary field, or a file as n8n describes it to an expression: `{{ $binary.data }}`. */
export type BinaryField = string | Partial<IBinaryData>;

/** Names of binary fields separated by commas, binary objects, or a list of both. Duplicates drop. @throws InvalidValue */
export function binaryFields(value: unknown): BinaryField[] {
	return [...new Set(each(entriesOf(value, separated), binaryField))];
}

function binaryField(entry: unknown): BinaryField {
	if (typeof entry !== 'object' || entry === null) return singleLine(entry);
	const { mimeType, id, data } = entry as Record<string, unknown>;
	const isFile = typeof mimeType === 'string' && [id, data].every((part) => part === undefined || typeof part === 'string');
	if (isFile) return entry as Partial<IBinaryData>;
	throw invalid(entry, 'is not a file', 'Give the name of a binary field, or a binary object such as {{ $binary.data }}.');
}
