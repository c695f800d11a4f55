import type { IDisplayOptions, INodeProperties, INodePropertyOptions, INodePropertyRouting } from 'n8n-workflow';
import type { Target } from '../content';
import type { ChoicePart, CollectionPart, Part, Place, SentPart, SettingPart } from './parts';

/**
 * The properties that n8n shows for a form, in its order.
 *
 * @param displayOptions conditions of all of them, such as the resource and the operation
 */
export function propertiesOf(form: readonly Part[], displayOptions: IDisplayOptions): INodeProperties[] {
	return form.flatMap((part) => {
		if (part.kind === 'choice') return choiceProperties(part, displayOptions);
		if (part.kind === 'collection') return [{ ...part.property, options: addable(part), displayOptions }];
		if (part.kind === 'notice') return [{ ...part.property, displayOptions }];
		return [{ ...shown(part, !isOptional(part)), displayOptions }];
	});
}

function isOptional(part: SentPart | SettingPart): boolean {
	return part.kind === 'sent' && (part.rules.optional === true || part.rules.unless !== undefined);
}

/** The property of one field, and where n8n sends its value. `mayBeRequired` says whether n8n may demand a value. */
function shown(part: SentPart | SettingPart, mayBeRequired: boolean): INodeProperties {
	const { required, ...property } = part.field.property;
	const routing = part.kind === 'sent' ? routingTo(part.place, part.wire) : undefined;
	return { ...property, ...(required && mayBeRequired && { required }), ...(routing && { routing }) };
}

/** n8n reads a dot in a name as a path, which it is in the body. Only this package fills in the placeholders of a path. */
function routingTo(place: Place, wire: string): INodePropertyRouting | undefined {
	if (place === 'ids') return undefined;
	const isName = place === 'query' ? /[.[\]]/.test(wire) : /[[\]]/.test(wire);
	return { send: { type: place, property: wire, ...(isName && { propertyInDotNotation: false }) } };
}

/** The fields of a collection, by their labels, as n8n wants them. */
function addable({ parts }: CollectionPart): INodeProperties[] {
	return parts
		.map((part) => shown(part, false))
		.sort(alphabetically(({ displayName }) => displayName));
}

/**
 * Compares by an English name, whatever its case. `localeCompare` would load the alphabets of all languages, which takes a
 * tenth of the time in which n8n loads this package.
 */
export function alphabetically<One>(nameOf: (one: One) => string): (one: One, other: One) => number {
	return (one, other) => {
		const [first, second] = [nameOf(one).toLowerCase(), nameOf(other).toLowerCase()];
		return first < second ? -1 : first > second ? 1 : 0;
	};
}

/**
 * The chooser and the fields of its branches, each field once. A field is hidden for the values that don't have it, not shown
 * for those that do. So the editor shows all fields while the chooser is an expression without a value. None of the fields is
 * `required` for n8n, since n8n would then demand those of all branches.
 */
function choiceProperties({ field, branches }: ChoicePart, { show, hide }: IDisplayOptions): INodeProperties[] {
	const { name } = field.property;
	const values = new Map<Part, Array<string | boolean>>();
	for (const { parts, value } of branches) {
		for (const part of parts) {
			const same = [...values.keys()].find((other) => nameOf(other) === nameOf(part)) ?? part;
			const having = [...(values.get(same) ?? []), value];
			// It moves to the end: Country stands below the number of each branch.
			values.delete(same);
			values.set(same, having);
		}
	}
	const fields = [...values].flatMap(([part, having]) => {
		const without = branches.map(({ value }) => value).filter((value) => !having.includes(value));
		return propertiesOf([part], { show, ...(without.length > 0 ? { hide: { ...hide, [name]: without } } : hide && { hide }) });
	});
	return [
		{ ...withRequests(field.property, branches), displayOptions: { show, ...(hide && { hide }) } },
		...fields.map(({ required: _required, ...property }) => property),
	];
}

/** The parts of a form and of all its branches; collections count as one. */
export function everyPart(form: readonly Part[]): Part[] {
	return form.flatMap((part) => (part.kind === 'choice' ? [part, ...everyPart(part.branches.flatMap(({ parts }) => parts))] : [part]));
}

/** All fields of a form that are sent, those of its branches and collections too. */
export function sentParts(form: readonly Part[]): SentPart[] {
	return everyPart(form)
		.flatMap((part): readonly Part[] => (part.kind === 'collection' ? part.parts : [part]))
		.filter((part) => part.kind === 'sent');
}

/** What the field is called that is sent under this name; the name itself where there is none. */
export function labelOf(form: readonly Part[], wire: string): string {
	return sentParts(form).find((part) => part.wire === wire)?.field.property.displayName ?? wire;
}

/** The name of the parameter that a part fills. */
export function nameOf(part: Part): string {
	return 'field' in part ? part.field.property.name : part.property.name;
}

/** The chooser; its options say which request is made, where that depends on the choice. */
function withRequests({ required: _required, ...property }: INodeProperties, branches: ChoicePart['branches']): INodeProperties {
	if (branches.every(({ request }) => !request)) return property;
	const options = (property.options as INodePropertyOptions[]).map((option) => {
		const request = branches.find(({ value }) => value === option.value)?.request;
		return request ? { ...option, routing: { request: routedRequest(request) } } : option;
	});
	return { ...property, options };
}

/** A request as n8n's descriptions have it. */
export function routedRequest({ method, path }: Target): NonNullable<INodePropertyRouting['request']> {
	return { method, url: path };
}
