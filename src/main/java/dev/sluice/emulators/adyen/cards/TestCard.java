package dev.sluice.emulators.adyen.cards;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cards that Adyen publishes for tests; no other number is taken. What happens is said by
 * the name of their holder, and some want their holder asked.
 */
public enum TestCard {

	VISA("4111111111111111", CardBrand.VISA, false),

	VISA_CORPORATE("4444333322221111", CardBrand.VISA, false),

	VISA_DEBIT("4400000000000008", CardBrand.VISA, false),

	VISA_CLASSIC("4988438843884305", CardBrand.VISA, false),

	VISA_CLASSIC_NL("4166676667666746", CardBrand.VISA, false),

	VISA_CLASSIC_PL("4646464646464644", CardBrand.VISA, false),

	VISA_GOLD("4977949494949497", CardBrand.VISA, false),

	MASTERCARD("5555555555554444", CardBrand.MC, false),

	MASTERCARD_CONSUMER("5555444433331111", CardBrand.MC, false),

	MASTERCARD_NL("5100290029002909", CardBrand.MC, false),

	MASTERCARD_PL("5577000055770004", CardBrand.MC, false),

	MASTERCARD_FR("5136333333333335", CardBrand.MC, false),

	MASTERCARD_ES("5585558555855583", CardBrand.MC, false),

	MASTERCARD_DEBIT("5500000000000004", CardBrand.MC, false),

	AMEX("370000000000002", CardBrand.AMEX, false),

	MAESTRO("6771798021000008", CardBrand.MAESTRO, false),

	DINERS("36006666333344", CardBrand.DINERS, false),

	DISCOVER("6011601160116611", CardBrand.DISCOVER, false),

	JCB("3569990010095841", CardBrand.JCB, false),

	UNION_PAY("6243030000000001", CardBrand.CUP, false),

	VISA_CHALLENGED("4212345678901237", CardBrand.VISA, true),

	VISA_CHALLENGED_BY_BROWSER("4917610000000000", CardBrand.VISA, true),

	MASTERCARD_CHALLENGED("5212345678901234", CardBrand.MC, true),

	MASTERCARD_CHALLENGED_BY_BROWSER("5454545454545454", CardBrand.MC, true);

	/** Of all of them. */
	public static final String EXPIRY = "03/2030";

	private static final int LAST = 4;

	private final String number;

	private final CardBrand brand;

	private final boolean challenged;

	TestCard(String number, CardBrand brand, boolean challenged) {
		this.number = number;
		this.brand = brand;
		this.challenged = challenged;
	}

	/** The card of a number without blanks; empty where it is not a published one. */
	public static Optional<TestCard> find(String number) {
		return Arrays.stream(values()).filter((card) -> card.number.equals(number)).findAny();
	}

	/** Whether its holder is sent to a page of the bank before it says anything. */
	public boolean isChallenged() {
		return this.challenged;
	}

	/** The security code that Adyen publishes with it. */
	public String securityCode() {
		return (this.brand == CardBrand.AMEX) ? "7373" : "737";
	}

	/** What is kept of it. */
	public Card card() {
		return new Card(this.brand, this.number.substring(this.number.length() - LAST), EXPIRY);
	}

}
