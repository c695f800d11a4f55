import { inFile } from '../mutation.ts';

const OPERATIONS = ['operations/filled', 'engine/operations/whippyTeam'];

/** Whippy’s users, channels, tags and automation templates. */
export const whippyTeam = [
	...inFile('nodes/shared/values/colors.ts', ['unit/shared/values/colors'], [
		{ find: '^#?([0-9a-f]{6})$', replace: '^#?([0-9a-f]+)$', breaks: 'a color of any length leaves' },
		{ find: '`#${digits.toUpperCase()}`', replace: 'digits', breaks: 'a color leaves without its number sign' },
	]),
	...inFile('nodes/Whippy/user/simplified.ts', ['engine/operations/whippyTeam'], [
		{ find: '?.map(({ name }) => name)', replace: '', breaks: 'the channels of a user fill a row with objects' },
	]),
	...inFile('nodes/Whippy/user/getMany.operation.ts', OPERATIONS, [
		{ find: '\tpage: byOffset,\n', replace: '', breaks: 'users end with the first page' },
		{ find: "query('state', state)", replace: "query('status', state)", breaks: 'users of every state are given' },
	]),
	...inFile('nodes/Whippy/channel/getUsers.operation.ts', OPERATIONS, [
		{ find: '\tpage: byOffset,\n', replace: '', breaks: 'the users of a channel end with the first page' },
		{ find: "request: 'GET /v1/channels/{id}/users'", replace: "request: 'GET /v1/channels/{id}'", breaks: 'a channel is given for its users' },
	]),
	...inFile('nodes/Whippy/tag/getMany.operation.ts', OPERATIONS, [
		{ find: '\tpage: byOffset,\n', replace: '', breaks: 'tags end with the first page' },
		{ find: "query('search', search)", replace: "query('name', search)", breaks: 'tags can’t be searched' },
	]),
	...inFile('nodes/Whippy/tag/update.operation.ts', OPERATIONS, [
		{ find: "body('state', state)", replace: "body('status', state)", breaks: 'a tag can’t be archived' },
		{ find: "request: 'PUT", replace: "request: 'POST", breaks: 'an update of a tag is no request of Whippy’s' },
	]),
	...inFile('nodes/Whippy/tag/delete.operation.ts', OPERATIONS, [
		{ find: 'deleted: true, id', replace: 'deleted: true', breaks: 'nobody is told which tag was deleted' },
	]),
	...inFile('nodes/Whippy/automationTemplate/getMany.operation.ts', OPERATIONS, [
		{ find: "query('created_by[]', createdBy)", replace: "query('created_by[]', updatedBy)", breaks: 'who made a template is not asked for' },
	]),
	...inFile('nodes/Whippy/methods/listSearch.ts', ['engine/pickers'], [
		{ find: "state === 'archived' ? ', archived' : ''", replace: "state === 'archived' ? '' : ''", breaks: 'nobody sees which tag is archived' },
		{ find: "channel.type === 'email' ? mailAddressOf(channel) : ", replace: '', breaks: 'a mailbox is not known by its address' },
		{ find: 'labelled(user, user.email)', replace: 'labelled(user, undefined)', breaks: 'two users of one name can’t be told apart' },
	]),
];
