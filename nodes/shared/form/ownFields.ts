import type { IDataObject } from 'n8n-workflow';
import { each, invalid, InvalidValue, isLeftOut, quoted } from '../values/invalid';
import { text } from '../values/text';
import { made, type Look, type Made, type ValueContext } from './field';

/** What n8n saves of a resource mapper. */
interface Mapped {
	mappingMode: string;
	value?: IDataObject | string | null;
	/** The fields as the account had them when the form was filled in. */
	schema?: null | Array<{ id?: unknown; displayName?: unknown }>;
}

/** What is particular about the account's own fields. */
interface OwnFields {
	/** The name of the function (in `methods.resourceMapping`) that reads which fields the account has. */
	load: string;
	words: { singular: string; plural: string };
	/** What the API's IDs of such fields look like. */
	id: RegExp;
	/** The locator in the form on which the fields depend. */
	dependsOn?: string;
}

/**
 * The account's own fields of a record, in n8n's resource mapper. Gives texts by the fields' IDs; a value that is empty or null
 * is left out. Where n8n maps automatically, it is filled from the item's data by the titles or IDs of the fields.
 */
export function ownFieldsField<const Shown extends Look>(look: Shown & OwnFields): Made<Record<string, string>, Shown> {
	return mapper<string, Shown>(look, textOf);
}

/** As `ownFieldsField`, for an API that tells numbers, lists and the like from text: each value stays what it is. */
export function ownTypedFieldsField<const Shown extends Look>(look: Shown & OwnFields): Made<Record<string, unknown>, Shown> {
	return mapper<unknown, Shown>(look, typedOf);
}

function mapper<Value, const Shown extends Look>(
	{ load, words, id, dependsOn, ...look }: Shown & OwnFields,
	valueOf: (entry: [id: string, value: unknown]) => [string, Value],
): Made<Record<string, Value>, Shown> {
	const { displayName } = look;
	const kind = {
		type: 'resourceMapper' as const,
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		typeOptions: {
			...(dependsOn && { loadOptionsDependsOn: [`${dependsOn}.value`] }),
			resourceMapper: { resourceMapperMethod: load, mode: 'add' as const, valuesLabel: displayName, fieldWords: words, addAllFields: false, multiKeyMatch: false, supportAutoMap: true },
		},
	};
	const field = made<Record<string, Value>, Shown>(look as never, kind, (value, context) => {
		const given = valuesOf(value, context);
		const strange = Object.keys(given).filter((name) => !id.test(name));
		if (strange.length > 0) throw invalid(strange[0], `is not the ID of a ${words.singular}`, 'Choose the field from the list.');
		return Object.fromEntries(each(Object.entries(given), (entry) => valueOf(entry as [string, unknown])));
	});
	return { ...field, isEmpty: (value, context) => Object.keys(valuesOf(value, context)).length === 0 };
}

function textOf([id, value]: [string, unknown]): [string, string] {
	if (typeof value === 'object') throw new InvalidValue(`field ${id} is ${quoted(value)}, not text`, 'Choose one of its fields, or turn it into text in the expression.');
	return [id, text(value)];
}

/** A value that JSON has; a date has to be written out, since nobody knows in which form it is wanted. */
function typedOf([id, value]: [string, unknown]): [string, unknown] {
	const isDate = value instanceof Date || (typeof value === 'object' && value !== null && 'toISO' in value);
	if (isDate) throw new InvalidValue(`field ${id} is a date, not text`, 'Turn it into text in the expression, for example with .toFormat("yyyy-MM-dd").');
	return [id, typeof value === 'string' ? text(value) : value];
}

function valuesOf(value: unknown, { input }: ValueContext): Record<string, unknown> {
	if (isLeftOut(value)) return {};
	if (typeof value !== 'object' || Array.isArray(value)) throw invalid(value, 'is not a set of fields', 'Choose the fields from the list.');
	const filledIn = (values: object) => Object.fromEntries(Object.entries(values).filter(([, one]) => !isLeftOut(one)));
	if (!('mappingMode' in value!)) return filledIn(value!);
	const { mappingMode, value: values, schema } = value as unknown as Mapped;
	if (mappingMode !== 'autoMapInputData') {
		if (typeof values === 'string') throw invalid(values, 'is not a set of fields', 'Choose the fields from the list.');
		return filledIn(values ?? {});
	}
	const data = input();
	return filledIn(
		Object.fromEntries(
			(schema ?? []).filter(Boolean).map(({ id, displayName }) => {
				const name = [String(displayName), String(id)].find((key) => Object.hasOwn(data, key));
				return [String(id), name === undefined ? undefined : data[name]];
			}),
		),
	);
}
