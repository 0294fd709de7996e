"""Makes a payment, captures it, gives a part of it back and finds it again. Takes the order's number."""

import os
import sys

from sluice import ApiClient, Configuration, PaymentMethod, PaymentRequest, PaymentsApi, RefundRequest
from sluice.exceptions import UnprocessableEntityException

configuration = Configuration(
    host=os.environ.get("SLUICE_URL", "http://localhost:8080"),
    access_token=os.environ.get("SLUICE_API_KEY", "sk_demo_sluice"),
)
reference = sys.argv[1] if len(sys.argv) > 1 else "order-4711"

with ApiClient(configuration) as client:
    payments = PaymentsApi(client)

    def pay():
        """With the same key it is the same payment, however often it is asked for."""
        return payments.create_payment(
            PaymentRequest(
                amount=1999,
                currency="EUR",
                payment_method=PaymentMethod("pm_card_visa"),
                capture="manual",
                reference=reference,
            ),
            idempotency_key=f"pay-{reference}",
        )

    payment = pay()
    print(f"paid: {payment.status}")
    print(f"repeated: {'the same payment' if pay().id == payment.id else 'another payment'}")

    payment = payments.capture_payment(payment.id, idempotency_key=f"capture-{reference}")
    print(f"captured: {payment.status}")

    refund = RefundRequest(amount=500, reason="Sold out")
    payments.refund_payment(payment.id, idempotency_key=f"refund-{reference}", refund_request=refund)
    payment = payments.get_payment(payment.id)
    print(f"read: {payment.status}, {payment.amount_captured - payment.amount_refunded} {payment.currency} kept")

    for one in payments.list_payments(reference=reference, limit=10).data:
        kinds = ", ".join(operation.kind for operation in one.operations)
        print(f"listed: {one.status} by {kinds} in {one.created_at.year}")

    try:
        payments.refund_payment(payment.id, refund_request=RefundRequest(amount=2000))
    except UnprocessableEntityException as error:
        problem = error.data
        print(f"refused: {problem.status} {problem.code}, {problem.most} at the most")
