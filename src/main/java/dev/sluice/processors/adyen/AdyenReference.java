package dev.sluice.processors.adyen;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.sluice.payments.port.Processor.Request;
import dev.sluice.payments.words.Kind;
import dev.sluice.payments.words.OperationId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.payments.words.ProcessorReference;
import dev.sluice.processors.connectors.Notification.Subject;

/**
 * What Adyen is told that an operation is called here, the "merchant reference": its
 * payment and itself, and of all but a charge what it is, so that no word about a capture
 * is ever taken for one about its charge.
 *
 * @param what empty of a charge
 */
record AdyenReference(Subject subject, String what) {

	private static final Pattern FORM = Pattern.compile("(pay_[0-9a-z]{1,40})-(op_[0-9a-z]{1,40})(?:-([a-z]{1,10}))?");

	/** A name of Adyen's, which can stand in a path. */
	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]{1,64}");

	/** As it is written. */
	static String of(Request request) {
		String reference = ofCharge(request.payment(), request.operation());
		return isCharge(request.kind()) ? reference : reference + "-" + what(request.kind());
	}

	/** The same of a charge. */
	static String ofCharge(PaymentId payment, OperationId charge) {
		return payment + "-" + charge;
	}

	/** Reads one; empty where it is somebody else's. */
	static Optional<AdyenReference> read(String text) {
		Matcher matcher = FORM.matcher(text);
		return matcher.matches() ? Optional.of(new AdyenReference(new Subject(matcher.group(1), matcher.group(2)),
				Optional.ofNullable(matcher.group(3)).orElse(""))) : Optional.empty();
	}

	/** Reads one of another charge than one; empty where it is none of ours. */
	static Optional<Subject> another(String charge, String text) {
		return text.equals(charge) ? Optional.empty()
				: read(text).filter((reference) -> reference.isOf(Kind.SALE)).map(AdyenReference::subject);
	}

	/** Whether it is one of an operation of a kind. */
	boolean isOf(Kind kind) {
		return isCharge(kind) ? this.what.isEmpty() : this.what.equals(what(kind));
	}

	static boolean isCharge(Kind kind) {
		return kind == Kind.AUTHORIZE || kind == Kind.SALE;
	}

	private static String what(Kind kind) {
		return kind.name().toLowerCase(Locale.ROOT);
	}

	/** What Adyen calls something, a "PSP reference"; empty where it is none. */
	static Optional<ProcessorReference> ofAdyen(String text) {
		return NAME.matcher(text).matches() ? ProcessorReference.read(text) : Optional.empty();
	}

}
