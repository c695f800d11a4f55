import { inFuture, localTime } from '../../shared/values/dates';
import { InvalidValue } from '../../shared/values/invalid';

/** Heymarket sends on quarter hours only, and none that is nearer than one (providers/heymarket.md section 9.2). */
const QUARTER_MS = 15 * 60_000;

const help = 'Choose a time on a quarter hour (:00, :15, :30 or :45) that is at least fifteen minutes ahead, or switch on Round Up to Quarter Hour.';

/** Whether Heymarket doesn't take a moment any more, in milliseconds. */
export function isTooNear(moment: number): boolean {
	return moment < Date.now() + QUARTER_MS;
}

/**
 * @param moment ISO 8601
 * @param timezone the one in which a person reads it
 * @param isRoundedUp whether the next moment is meant that Heymarket takes
 * @throws InvalidValue for a moment that has passed, and for one that Heymarket doesn't take
 */
export function quarterHour(moment: string, timezone: string, isRoundedUp: boolean): string {
	const wanted = Date.parse(inFuture(moment, timezone) ?? moment);
	const earliest = Date.now() + QUARTER_MS;
	if (isRoundedUp) return new Date(Math.ceil(Math.max(wanted, earliest) / QUARTER_MS) * QUARTER_MS).toISOString();
	if (wanted % QUARTER_MS !== 0) throw new InvalidValue(`${localTime(moment, timezone)} is not on a quarter hour`, help);
	if (isTooNear(wanted)) throw new InvalidValue(`${localTime(moment, timezone)} is less than fifteen minutes ahead`, help);
	return new Date(wanted).toISOString();
}
