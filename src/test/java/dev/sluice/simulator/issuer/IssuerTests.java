package dev.sluice.simulator.issuer;

import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

import static org.assertj.core.api.Assertions.assertThat;

class IssuerTests {

	@RepeatedTest(200)
	void neverLetsTheSumsExceedEachOther(RepetitionInfo repetition) {
		Random random = new Random(repetition.getCurrentRepetition());
		Account account = new Account("pay", "EUR", null, false, 0, 0, 0, 0, 0);

		for (int i = 0; i < 50; i++) {
			account = next(account, random);

			assertThat(account.authorized()).isGreaterThanOrEqualTo(account.captured() + account.voided());
			assertThat(account.captured()).isGreaterThanOrEqualTo(account.refunded());
			assertThat(account.authorized()).isLessThanOrEqualTo(100);
		}
	}

	private static Account next(Account found, Random random) {
		OperationKind kind = any(OperationKind.values(), random);
		long amount = random.nextLong(1, 101);
		Account account = found.paidWith(kind.isCharge() ? any(TestCard.values(), random) : null);
		Verdict verdict = Issuer.decide(account, kind, amount, "EUR");
		Account after = account.after(kind, amount, verdict.status());
		boolean ends = after.charging() && random.nextBoolean();
		return ends ? after.chargeEnded() : after;
	}

	private static <T> T any(T[] values, Random random) {
		return values[random.nextInt(values.length)];
	}

}
