import { simplifiedReceipt } from '../../../nodes/Heymarket/email/fields';
import type { Operation } from '../../../nodes/shared/operation';
import { simplified } from '../../../nodes/shared/delivery/rows';

const row = (receipt: object) => simplified({ simplified: simplifiedReceipt } as unknown as Operation, receipt as never);

test('what the check of compliance found leaves as text; nothing where it found nothing', () => {
	expect(row({ id: 1, compliance_results: { spam: 'high' } })).toEqual({ compliance_results: '{"spam":"high"}', id: 1 });
	expect(row({ id: 1, compliance_results: {} })).toEqual({ id: 1 });
	expect(row({ id: 1 })).toEqual({ id: 1 });
});
