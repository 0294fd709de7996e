package dev.sluice.destinations.consumers;

import java.time.Duration;

import dev.sluice.memory.PageSize;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How events are given to those who come for them
 * ({@code sluice.destinations.consumers.*}).
 *
 * @param answerBytes how much the events of an answer may weigh
 * @param maxLeased how many events of a consumer may be given away, or wait behind such,
 * and not be acknowledged; nothing new is given away meanwhile
 * @param window how many events it is looked at for some that are wanted, at once
 * @param maxWaiting how many may wait at an instance until there is something
 * @param maxWaitingPerMerchant how many of them of a merchant in a mode
 * @param pause how long it is not looked again where there was nothing
 * @param longestLook how long it is looked at the most for whoever does not wait
 * @param lookInterval how often it is looked by itself whether there is something
 */
@ConfigurationProperties("sluice.destinations.consumers")
record ConsumerSettings(@DefaultValue("1MB") DataSize answerBytes, @DefaultValue("5000") int maxLeased,
		@DefaultValue("1000") int window, @DefaultValue("1000") int maxWaiting,
		@DefaultValue("100") int maxWaitingPerMerchant, @DefaultValue("100ms") Duration pause,
		@DefaultValue("5s") Duration longestLook, @DefaultValue("10s") Duration lookInterval) {

	ConsumerSettings {
		Assert.isTrue(answerBytes.toBytes() > 0 && answerBytes.toMegabytes() <= 16,
				"sluice.destinations.consumers.answer-bytes must be positive and at most 16MB");
		Assert.isTrue(maxLeased > 0 && window > 0 && maxWaiting > 0 && maxWaitingPerMerchant > 0,
				"sluice.destinations.consumers: max-leased, window, max-waiting and max-waiting-per-merchant must be"
						+ " positive");
		Assert.isTrue(!pause.isNegative() && longestLook.toMillis() > 0 && lookInterval.toMillis() > 0,
				"sluice.destinations.consumers: pause must not be negative, longest-look and look-interval at least"
						+ " 1ms");
	}

	/** What an answer takes. */
	long room() {
		return PageSize.room(this.answerBytes);
	}

}
