import { NodeConnectionTypes, type IDataObject, type INodeExecutionData, type INodeProperties, type INodeType, type INodeTypeDescription, type IPollFunctions } from 'n8n-workflow';
import { oneOfField, type Field } from '../form/field';
import { polling } from '../later';
import type { ListSearches } from '../listSearch';
import type { Operation } from '../operation';
import type { Provider } from '../provider';
import type { ReportedEvent } from './event';
import type { Filter } from './filters';
import { filtersProperty } from './form';
import { plain, type Settings } from './settings';

/** Something new that a polling trigger can look for. */
export interface PollKind {
	/** In the list, Title Case. */
	name: string;
	/** In saved workflows and in the item's `event`. */
	value: string;
	description: string;
	/**
	 * The list that is read. It heeds the settings `after`, `before` and `limit`, as every Get Many does. Its pager has a `time`,
	 * unless the list comes oldest first and is asked for `after`.
	 */
	operation: Operation;
	/** The IDs in its path, of what a person chose. Another choice begins anew. */
	ids?: (settings: Settings) => Record<string, string>;
	/** The keys of a row's ID and of the time by which the list is ordered. */
	id: string;
	time: string;
	isOldestFirst?: true;
	/** For a list that comes oldest first: another one, which tells by the key of a time when something happened last. */
	newest?: { operation: Operation; time: string };
	/** Whether a row is told once only, however often it changes. */
	isOnce?: true;
	/** Which rows of the list are meant; all of them where it is left out. */
	isWanted?: (row: IDataObject) => boolean;
	read: (row: IDataObject) => ReportedEvent;
}

/** Everything that differs between the polling triggers of the providers. */
export interface PollDeclaration {
	provider: Provider;
	kinds: readonly [PollKind, ...PollKind[]];
	/** Fields beside these, such as whose list is read. */
	fields?: readonly Field[];
	filters: readonly Filter[];
	/** At the top of the form. */
	notice?: string;
}

/** What makes a polling trigger node of its declaration. */
export interface ComposedPoll {
	description: Pick<INodeTypeDescription, 'credentials' | 'inputs' | 'outputs' | 'polling' | 'properties' | 'subtitle'>;
	poll: (this: IPollFunctions) => Promise<INodeExecutionData[][] | null>;
	methods: NonNullable<INodeType['methods']>;
}

/** Makes plain n8n of a polling trigger's declaration. */
export function composePoll(declaration: PollDeclaration, listSearch: ListSearches): ComposedPoll {
	return {
		description: describe(declaration),
		async poll() {
			const items = await polling().poll(this, declaration);
			return items.length > 0 ? [items] : null;
		},
		methods: { listSearch },
	};
}

function describe({ provider, kinds, fields = [], filters, notice }: PollDeclaration): ComposedPoll['description'] {
	const choices = Object.fromEntries(kinds.map(({ name, value, description }) => [value, [name, description] as const]));
	const event = oneOfField({ displayName: 'Event', name: 'event', description: 'What is looked for' }, choices).property;
	const names = JSON.stringify(Object.fromEntries(kinds.map(({ name, value }) => [value, name])));
	return {
		credentials: [{ name: provider.credential, required: true }],
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		polling: true,
		subtitle: `={{ (${names})[$parameter["event"]] }}`,
		properties: [
			...(notice ? [{ displayName: notice, name: 'setUp', type: 'notice', default: '' } satisfies INodeProperties] : []),
			plain(event),
			...fields.map(({ property }) => plain(property)),
			...(filters.length > 0 ? [filtersProperty(filters)] : []),
		],
	};
}
