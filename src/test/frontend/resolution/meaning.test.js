import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOf, meaningOf, referenceHint, subjectOf } from '../../../../frontend/page/resolution/meaning.js';
import { learnThem } from '../testing/currencies.js';

learnThem();

const sale = { id: 'op_1', kind: 'sale', amount: 1000, status: 'pending', processor: 'stripe' };
const hold = { ...sale, kind: 'authorize', status: 'succeeded' };
const payment = (...operations) => ({ id: 'pay_1', status: 'processing', amount: 1000, currency: 'JPY', operations });

test('names what is to be found out about', () => {
  assert.match(subjectOf(sale, payment(sale)), /^charge of .*1,000$/);
  assert.match(subjectOf(hold, payment(hold)), /^authorization of /);
  assert.match(subjectOf({ ...sale, kind: 'refund' }, payment(hold)), /^refund of /);
});

test('says of every kind what either word does with the money', () => {
  const later = (kind) => ({ ...sale, id: 'op_2', kind });
  const said = (outcome, operation) => meaningOf({ outcome }, operation, payment(hold, operation));

  assert.match(meaningOf({ outcome: 'succeeded' }, sale, payment(sale)), /1,000 counts as taken from the customer\. Nothing is sent to stripe\. /);
  assert.match(meaningOf({ outcome: 'failed' }, sale, payment(sale)), /nothing was taken.* If stripe did take it, another payment takes it twice\./);
  assert.match(meaningOf({ outcome: 'succeeded' }, hold, payment(hold)), /counts as reserved/);
  assert.match(meaningOf({ outcome: 'failed' }, hold, payment(hold)), /nothing is reserved/);
  assert.match(meaningOf({ outcome: 'succeeded', processor_reference: 'pi_7' }, sale, payment(sale)), / At stripe it is pi_7\. /);
  assert.match(said('succeeded', later('capture')), /counts as taken/);
  assert.match(said('failed', later('capture')), /can be captured again/);
  assert.match(said('succeeded', later('refund')), /counts as given back/);
  assert.match(said('failed', later('refund')), /can be refunded again.* gives it back twice/);
  assert.match(said('succeeded', later('void')), /counts as released/);
  assert.match(said('failed', later('void')), /counts as still reserved/);
});

test('says that it is for good, whatever it is', () => {
  for (const kind of ['authorize', 'sale', 'capture', 'refund', 'void', 'adjust_later']) {
    for (const outcome of ['succeeded', 'failed']) {
      assert.match(meaningOf({ outcome }, { ...sale, kind }, payment(hold)), /This cannot be taken back\.$/);
    }
  }
});

test('says what becomes of a payment that was given up before the customer approved it', () => {
  const release = { ...sale, id: 'op_2', kind: 'void' };

  assert.match(meaningOf({ outcome: 'succeeded' }, release, payment(sale, release)), /no longer approve.* stripe is asked first/);
  assert.doesNotMatch(meaningOf({ outcome: 'succeeded' }, release, payment(sale, release)), /Nothing is sent/);
  assert.match(meaningOf({ outcome: 'failed' }, release, payment(sale, release)), /may still approve/);
  assert.match(meaningOf({ outcome: 'succeeded' }, sale, payment(sale, release)), /is being voided, so it is let go again/);
});

test('says what it is good for to know the name at the processor', () => {
  assert.match(referenceHint(sale), /cannot be captured or refunded/);
  assert.match(referenceHint({ ...sale, processor_reference: 'pi_1' }), /^pi_1 so far/);
  assert.equal(referenceHint({ ...sale, kind: 'refund' }), '');
});

test('tells what was recorded from what others said first', () => {
  const actor = { type: 'person', name: 'Ada' };
  const word = { outcome: 'succeeded', processor_reference: 'pi_1', note: 'seen' };
  const ended = { ...sale, status: 'succeeded', processor_reference: 'pi_1', resolution: { actor, note: 'seen' } };

  assert.match(endOf(ended, payment(ended), word), /^Recorded: the charge of .* succeeded\.$/);
  for (const other of [
    { ...ended, processor_reference: 'pi_2' }, { ...ended, resolution: { actor, note: null } }, { ...ended, status: 'failed' },
  ]) {
    assert.match(endOf(other, payment(other), word), /This was said before, by Ada: see the history\.$/);
  }
  assert.match(endOf(ended, payment(ended), null), /This was said before, by Ada/);
  assert.match(endOf({ ...sale, status: 'declined' }, payment(sale), word), / was declined\. This was said before, by stripe/);
});
