import { UserError, type IHookFunctions, type INodeProperties, type IPollFunctions, type IWebhookFunctions } from 'n8n-workflow';
import type { Field, ValueContext } from '../form/field';
import { attempt, isLeftOut } from '../values/invalid';

/** The contexts in which n8n calls a trigger. */
export type TriggerContext = IHookFunctions | IPollFunctions | IWebhookFunctions;

/** What a person filled in, by the names of the fields. */
export interface Settings {
	/** The converted value of a field at the top of the form; undefined where it was left empty. @throws UserError that names the field */
	of: <Value>(field: Field<Value>) => Value | undefined;
	/** The converted values of the fields that a person added to a collection. @throws UserError that names the field */
	added: (collection: string, fields: readonly Field[]) => Map<Field, unknown>;
}

/** Reads the form of a trigger. Its values are those of the whole workflow: a trigger has no items. */
export function settingsOf(context: TriggerContext): Settings {
	const valueContext: ValueContext = {
		timezone: context.getTimezone(),
		country: undefined,
		countryHelp: '',
		setting: () => undefined,
		input: () => ({}),
	};
	// n8n would search the whole description for each value, to validate it.
	const parameter = (name: string) => context.getNodeParameter(name, null, { skipValidation: true }) as unknown;
	const converted = <Value>(field: Field<Value>, given: unknown): Value | undefined => {
		const value = unlocated(field, given);
		if (isLeftOut(value)) return undefined;
		const made = attempt(() => field.convert(value, valueContext));
		if (made.fault) throw new UserError(`${field.property.displayName}: ${made.fault.message}`, { description: made.fault.help });
		return made.good;
	};
	return {
		of: (field) => converted(field, parameter(field.property.name)),
		added(collection, fields) {
			const values = (parameter(collection) ?? {}) as Record<string, unknown>;
			const filled = fields.filter(({ property }) => Object.hasOwn(values, property.name));
			return new Map(filled.map((field) => [field, converted(field, values[field.property.name])]));
		},
	};
}

/** What is chosen in a locator. */
function unlocated({ property }: Field, given: unknown): unknown {
	const isLocator = property.type === 'resourceLocator' && typeof given === 'object' && given !== null;
	return isLocator ? (given as { value?: unknown }).value : given;
}

/** The property of a field, shown only while another one has one of these values. */
export function shownIf({ property }: Field, name: string, values: Array<string | boolean>): INodeProperties {
	return { ...plain(property), displayOptions: { show: { [name]: values } } };
}

/** The property of a field as n8n takes it: its rules forbid `required: false`. */
export function plain({ required, ...property }: Field['property']): INodeProperties {
	return required ? { ...property, required } : property;
}
