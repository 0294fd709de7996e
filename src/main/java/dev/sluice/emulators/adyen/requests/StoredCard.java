package dev.sluice.emulators.adyen.requests;

import dev.sluice.emulators.adyen.cards.TestCard;
import dev.sluice.emulators.adyen.cards.Wish;

/**
 * A card as its token stands for it.
 *
 * @param wish what happens to payments with it, unless they ask for something else
 */
record StoredCard(TestCard card, Wish wish) {

	StoredCard {
		wish = wish.memorable();
	}

}
