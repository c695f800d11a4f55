import type { ReportedEvent } from './event';
import type { Filter } from './filters';
import type { Settings } from './settings';

/**
 * Whether an event passes all filters that a person added. One whose expression gives nothing lets nothing through: a
 * workflow for one inbox would answer everybody.
 */
export function passesFilters(event: ReportedEvent, filters: readonly Filter[], settings: Settings): boolean {
	const added = settings.added('filters', filters.map(({ field }) => field));
	return filters.every(({ field, matches }) => !added.has(field) || (added.get(field) !== undefined && matches(added.get(field), event)));
}
