import { createHmac } from 'node:crypto';
import { isOneOfSecrets, isSigned } from '../../nodes/shared/trigger/verify';

const key = 'the key of the account';
const raw = Buffer.from('{"event":"message.created","data":{"body":"Ünïcode"}}');
const now = Date.parse('2026-11-28T09:00:00.000Z');
const seconds = String(now / 1000);
const sign = (time: string, bytes = raw, by = key) => createHmac('sha256', by).update(`${time}.`).update(bytes).digest();

const written: Array<[string, string]> = [
	['hexadecimal', `t=${seconds},v1=${sign(seconds).toString('hex')}`],
	['hexadecimal capitals', `t=${seconds},v1=${sign(seconds).toString('hex').toUpperCase()}`],
	['base64', `t=${seconds},v1=${sign(seconds).toString('base64')}`],
	['base64 without padding', `t=${seconds},s=${sign(seconds).toString('base64').replace('=', '')}`],
	['base64url', `timestamp=${seconds}, signature=${sign(seconds).toString('base64url')}`],
	['with the name of the algorithm', `t=${seconds},sha256=${sign(seconds).toString('hex')}`],
	['the signature first', `v1=${sign(seconds).toString('hex')},t=${seconds}`],
	['milliseconds', `t=${now},v1=${sign(String(now)).toString('hex')}`],
	['of several, one', `t=${seconds},v0=${'0'.repeat(64)},v1=${sign(seconds).toString('hex')}`],
	['299 seconds old', `t=${now / 1000 - 299},v1=${sign(String(now / 1000 - 299)).toString('hex')}`],
	['without a time', createHmac('sha256', key).update(raw).digest('hex')],
	['without a time, base64', createHmac('sha256', key).update(raw).digest('base64')],
];

test.each(written)('%s is taken', (_, header) => expect(isSigned({ raw, header, key, now })).toBe(true));

test.each<[string, unknown, Partial<{ raw: Buffer | undefined; key: string }>]>([
	['by another key', `t=${seconds},v1=${sign(seconds, raw, 'another').toString('hex')}`, {}],
	['of other bytes', `t=${seconds},v1=${sign(seconds, Buffer.from('{}')).toString('hex')}`, {}],
	['with another time than it was signed with', `t=${now / 1000 + 1},v1=${sign(seconds).toString('hex')}`, {}],
	['301 seconds old', `t=${now / 1000 - 301},v1=${sign(String(now / 1000 - 301)).toString('hex')}`, {}],
	['301 seconds ahead', `t=${now / 1000 + 301},v1=${sign(String(now / 1000 + 301)).toString('hex')}`, {}],
	['cut', `t=${seconds},v1=${sign(seconds).toString('hex').slice(0, 62)}`, {}],
	['empty', '', {}],
	['missing', undefined, {}],
	['twice, as a list', [`t=${seconds}`, `v1=${sign(seconds).toString('hex')}`], {}],
	['of a megabyte', `t=${seconds},${'v1=x,'.repeat(200_000)}`, {}],
	['without the bytes, as of multipart', `t=${seconds},v1=${sign(seconds).toString('hex')}`, { raw: undefined }],
	['by an empty key', `t=${seconds},v1=${sign(seconds, raw, '').toString('hex')}`, { key: '' }],
])('%s is not', (_, header, changed) => expect(isSigned({ raw, header, key, now, ...changed })).toBe(false));

test('JSON that was written again is not what was signed', () => {
	const again = Buffer.from(JSON.stringify(JSON.parse('{"a": 1}')));
	expect(isSigned({ raw: again, header: sign(seconds, Buffer.from('{"a": 1}')).toString('hex'), key, now })).toBe(false);
});

test('a secret is one of those known, whole and as text; an empty one never is', () => {
	expect(isOneOfSecrets('b', ['a', 'b'])).toBe(true);
	for (const given of ['', 'ab', ['b'], { toString: () => 'b' }, null, undefined, 7]) expect(isOneOfSecrets(given, ['a', 'b', ''])).toBe(false);
	expect(isOneOfSecrets('a', [])).toBe(false);
});
