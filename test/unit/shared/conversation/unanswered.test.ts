import { holdsAnswer, unanswered } from '../../../../nodes/shared/conversation/unanswered';
import { about, message, readWith } from './support';

const typed = [message(1, 'inbound', 'Old question'), message(2, 'outbound', 'Old answer'), message(3, 'inbound', 'Hi'), message(4, 'inbound', 'are you open?'), message(5, 'inbound', 'tomorrow?')];
const newest = typed.at(-1)!;

test('all that came in since our last answer is one item, with the ID of the newest', () => {
	expect(unanswered(typed, about, readWith(), false)).toEqual([
		{
			name: 'Ana Reyes',
			phone: '+14155550123',
			date: newest.date,
			direction: 'inbound',
			text: 'Hi\nare you open?\ntomorrow?',
			messages: 3,
			conversation: 2001,
			messageId: newest.id,
		},
	]);
});

test('or an item for each', () => {
	expect(unanswered(typed.toReversed(), about, readWith({ outputAs: 'items' }), false).map(({ text, messageId }) => [text, messageId])).toEqual([['Hi', 5003], ['are you open?', 5004], ['tomorrow?', 5005]]);
});

test('where nobody has ever answered, everything is unanswered', () => {
	expect(unanswered(typed.slice(2), about, readWith(), false)).toMatchObject([{ messages: 3 }]);
});

test.each([
	['there are no messages', []],
	['the last word is ours', [...typed, message(6, 'outbound', 'Yes.')]],
	['only a note was written since', [message(1, 'outbound', 'Yes.'), message(2, 'internal', 'Done.')]],
])('nothing comes out where %s', (_, messages) => {
	expect(unanswered(messages, about, readWith(), false)).toEqual([]);
});

test.each([
	['5005', 1],
	['5004', 0],
	['5001', 0],
	['77', 0],
])('for the message %s, so many items come out: %d', (onlyIfNewest, count) => {
	expect(unanswered(typed, about, readWith({ onlyIfNewest }), false)).toHaveLength(count);
});

test('of messages of one moment, exactly one is the newest, in whatever order they come', () => {
	const same = [9, 10, 11].map((id) => message(3, 'inbound', 'Hi', { id }));
	for (const messages of [same, same.toReversed()]) {
		const chosen = same.filter(({ id }) => unanswered(messages, about, readWith({ onlyIfNewest: String(id) }), false).length > 0);
		expect(chosen.map(({ id }) => id)).toEqual([11]);
	}
	const named = ['6b00a', '6b00b'].map((id) => message(3, 'inbound', 'Hi', { id }));
	expect(named.filter(({ id }) => unanswered(named, about, readWith({ onlyIfNewest: String(id) }), false).length > 0)).toEqual([named[1]]);
});

test('Only If Nobody Answered looks for whoever is dealing with it', () => {
	const only = readWith({ onlyIfNobodyAnswered: true });
	expect(unanswered(typed, about, only, false)).toHaveLength(1);
	expect(unanswered(typed, about, only, true)).toEqual([]);
	expect(unanswered(typed, about, readWith(), true)).toHaveLength(1);
	expect(unanswered([...typed, message(6, 'internal', 'I call her.')], about, only, false)).toEqual([]);
	expect(unanswered([...typed, message(6, 'internal', 'I call her.')], about, readWith(), false)).toHaveLength(1);
	// It was written before any of the messages, so it isn't about them.
	const early = [message(1, 'outbound', 'Bye'), message(2, 'internal', 'Nice one.'), message(3, 'inbound', 'Hi')];
	expect(unanswered(early, about, only, false)).toHaveLength(1);
});

test('a list need be read no further than to our last answer', () => {
	expect(holdsAnswer(typed.slice(2))).toBe(false);
	expect(holdsAnswer(typed)).toBe(true);
	expect(holdsAnswer([message(1, 'internal', 'note')])).toBe(false);
});
