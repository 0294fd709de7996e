package dev.sluice.emulators.adyen.requests;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.sluice.emulators.adyen.cards.Aftermath;
import dev.sluice.emulators.adyen.cards.BankAnswer;
import dev.sluice.emulators.adyen.cards.TestCard;
import dev.sluice.emulators.adyen.cards.Wish;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StoredMethodsTests {

	private static final String ACCOUNT = "TestMerchant";

	private static final List<StoredCard> ALL = Arrays.stream(TestCard.values())
		.flatMap((card) -> Wish.MEMORABLE.stream().map((wish) -> new StoredCard(card, wish)))
		.toList();

	@Test
	void canRememberEveryAnswerOfTheBankAndAllThatHappensLater() {
		assertThat(Wish.MEMORABLE).doesNotHaveDuplicates()
			.hasSize(BankAnswer.values().length + Aftermath.values().length - 1)
			.allSatisfy((wish) -> assertThat(wish.memorable()).isEqualTo(wish))
			.first()
			.isEqualTo(Wish.NONE);
	}

	@Test
	void namesEachCardAndWishByATokenOfItsOwn() {
		Map<String, List<StoredCard>> named = ALL.stream().collect(Collectors.groupingBy(StoredMethodsTests::token));

		assertThat(named).hasSameSizeAs(ALL).allSatisfy((token, stored) -> {
			assertThat(token).matches("[A-Z0-9]{16}");
			assertThat(stored).hasSize(1);
		});
	}

	@Test
	void findsWhatATokenStandsFor() {
		assertThat(ALL).filteredOn((stored) -> stored.card() == TestCard.AMEX || stored.wish().equals(Wish.NONE))
			.allSatisfy((stored) -> assertThat(StoredMethods.find(token(stored), ACCOUNT, "jane")).isEqualTo(stored));
	}

	@Test
	void findsNothingOfAnotherMerchantAccount() {
		String token = token(new StoredCard(TestCard.AMEX, Wish.answer(BankAnswer.DECLINED, null)));

		assertThatThrownBy(() -> StoredMethods.find(token, "SomebodyElse", "jane"))
			.hasMessage("PaymentDetail not found");
	}

	private static String token(StoredCard stored) {
		return StoredMethods.token(stored, ACCOUNT, "jane");
	}

}
