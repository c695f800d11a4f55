import { bothBodies, htmlOf, textOf } from '../../../../nodes/shared/values/emailBodies';
import { growth, refusal } from './support';

test.each([
	['<p>Hello <b>Anna</b>,</p><p>see <a href="https://example.com/order">your order</a>.</p>', 'Hello Anna,\n\nsee your order (https://example.com/order).'],
	['<a href="https://example.com">https://example.com</a>', 'https://example.com'],
	['<a href="https://example.com">https://<b>example</b>.com</a>', 'https://example.com'],
	['https://example.com <a href="https://example.com">here</a>', 'https://example.com here (https://example.com)'],
	['<a href="mailto:a@example.com">write</a>', 'write'],
	['<ul><li>one<li>two</ul>after', '- one\n- two\n\nafter'],
	['<table><tr><td>a<td>b<tr><td>c</table>', 'a b\nc'],
	['<div>Hello</div><div>World</div>', 'Hello\nWorld'],
	['<div><div>Hello</div></div>\n<div><div>World</div></div>', 'Hello\nWorld'],
	['<div>Hello</div><div><br></div><div>World<br></div><div>Anna</div>', 'Hello\n\nWorld\nAnna'],
	['<p>Hello</p><div>World</div>Anna<br><br><br>Bob', 'Hello\n\nWorld\nAnna\n\nBob'],
	['One<hr>two<section>three</section>four', 'One\n\ntwo\nthree\nfour'],
	['a <b> b</b>\n c<i>d</i>', 'a b cd'],
	['before<pre>\none\n\n\n  two  &amp;\tthree\r\nfour\n</pre> after ', 'before\n\none\n\n\n  two  &\tthree\nfour\n\nafter'],
	['<pre>a\n<a href="https://example.com">b\nc</a></pre><pre></pre>  d', 'a\nb\nc (https://example.com)\n\nd'],
	['<pre>a<div>b</div>c<br>d</pre>', 'a\nb\nc\nd'],
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
	'<pre>\n \n</pre>',
	'<br> a',
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

describe('the HTML of a text', () => {
	test.each([
		['Hello <b> & "you"', '<p>Hello &#60;b&#62; &#38; &#34;you&#34;</p>'],
		['one\ntwo\r\nthree', '<p>one<br>two<br>three</p>'],
		['one\n\ntwo\r\n\r\n\r\nthree', '<p>one</p>\n<p>two</p>\n<p>three</p>'],
		['', '<p></p>'],
	])('%j is %j', (text, html) => {
		expect(htmlOf(text)).toBe(html);
	});
});

describe('both bodies of an email', () => {
	test('the one that is missing is made of the other', () => {
		expect(bothBodies({ text: 'Hi <you>' })).toEqual({ text: 'Hi <you>', html: '<p>Hi &#60;you&#62;</p>' });
		expect(bothBodies({ html: '<p>Hi <b>you</b></p>' })).toEqual({ text: 'Hi you', html: '<p>Hi <b>you</b></p>' });
	});

	test('where both were written, both stay as they are', () => {
		expect(bothBodies({ text: 'One', html: '<p>Other</p>' })).toEqual({ text: 'One', html: '<p>Other</p>' });
	});

	test('HTML of which no text can be made is named by its field', () => {
		const { message, help } = refusal(() => bothBodies({ html: '<div>'.repeat(2_000) }));
		expect(message).toBe('HTML: has more than 1,000 elements within one another');
		expect(help).toMatch(/^Close its tags/);
		expect(bothBodies({ text: 'One', html: '<div>'.repeat(2_000) }).text).toBe('One');
	});
});
