import type { INodeProperties, INodePropertyCollection, INodePropertyMode, INodePropertyOptions, INodeType } from 'n8n-workflow';

// Rules of n8n's UX guidelines and of this project's design which n8n's lint rules don't check. Each
// function returns its findings as sentences that begin with the path of the property.

interface Level {
	/** The names of the collections around the properties; empty for the node's own properties. */
	path: string;
	properties: INodeProperties[];
}

/** The node's own properties, and those of every collection in it, at any depth. */
function levels(properties: INodeProperties[], path = ''): Level[] {
	const inside = properties.flatMap((property) => {
		const here = `${path}${property.name}.`;
		if (property.type === 'collection') return levels((property.options ?? []) as INodeProperties[], here);
		if (property.type !== 'fixedCollection') return [];
		return ((property.options ?? []) as INodePropertyCollection[]).flatMap(({ name, values }) => levels(values, `${here}${name}.`));
	});
	return [{ path, properties }, ...inside];
}

/** Every property at every level, with its path. */
function everyProperty(properties: INodeProperties[]): Array<{ path: string; property: INodeProperties }> {
	return levels(properties).flatMap((level) => level.properties.map((property) => ({ path: level.path + property.name, property })));
}

const optionsOf = (property: INodeProperties) => (property.options ?? []) as INodePropertyOptions[];

/** What properties of one name must have in common, since n8n keeps the value when a person switches the operation. */
function shapeOf({ type, default: value, typeOptions, modes, displayName }: INodeProperties): Record<string, unknown> {
	return {
		type,
		default: value,
		'several values': typeOptions?.multipleValues ?? false,
		modes: modes?.map(({ name, typeOptions: of }) => [name, of?.searchListMethod]),
		// People recognise a field by its label, so one name has one label.
		label: displayName,
	};
}

/** Finds names that have different types, shapes, defaults or labels in a node, at every depth. */
export function namesMeanOneThing(properties: INodeProperties[]): string[] {
	const first = new Map<string, Record<string, unknown>>();
	return everyProperty(properties).flatMap(({ path, property }) => {
		if (['resource', 'operation'].includes(path)) return [];
		const shape = shapeOf(property);
		const known = first.get(path) ?? shape;
		first.set(path, known);
		return Object.keys(shape)
			.filter((aspect) => JSON.stringify(shape[aspect]) !== JSON.stringify(known[aspect]))
			.map((aspect) => `${path}: the name has two of this: ${aspect}`);
	});
}

/** The values of a parameter for which a property is shown. */
const shownBy = (property: INodeProperties, parameter: string) => (property.displayOptions?.show?.[parameter] ?? []) as string[];

/** Finds parameter names that occur twice in an operation, at every depth. */
export function namesOccurOnce(properties: INodeProperties[]): string[] {
	const inOneForm = (one: INodeProperties, other: INodeProperties) =>
		['resource', 'operation'].every((parameter) => {
			const [values, others] = [shownBy(one, parameter), shownBy(other, parameter)];
			return values.length === 0 || others.length === 0 || values.some((value) => others.includes(value));
		});
	const repeated = (siblings: INodeProperties[], path: string) =>
		siblings
			.filter((property, position) => siblings.slice(0, position).some((other) => other.name === property.name && inOneForm(other, property)))
			.map(({ name }) => `${path}${name}: the name occurs twice`);
	return levels(properties).flatMap((level) => repeated(level.properties, level.path));
}

/** Finds fields without a description or hint. Collections, n8n's own two lists and what nobody sees need none. */
export function fieldsAreDescribed(properties: INodeProperties[]): string[] {
	return everyProperty(properties)
		.filter(({ path, property }) => !['notice', 'hidden', 'collection', 'fixedCollection'].includes(property.type) && !['resource', 'operation'].includes(path))
		.filter(({ property }) => !property.description && !property.hint)
		.map(({ path }) => `${path}: there is no description`);
}

/** Words that add nothing to a label. */
const FILLING = ['a', 'an', 'the', 'of', 'to', 'for', 'is', 'this', 'that', 'it', 'its', 'which', 'whether', 'enter', 'choose', 'set'];

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Finds descriptions that say nothing but the label again. */
export function descriptionsSayMore(properties: INodeProperties[]): string[] {
	return everyProperty(properties)
		.filter(({ property: { description, displayName } }) => {
			const label = wordsOf(displayName);
			return description && wordsOf(description).every((word) => FILLING.includes(word) || label.includes(word));
		})
		.map(({ path }) => `${path}: the description says no more than the label`);
}

/** Finds operations whose value is not unique in the resource, or whose action is not unique in the node or has an article. */
export function operationsAreDistinct(properties: INodeProperties[]): string[] {
	const lists = properties.filter(({ name }) => name === 'operation').map(optionsOf);
	const operations = lists.flat();
	const repeated = (key: 'value' | 'action', among: INodePropertyOptions[]) =>
		among
			.filter((option, position) => among.findIndex((other) => other[key] === option[key]) < position)
			.map((option) => `operation: the ${key} "${String(option[key])}" occurs twice`);
	return [
		...lists.flatMap((list) => repeated('value', list)),
		...repeated('action', operations),
		...operations
			.filter(({ action }) => /\b(a|an|the)\b/i.test(action ?? ''))
			.map(({ action }) => `operation: the action "${action}" has an article`),
		...operations.filter(({ description }) => !description).map(({ name }) => `operation: "${name}" has no description`),
	];
}

