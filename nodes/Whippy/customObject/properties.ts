import { lineField, oneOfField, switchField, type Look } from '../../shared/form/field';
import { attempt, invalid } from '../../shared/values/invalid';

/** The name that Whippy has for a custom object or a property in requests. */
export function keyField<const Shown extends Look>(look: Shown) {
	const bare = lineField(look);
	const convert: typeof bare.convert = (value, context) => {
		const key = bare.convert(value, context);
		if (/^[a-z][a-z0-9_]*$/.test(key)) return key;
		throw invalid(key, 'is not in snake case', 'Write it in small letters, digits and underscores, such as order_number.');
	};
	return { ...bare, convert };
}

/** The name that people read. */
export const label = lineField({ displayName: 'Label', name: 'label', required: true, placeholder: 'e.g. Order Number', description: 'The name that your team reads' });

export const propertyKey = keyField({
	displayName: 'Property Key',
	name: 'propertyKey',
	required: true,
	placeholder: 'e.g. order_number',
	description: 'The name of the property in requests, in snake case. It can’t be one that is there already.',
});

const TYPES = { date: 'Date', float: 'Decimal Number', list: 'List', map: 'Map', text: 'Text', boolean: 'True or False', number: 'Whole Number' } as const;

export const propertyType = oneOfField({ displayName: 'Property Type', name: 'propertyType', required: true, default: 'text', description: 'What kind of values it has' }, TYPES);

export const valueType = oneOfField({ displayName: 'Value Type', name: 'valueType', default: 'text', description: 'What kind of values the property has. A list or a map is written as JSON.' }, TYPES);

export const isRequired = switchField({
	displayName: 'Required',
	name: 'isRequired',
	default: true,
	description: 'Whether every record has a value; those without one get the Default Value',
});

export const defaultValue = lineField({
	displayName: 'Default Value',
	name: 'defaultValue',
	placeholder: 'e.g. Standard',
	description: 'The value of records that have none of their own. A list or a map is written as JSON.',
});

export const editable = switchField({ displayName: 'Editable', name: 'editable', default: true, description: 'Whether it can be changed in Whippy’s own pages' });

/** Whether what was written is of a type. A number that JavaScript can't hold is none: it would become another one, or null. */
const IS_OF_TYPE: Record<string, (value: unknown) => boolean> = {
	boolean: (value) => typeof value === 'boolean',
	float: Number.isFinite,
	list: Array.isArray,
	map: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
	number: Number.isSafeInteger,
};

/** A text as a value of a property’s type; one that isn't of that type stays text, which Whippy refuses. */
export function ofType(value: string | undefined, type: unknown): unknown {
	if (value === undefined || type === 'text' || type === 'date') return value;
	const read: unknown = attempt(() => JSON.parse(value) as unknown).good;
	return IS_OF_TYPE[String(type)]?.(read) ? read : value;
}
