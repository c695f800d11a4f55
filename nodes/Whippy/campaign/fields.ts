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

const channelLook = { displayName: 'Channel', name: 'channel', search: 'searchChannels', placeholder: 'e.g. 8b7c1d9e-0f6a-4b6e-9d53-0c1a2b3c4d5e' } as const;

/** A channel, where it limits a list. */
export const channelFilter = locatorField({ ...channelLook, description: 'Only those that went out from this channel', convert: uuid });

/** The same, for a request that takes several. */
export const channelsFilter = locatorField({ ...channelLook, description: 'Only those that went out from this channel', convert: (value) => [uuid(value)] });