/** Finds placeholders that give no example. A collection's placeholder is the text of its button. */
export function placeholdersHelp(properties: INodeProperties[]): string[] {
	return everyProperty(properties).flatMap(({ path, property }) => {
		const start = ['collection', 'fixedCollection'].includes(property.type) ? 'Add ' : 'e.g. ';
		const placeholders = [property.placeholder, ...(property.modes ?? []).map((mode) => mode.placeholder)];
		return placeholders
			.filter((placeholder) => placeholder && !placeholder.startsWith(start))
			.map((placeholder) => `${path}: the placeholder "${placeholder}" does not start with "${start}"`);
	});
}

/** Finds switches whose description doesn't begin with Whether. */
export function booleansSayWhether(properties: INodeProperties[]): string[] {
	return everyProperty(properties)
		.filter(({ property }) => property.type === 'boolean' && !property.description?.startsWith('Whether '))
		.map(({ path }) => `${path}: the description does not start with "Whether"`);
}

/** What an ID is called, where its example is something else: a phone number, a country's code, a domain. */
const idModes: Array<[RegExp, string]> = [
	[/^\+/, 'By Phone Number'],
	[/^[A-Z]{2}$/, 'By Code'],
	[/^[a-z]+(\.[a-z]+)+$/, 'By Name'],
];

/** Whether a mode is the one for IDs, with the right label. */
function isIdMode({ name, displayName, placeholder = '' }: INodePropertyMode): boolean {
	const example = placeholder.replace('e.g. ', '');
	const label = idModes.find(([pattern]) => pattern.test(example))?.[1] ?? 'By ID';
	return name === 'id' && displayName === label;
}

/** Finds resource locators that don't begin with the list, in n8n's words, or whose list search doesn't exist. */
export function locatorsListFirst(properties: INodeProperties[], methods: INodeType['methods']): string[] {
	return everyProperty(properties)
		.filter(({ property }) => property.type === 'resourceLocator')
		.flatMap(({ path, property }) => {
			const [first, ...others] = property.modes ?? [];
			const search = first?.typeOptions?.searchListMethod;
			return [
				JSON.stringify(property.default) !== JSON.stringify({ mode: 'list', value: '' }) && 'the default is not the empty list mode',
				(first?.name !== 'list' || first.type !== 'list' || first.displayName !== 'From List') && 'the first mode is not From List',
				!others.some(isIdMode) && 'there is no mode By ID (By Phone Number or By Code where that is what it takes)',
				others.some(({ displayName }) => !/^(By [A-Z]|From [A-Z])/.test(displayName)) && 'a mode is not called By ... or From ...',
				!(search && methods?.listSearch?.[search]) && `the list search ${search} does not exist`,
				JSON.stringify(property.modes).includes('"extractValue"') && 'a mode has extractValue, which n8n applies where no check can see it',
			]
				.filter((finding) => typeof finding === 'string')
				.map((finding) => `${path}: ${finding}`);
		});
}

/** Finds properties that load their options with a method that doesn't exist. */
export function loadedOptionsExist(properties: INodeProperties[], methods: INodeType['methods']): string[] {
	return everyProperty(properties)
		.filter(({ property }) => {
			const method = property.typeOptions?.loadOptionsMethod;
			return method && !methods?.loadOptions?.[method];
		})
		.map(({ path, property }) => `${path}: ${property.typeOptions!.loadOptionsMethod} does not exist`);
}

/** Finds display conditions that can't hold: with an unknown parameter (beside the property, or with a slash at the top), or a value that it can't have. */
export function conditionsCanHold(properties: INodeProperties[]): string[] {
	return levels(properties).flatMap(({ path, properties: siblings }) =>
		siblings.flatMap((property) =>
			[property, ...optionsOf(property)].flatMap(({ displayOptions }) =>
				[...Object.entries(displayOptions?.show ?? {}), ...Object.entries(displayOptions?.hide ?? {})].flatMap(([key, values]) => {
					if (key.startsWith('@')) return [];
					const room = key.startsWith('/') ? properties : siblings;
					const named = room.filter(({ name }) => name === key.replace(/^\//, ''));
					if (named.length === 0) return [`${path}${property.name}: shown by ${key}, which does not exist`];
					const known = named.flatMap((other) => (other.type === 'options' ? optionsOf(other).map(({ value }) => value) : []));
					if (named.some(({ type, typeOptions }) => type !== 'options' || typeOptions?.loadOptionsMethod)) return [];
					return (values as unknown[])
						.filter((value) => typeof value !== 'object' && !known.includes(value as string))
						.map((value) => `${path}${property.name}: shown by ${key} "${String(value)}", a value it can't have`);
				}),
			),
		),
	);
}

/** Finds what the node itself lacks: its name, description, icon and the like. */
export function nodeIsPresentable({ description }: INodeType): string[] {
	const icon = description.icon;
	const trigger = description.group.includes('trigger');
	return [
		(typeof icon !== 'object' || icon.light === icon.dark) && 'there is no icon of its own for dark screens',
		!description.subtitle && 'there is no subtitle',
		!description.description && 'there is no description',
		!trigger && description.usableAsTool !== true && typeof description.usableAsTool !== 'object' && 'usableAsTool is not set',
		trigger && description.usableAsTool && 'a trigger is not usable as a tool',
	]
		.filter((finding) => typeof finding === 'string')
		.map((finding) => `${description.name}: ${finding}`);
}

/** The findings of all these rules for one node. */
export function findings(node: INodeType): string[] {
	const { properties } = node.description;
	return [
		...nodeIsPresentable(node),
		...namesMeanOneThing(properties),
		...namesOccurOnce(properties),
		...fieldsAreDescribed(properties),
		...descriptionsSayMore(properties),
		...operationsAreDistinct(properties),
		...placeholdersHelp(properties),
		...booleansSayWhether(properties),
		...locatorsListFirst(properties, node.methods),
		...loadedOptionsExist(properties, node.methods),
		...conditionsCanHold(properties),
	];
}
