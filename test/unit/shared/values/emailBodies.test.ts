import { htmlOf, textOf } from '../../../../nodes/shared/values/emailBodies';
import { growth, refusal } from '../shared/values/support';

test.each([
	['<p>Hello <b>Anna</b>,</p><p>see <a href="https://example.com/order">your order</a>.</p>', 'Hello Anna,\n\nsee your order (https://example.com/order).'],
	['<a href="https://example.com">https://example.com</a>', 'https://example.com'],
	['<a href="https://example.com">https://<b>example</b>.com</a>', 'https://example.com'],
	['https://example.com <a href="https://example.com">here</a>', 'https://example.com here (https://example.com)'],
	['<a href="mailto:a@example.com">write</a>', 'write'],
	['<ul><li>one<li>two</ul>after', '- one\n- two\n\nafter'],
	['<table><tr><td>a<td>b<tr><td>c</table>', 'a b\n\nc'],
	['<title>T</title><style>s{}</style><script>x()</script>read<template>no</template>', 'read'],
	['<font><b><i>one<br>two</p>', 'one\ntwo'],
	['<svg><title>no</title><circle/></svg>yes', 'yes'],
	['<img src=x>', 'This message has no text version.'],
	['<img alt="A cat">', 'A cat'],
])('what is read of %s', (html, text) => {
	expect(textOf(html)).toBe(text);
});

test.each([
	'<tr><td><a href="https://example.com/x">x</a></td></tr>',
	'<tr><td><b><a href="https://example.com/x">https://example.com/x</a>',
	'<font>a',
	'<p>',
	'</p>',
	'<br></br>',
	'<!--',
	'<script>',
	'<a ',
	'&amp;',
	'\n ',
	'<img alt="a  b">',
	'</i><b>',
])('the time for many %j grows with their number', (part) => {
	expect(growth(1_000, (size) => () => void textOf(part.repeat(size)))).toBeLessThan(8);
});

test.each(['\n', '\r', '\r\n', '<', ' \n'])('the time for the HTML of many %j grows with their number', (part) => {
	expect(growth(20_000, (size) => () => void htmlOf(part.repeat(size)))).toBeLessThan(8);
});

test.each(['<div>', '<div></section>', '<blockquote>a'])('a thousand open %j are too many', (part) => {
	expect(textOf(part.repeat(900))).toBeTruthy();
	const { message, help } = refusal(() => textOf(part.repeat(2_000)));
	expect(message).toBe('has more than 1,000 elements within one another');
	expect(help).toBe('Close its tags, or choose Both as Email Format and write the text too.');
});
