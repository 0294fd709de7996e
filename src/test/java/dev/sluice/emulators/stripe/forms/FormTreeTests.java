package dev.sluice.emulators.stripe.forms;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FormTreeTests {

	@Test
	void readsObjectsAndArrays() {
		Params params = FormTree.read("amount=5&metadata[order+id]=a%26b&expand[]=x&expand[]=y.z&types[0]=card"
				+ "&card[address][city]=Bern&empty=");

		assertThat(params.requiredInteger("amount")).isEqualTo(5);
		assertThat(params.object("metadata").orElseThrow().own()).containsEntry("order id", "a&b");
		assertThat(params.texts("expand")).containsExactly("x", "y.z");
		assertThat(params.texts("types")).isEqualTo(List.of("card"));
		Params address = params.object("card").flatMap((card) -> card.object("address")).orElseThrow();
		assertThat(address.text("city")).hasValue("Bern");
		assertThat(params.has("empty")).isTrue();
		assertThat(params.text("empty")).isEmpty();
		params.finish();
	}

	@Test
	void namesWhatItDoesNotKnow() {
		Params params = FormTree.read("amount=5&card[numbr]=1&foo=2");
		var _ = params.integer("amount");
		var _ = params.object("card");

		StripeError refusal = catchThrowableOfType(StripeError.class, params::finish);

		assertThat(refusal.error().path("code").asString()).isEqualTo("parameter_unknown");
		assertThat(refusal.error().path("param").asString()).isEqualTo("foo");
		Params inner = FormTree.read("card[numbr]=1");
		var _ = inner.object("card");
		assertThatThrownBy(inner::finish).hasMessage("Received unknown parameter: card[numbr]");
	}

	@Test
	void saysWhatIsMissing() {
		StripeError refusal = catchThrowableOfType(StripeError.class, () -> FormTree.read("").required("amount"));

		assertThat(refusal.error().path("code").asString()).isEqualTo("parameter_missing");
		assertThat(refusal).hasMessage("Missing required param: amount.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=%zz", "a=%FF", "a[b=1", "a[b][c][d][e][f][g][h]=1", "a=1&a[b]=2", "a=%00" })
	void refusesWhatIsNoForm(String form) {
		assertThatThrownBy(() -> FormTree.read(form)).isInstanceOf(StripeError.class);
	}

	@Test
	void takesNoMoreThanSoManyParameters() {
		assertThatThrownBy(() -> FormTree.read("a=1&".repeat(1500))).isInstanceOf(StripeError.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc", "1.5", "9999999999999999", "1e3" })
	void readsWholeNumbersAlone(String text) {
		Params params = FormTree.read("amount=" + text);

		assertThatThrownBy(() -> params.integer("amount")).hasMessage("Invalid integer: " + text);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "metadata[note]=4000001234567899", "description=4000+0012+3456+7899", "4000001234567899=x" })
	void refusesCardNumbersWhereNoneBelongAndRepeatsNone(String form) {
		Params params = FormTree.read(form);

		StripeError refusal = catchThrowableOfType(StripeError.class, params::refuseCardNumbers);

		assertThat(refusal.error().toString()).doesNotContain("4000001234567899").doesNotContain("4000 0012");
	}

}
