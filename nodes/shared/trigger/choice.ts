import type { TriggerDeclaration } from './declaration';
import type { EventKind } from './event';
import { settingsOf, type TriggerContext } from './settings';

/** The provider's words for the events that a person chose, for its registration. */
export function wantedOf(context: TriggerContext, { events, otherEvents }: TriggerDeclaration): string[] {
	const kinds = chosenKinds(context, events);
	const others = otherEvents ? (settingsOf(context).of(otherEvents) ?? []) : [];
	return [...new Set([...kinds.flatMap(({ value, wires = [value] }) => wires), ...others])];
}

/** The kinds of events that a person chose, in the order of the declaration. */
export function chosenKinds(context: TriggerContext, events: readonly EventKind[]): EventKind[] {
	const chosen = [context.getNodeParameter('events', [], { skipValidation: true })].flat() as string[];
	return events.filter(({ value }) => chosen.includes(value));
}
