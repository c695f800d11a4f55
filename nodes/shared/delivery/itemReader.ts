import type { Form } from '../operation';
import type { Checked, Files, Item } from './item';
import { deliveryOptions, type DeliveryOptions } from './options';
import type { ParameterReader } from './parameters';
import { settingsOf } from './requestOptions';

/** Reads items one by one; what is set alike for all of them is understood once. */
export function itemReader(parameters: ParameterReader, filesOf: (index: number) => Files): (index: number) => Checked<Item> {
	let last: { delivery: unknown; options: DeliveryOptions } | undefined;
	const optionsOf = (form: Form): DeliveryOptions => {
		const delivery = form.parameter('delivery');
		if (!last || last.delivery !== delivery) last = { delivery, options: deliveryOptions(form) };
		return last.options;
	};
	return (index) => {
		const form = parameters.read(index);
		if ('failure' in form) return form;
		const settings = settingsOf(form.good);
		if ('failure' in settings) return settings;
		return { good: { index, form: form.good, files: filesOf(index), options: optionsOf(form.good), settings: settings.good } };
	};
}
