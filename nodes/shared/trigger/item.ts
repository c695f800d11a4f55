import type { IDataObject } from 'n8n-workflow';
import type { EventKind, Identity, ReportedEvent } from './event';

/** An event that may start the workflow. */
export interface Starting {
	event: ReportedEvent;
	/** The kind that the person chose, undefined for one of the other events. */
	kind: EventKind | undefined;
	identity: Identity;
	personCheck?: IDataObject;
}

/** What a workflow gets of an event. */
export function itemOf({ event: { wire, direction, fields, data }, kind, identity, personCheck }: Starting): IDataObject {
	return {
		event: kind?.value ?? wire,
		eventId: identity.id,
		...(direction && { direction }),
		...fields,
		...(personCheck && { personCheck }),
		data,
	};
}
