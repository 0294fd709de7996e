/** Makes a payment, captures it, gives a part of it back and finds it again. Takes the order's number. */
import { Configuration, PaymentsApi, ProblemFromJSON, ResponseError } from './generated/index.js';

const payments = new PaymentsApi(
  new Configuration({
    basePath: process.env.SLUICE_URL ?? 'http://localhost:8080',
    accessToken: process.env.SLUICE_API_KEY ?? 'sk_demo_sluice',
  }),
);

const reference = process.argv[2] ?? 'order-4711';

/** With the same key it is the same payment, however often it is asked for. */
async function pay() {
  return payments.createPayment({
    idempotencyKey: `pay-${reference}`,
    paymentRequest: { amount: 1999, currency: 'EUR', paymentMethod: 'pm_card_visa', capture: 'manual', reference },
  });
}

const { id, status } = await pay();
console.log(`paid: ${status}`);
console.log(`repeated: ${(await pay()).id === id ? 'the same payment' : 'another payment'}`);

const captured = await payments.capturePayment({ id, idempotencyKey: `capture-${reference}` });
console.log(`captured: ${captured.status}`);

await payments.refundPayment({
  id,
  idempotencyKey: `refund-${reference}`,
  refundRequest: { amount: 500, reason: 'Sold out' },
});
const payment = await payments.getPayment({ id });
console.log(`read: ${payment.status}, ${payment.amountCaptured - payment.amountRefunded} ${payment.currency} kept`);

const page = await payments.listPayments({ reference, limit: 10 });
for (const one of page.data) {
  const kinds = one.operations.map((operation) => operation.kind);
  console.log(`listed: ${one.status} by ${kinds.join(', ')} in ${one.createdAt.getUTCFullYear()}`);
}

try {
  await payments.refundPayment({ id, refundRequest: { amount: 2000 } });
} catch (error) {
  if (!(error instanceof ResponseError)) throw error;
  const problem = ProblemFromJSON(await error.response.json());
  console.log(`refused: ${problem.status} ${problem.code}, ${problem.most} at the most`);
}
