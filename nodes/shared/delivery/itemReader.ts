import type { ItemForm } from '../form/read';
import type { Files, Item } from './item';
import { deliveryOptions, type DeliveryOptions } from './options';
import { unlessUnreadable, type ParameterReader } from './parameters';
import { settingsOf } from './requestOptions';
import type { Checked } from '../transport/failure';

/** Reads items one by one; what is set alike for all of them is understood once. */
export function itemReader(parameters: ParameterReader, filesOf: (index: number) => Files): (index: number) => Checked<Item> {
	let last: { delivery: unknown; previewOnly: unknown; options: DeliveryOptions } | undefined;
	const optionsOf = (form: ItemForm): DeliveryOptions => {
		const [delivery, previewOnly] = [form.parameter('delivery'), form.parameter('previewOnly')];
		if (!last || last.delivery !== delivery || last.previewOnly !== previewOnly) last = { delivery, previewOnly, options: deliveryOptions(form) };
		return last.options;
	};
	return (index) => {
		const form = parameters.read(index);
		return unlessUnreadable(() => {
			const settings = settingsOf(form);
			if ('failure' in settings) return settings;
			return { good: { index, form, files: filesOf(index), options: optionsOf(form), settings: settings.good } };
		});
	};
}
