import { locatorField } from '../../shared/form/field';
import { uuid } from '../../shared/values/ids';

/** The campaign that a request is about. */
export const campaign = locatorField({
	displayName: 'Campaign',
	name: 'campaign',
	required: true,
	description: 'A text that went to many people at once',
	search: 'searchCampaigns',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});

/** A channel, where it limits a list. */
export const channelFilter = locatorField({
	displayName: 'Channel',
	name: 'channel',
	description: 'Only those that went out from this channel',
	search: 'searchChannels',
	placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e',
	convert: uuid,
});
