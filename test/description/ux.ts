import type { INodeProperties, INodePropertyCollection, INodePropertyMode, INodePropertyOptions, INodeType } from 'n8n-workflow';

// What n8n's UX guidelines and this project's design ask of a description, beyond what n8n's lint rules can see. Each
// function returns its findings as sentences that begin with the path of the property.

interface Level {
	/** Where the properties stand: empty for the node's own, else the names of what holds them. */
	path: string;
	properties: INodeProperties[];
}

/** The node's own properties, and those of every collection in it, however deep. */
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

/** What two properties of one name have to share, since n8n keeps the value when a person switches the operation. */
function shapeOf({ type, default: value, typeOptions, modes, displayName }: INodeProperties): Record<string, unknown> {
	return {
		type,
		default: value,
		'several values': typeOptions?.multipleValues ?? false,
		modes: modes?.map(({ name, typeOptions: of }) => [name, of?.searchListMethod]),
		// One name is one kind of thing, which people know by its label.
		label: displayName,
	};
}

/** Within a node one name has one type, one shape, one default and one label, at every depth. */
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

/** The values under which a property is shown. */
const shownBy = (property: INodeProperties, parameter: string) => (property.displayOptions?.show?.[parameter] ?? []) as string[];

/** Within one operation a parameter name occurs once, at every depth. */
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

/** Every field helps a person who sees it for the first time. Lists of fields, and n8n's own two lists, speak for themselves. */
export function fieldsAreDescribed(properties: INodeProperties[]): string[] {
	return everyProperty(properties)
		.filter(({ path, property }) => !['notice', 'collection', 'fixedCollection'].includes(property.type) && !['resource', 'operation'].includes(path))
		.filter(({ property }) => !property.description && !property.hint)
		.map(({ path }) => `${path}: there is no description`);
}

/** An operation's value is unique in its resource, its line in the list of actions in the node; the line needs no article. */
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

/** Placeholders give an example; that of a collection is the text of its button. */
export function placeholdersHelp(properties: INodeProperties[]): string[] {
	return everyProperty(properties).flatMap(({ path, property }) => {
		const start = ['collection', 'fixedCollection'].includes(property.type) ? 'Add ' : 'e.g. ';
		const placeholders = [property.placeholder, ...(property.modes ?? []).map((mode) => mode.placeholder)];
		return placeholders
			.filter((placeholder) => placeholder && !placeholder.startsWith(start))
			.map((placeholder) => `${path}: the placeholder "${placeholder}" does not start with "${start}"`);
	});
}

/** A switch says what it does, beginning with Whether. */
export function booleansSayWhether(properties: INodeProperties[]): string[] {
	return everyProperty(properties)
		.filter(({ property }) => property.type === 'boolean' && !property.description?.startsWith('Whether '))
		.map(({ path }) => `${path}: the description does not start with "Whether"`);
}

/** The mode for the ID is called by what it takes: a phone number or a country's code, where its example is one. */
function isIdMode({ name, displayName, placeholder = '' }: INodePropertyMode): boolean {
	const example = placeholder.replace('e.g. ', '');
	return name === 'id' && displayName === (example.startsWith('+') ? 'By Phone Number' : /^[A-Z]{2}$/.test(example) ? 'By Code' : 'By ID');
}

/** A resource locator begins with the list, in n8n's words, and its list search exists. */
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

/** What a property loads its options with exists. */
export function loadedOptionsExist(properties: INodeProperties[], methods: INodeType['methods']): string[] {
	return everyProperty(properties)
		.filter(({ property }) => {
			const method = property.typeOptions?.loadOptionsMethod;
			return method && !methods?.loadOptions?.[method];
		})
		.map(({ path, property }) => `${path}: ${property.typeOptions!.loadOptionsMethod} does not exist`);
}

/** A display condition names a parameter that stands beside the property (or, with a slash, at the top) and a value it can have. */
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

/** What n8n shows of the node itself. */
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

/** All of the above for one node. */
export function findings(node: INodeType): string[] {
	const { properties } = node.description;
	return [
		...nodeIsPresentable(node),
		...namesMeanOneThing(properties),
		...namesOccurOnce(properties),
		...fieldsAreDescribed(properties),
		...operationsAreDistinct(properties),
		...placeholdersHelp(properties),
		...booleansSayWhether(properties),
		...locatorsListFirst(properties, node.methods),
		...loadedOptionsExist(properties, node.methods),
		...conditionsCanHold(properties),
	];
}
