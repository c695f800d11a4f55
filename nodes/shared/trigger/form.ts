import { NodeConnectionTypes, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';
import { downloadAttachments, fileHosts } from '../form/files';
import type { TriggerDeclaration } from './declaration';
import type { EventKind } from './event';
import type { Filter } from './filters';
import { dealtWithIf, ifUnknown, onlyIfNobodyAnswered } from './person';
import { sampleEvent } from './sample';
import { plain, shownIf } from './settings';

/** The parts of a trigger's description that its declaration makes. */
export type TriggerDescription = Pick<
	INodeTypeDescription,
	'credentials' | 'eventTriggerDescription' | 'inputs' | 'outputs' | 'properties' | 'subtitle' | 'triggerPanel' | 'webhooks'
>;

/** What n8n shows of a trigger: its form, and the panel beside it. */
export function formOf(declaration: TriggerDeclaration): TriggerDescription {
	const { provider, events, otherEvents, filters, fields = [], filesOf, person, words } = declaration;
	return {
		credentials: [{ name: provider.credential, required: true }],
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		subtitle: subtitleOf(events),
		eventTriggerDescription: words.listening,
		triggerPanel: {
			header: `Pull in events from ${provider.name}`,
			executionsHelp: { inactive: words.inactive, active: words.active },
			activationHint: { inactive: 'Once you’ve finished building your workflow, publish it to have it run on its own.', active: 'This workflow runs on its own whenever something arrives.' },
		},
		// An empty `responseData` would matter only if n8n answered; it never does.
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'webhook' }],
		properties: [
			...(words.notice ? [{ displayName: words.notice, name: 'setUp', type: 'notice', default: '' } satisfies INodeProperties] : []),
			eventsProperty(declaration),
			...(otherEvents ? [plain(otherEvents.property)] : []),
			...fields.map(({ property }) => plain(property)),
			...(filters.length > 0 ? [filtersProperty(filters)] : []),
			...(person
				? [plain(onlyIfNobodyAnswered.property), ...(person.tellsAnswersOnly ? [ifUnknown] : [dealtWithIf, ifUnknown]).map((field) => shownIf(field, onlyIfNobodyAnswered.property.name, [true]))]
				: []),
			...(filesOf ? [plain(downloadAttachments.property), shownIf(fileHosts, downloadAttachments.property.name, [true])] : []),
			plain(sampleEvent.property),
		],
	};
}

function eventsProperty({ events, chosen, otherEvents }: TriggerDeclaration): INodeProperties {
	return {
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		// In the order of the declaration: what people want stands first.
		options: events.map(({ name, value, description }) => ({ name, value, ...(description && { description }) })),
		default: [...chosen],
		...(!otherEvents && { required: true }),
		description: 'What starts the workflow',
	};
}

/** The collection of filters that a person can add. */
export function filtersProperty(filters: readonly Filter[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: filters.map(({ field }) => plain(field.property)).sort((one, other) => one.displayName.localeCompare(other.displayName, 'en')),
	};
}

/** Under the node's name on the canvas: the names of the chosen events. */
function subtitleOf(events: readonly EventKind[]): string {
	const names = JSON.stringify(Object.fromEntries(events.map(({ name, value }) => [value, name])));
	return `={{ ($parameter["events"] || []).map((event) => (${names})[event] || event).join(", ") }}`;
}
