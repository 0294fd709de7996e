import java.util.stream.Collectors;

import sluice.ApiClient;
import sluice.ApiException;
import sluice.JSON;
import sluice.api.PaymentsApi;
import sluice.model.CaptureRequest;
import sluice.model.Operation;
import sluice.model.Payment;
import sluice.model.PaymentMethod;
import sluice.model.PaymentRequest;
import sluice.model.Problem;
import sluice.model.RefundRequest;

/** Makes a payment, captures it, gives a part of it back and finds it again. Takes the order's number. */
public class Pay {

	private final PaymentsApi payments;

	private final String reference;

	Pay(PaymentsApi payments, String reference) {
		this.payments = payments;
		this.reference = reference;
	}

	public static void main(String[] arguments) throws ApiException {
		String key = System.getenv().getOrDefault("SLUICE_API_KEY", "sk_demo_sluice");
		ApiClient client = new ApiClient();
		client.updateBaseUri(System.getenv().getOrDefault("SLUICE_URL", "http://localhost:8080"));
		client.setRequestInterceptor((request) -> request.header("Authorization", "Bearer " + key));
		String reference = (arguments.length > 0) ? arguments[0] : "order-4711";
		new Pay(new PaymentsApi(client), reference).run();
	}

	private void run() throws ApiException {
		Payment payment = pay();
		System.out.println("paid: " + payment.getStatus());
		boolean same = pay().getId().equals(payment.getId());
		System.out.println("repeated: " + (same ? "the same payment" : "another payment"));

		payment = payments.capturePayment(payment.getId(), "capture-" + reference, null, new CaptureRequest());
		System.out.println("captured: " + payment.getStatus());

		RefundRequest refund = new RefundRequest().amount(500L).reason("Sold out");
		payments.refundPayment(payment.getId(), "refund-" + reference, null, refund);
		payment = payments.getPayment(payment.getId(), null, null);
		long kept = payment.getAmountCaptured() - payment.getAmountRefunded();
		System.out.println("read: " + payment.getStatus() + ", " + kept + " " + payment.getCurrency() + " kept");

		list();
		refundTooMuch(payment);
	}

	/** With the same key it is the same payment, however often it is asked for. */
	private Payment pay() throws ApiException {
		PaymentRequest request = new PaymentRequest().amount(1999L)
			.currency("EUR")
			.paymentMethod(new PaymentMethod("pm_card_visa"))
			.capture(PaymentRequest.CaptureEnum.MANUAL)
			.reference(reference);
		return payments.createPayment(request, "pay-" + reference, null);
	}

	private void list() throws ApiException {
		var ofTheOrder = PaymentsApi.APIListPaymentsRequest.newBuilder().reference(reference).limit(10).build();
		for (Payment one : payments.listPayments(ofTheOrder).getData()) {
			String kinds = one.getOperations().stream().map(Operation::getKind).collect(Collectors.joining(", "));
			System.out.println("listed: " + one.getStatus() + " by " + kinds + " in " + one.getCreatedAt().getYear());
		}
	}

	private void refundTooMuch(Payment payment) throws ApiException {
		try {
			payments.refundPayment(payment.getId(), null, null, new RefundRequest().amount(2000L));
		}
		catch (ApiException ex) {
			Problem problem = JSON.getDefault().getMapper().readValue(ex.getResponseBody(), Problem.class);
			System.out.println("refused: " + problem.getStatus() + " " + problem.getCode() + ", " + problem.getMost()
					+ " at the most");
		}
	}

}
