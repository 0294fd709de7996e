package dev.sluice.emulators.adyen;

import java.util.function.Function;

import dev.sluice.emulators.adyen.forms.PaymentAnswer;
import dev.sluice.emulators.adyen.forms.PaymentMethodsAnswer;
import dev.sluice.emulators.adyen.forms.StoredPaymentMethodAnswer;
import dev.sluice.emulators.adyen.ledger.AdyenPayment;
import dev.sluice.emulators.adyen.ledger.ModificationKind;
import dev.sluice.emulators.adyen.requests.DetailsRequest;
import dev.sluice.emulators.adyen.requests.ModificationRequest;
import dev.sluice.emulators.adyen.requests.PaymentMethodsRequest;
import dev.sluice.emulators.adyen.requests.PaymentRequest;
import dev.sluice.emulators.adyen.requests.StoredPaymentMethodRequest;
import dev.sluice.emulators.book.Owner;
import dev.sluice.emulators.book.Reply;
import dev.sluice.emulators.challenge.EmulatorAddress;
import dev.sluice.http.Access;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The Checkout API. */
class AdyenRoutes {

	private static final Access KEY = Access.checkedBy("a key like Adyen's for tests");

	private final AdyenDesk desk;

	private final AdyenPayments payments;

	private final EmulatorAddress address;

	AdyenRoutes(AdyenDesk desk, AdyenPayments payments, EmulatorAddress address) {
		this.desk = desk;
		this.payments = payments;
		this.address = address;
	}

	/**
	 * The routes of one version.
	 * @param prefix such as {@code /emulators/adyen/v72}
	 */
	RouterFunction<ServerResponse> routes(String prefix) {
		String payment = prefix + "/payments/{payment}/";
		return RouterFunctions.route()
			.POST(prefix + "/payments", KEY.opens(this::pay))
			.POST(prefix + "/payments/details", KEY.opens(this::details))
			.POST(prefix + "/paymentMethods", KEY.opens(this::methods))
			.POST(prefix + "/storedPaymentMethods", KEY.opens(this::store))
			.POST(prefix + "/cancels", KEY.opens(modify(ModificationKind.TECHNICAL_CANCEL)))
			.POST(payment + "captures", KEY.opens(modify(ModificationKind.CAPTURE)))
			.POST(payment + "cancels", KEY.opens(modify(ModificationKind.CANCEL)))
			.POST(payment + "refunds", KEY.opens(modify(ModificationKind.REFUND)))
			.POST(payment + "reversals", KEY.opens(modify(ModificationKind.REVERSAL)))
			.build();
	}

	private Mono<ServerResponse> pay(ServerRequest request) {
		return this.desk.serve(request, (body) -> PaymentRequest.read(AdyenJson.MAPPER, body),
				order(PaymentRequest::merchantAccount, PaymentRequest::reference,
						(asked) -> this.payments.begin(asked).map((payment) -> answer(request, payment))));
	}

	private Mono<ServerResponse> details(ServerRequest request) {
		return this.desk.serve(request, (body) -> DetailsRequest.read(AdyenJson.MAPPER, body),
				order(AdyenRoutes::account, DetailsRequest::redirectResult,
						(asked) -> this.payments.complete(asked).map((payment) -> answer(request, payment))));
	}

	private Mono<ServerResponse> methods(ServerRequest request) {
		return this.desk.serve(request, (body) -> PaymentMethodsRequest.read(AdyenJson.MAPPER, body),
				order(PaymentMethodsRequest::merchantAccount, PaymentMethodsRequest::merchantAccount,
						(asked) -> Mono.just(reply(HttpStatus.OK, PaymentMethodsAnswer.CARDS))));
	}

	private Mono<ServerResponse> store(ServerRequest request) {
		return this.desk.serve(request, (body) -> StoredPaymentMethodRequest.read(AdyenJson.MAPPER, body),
				order(StoredPaymentMethodRequest::merchantAccount, StoredPaymentMethodRequest::shopper,
						(asked) -> Mono.just(reply(HttpStatus.CREATED,
								StoredPaymentMethodAnswer.of(asked.token(), asked.card(), asked.shopper())))));
	}

	private HandlerFunction<ServerResponse> modify(ModificationKind kind) {
		boolean named = kind == ModificationKind.TECHNICAL_CANCEL;
		return (request) -> {
			@Nullable String payment = named ? null : request.pathVariable("payment");
			return this.desk.serve(request, (body) -> ModificationRequest.read(AdyenJson.MAPPER, body, kind),
					order(ModificationRequest::merchantAccount, (asked) -> String.valueOf(asked.paymentReference()),
							(asked) -> this.payments.modify(asked, payment)
								.map((answer) -> reply(HttpStatus.CREATED, answer))));
		};
	}

	/** The payment says itself whose it is. */
	private static String account(DetailsRequest asked) {
		return Returning.ofResult(asked.redirectResult()).map(Returning::account).orElse("");
	}

	private Reply answer(ServerRequest request, AdyenPayment payment) {
		String page = this.address.page(request, AdyenPayments.EMULATOR, Returning.page(payment.order()));
		return reply(HttpStatus.OK, PaymentAnswer.of(payment, page));
	}

	private static Reply reply(HttpStatus status, Object answer) {
		return Reply.of(status.value(), AdyenJson.text(answer));
	}

	private static <T> AdyenDesk.Order<T> order(Function<T, String> account, Function<T, String> subject,
			Function<T, Mono<Reply>> work) {
		return new AdyenDesk.Order<>() {

			@Override
			public Owner owner(T asked) {
				return new Owner(AdyenPayments.EMULATOR, account.apply(asked));
			}

			@Override
			public String subject(T asked) {
				return subject.apply(asked);
			}

			@Override
			public Mono<Reply> reply(T asked) {
				return work.apply(asked);
			}

		};
	}

}
