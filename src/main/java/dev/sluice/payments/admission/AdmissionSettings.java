package dev.sluice.payments.admission;

import java.time.Duration;

import dev.sluice.memory.Places.Taken;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much is under way at once ({@code sluice.operations.*}).
 *
 * @param maxInFlight how many calls that requests ask for an instance may have under way
 * at one processor; together with the recovery's fewer than it is given connections
 * @param maxRecoveries how many calls more the recovery may, for it has places of its own
 * @param merchantShare how much of each of these numbers one merchant may take, in
 * percent
 * @param maxWaiting how many more may wait for a place
 * @param maxAdmissionWait how long a request may wait for one
 * @param maxPlaceHold how long a place is kept for what is just being recorded, which
 * gives it back then and takes another one later
 * @param maxUnderWay how many requests of an instance may be under way in all, from
 * before they are recorded until their outcome is
 * @param underWayBytes how much their payments may weigh together; an eighth of the heap
 * where nothing is said
 */
@ConfigurationProperties("sluice.operations")
record AdmissionSettings(@DefaultValue("64") int maxInFlight, @DefaultValue("16") int maxRecoveries,
		@DefaultValue("75") int merchantShare, @DefaultValue("200") int maxWaiting,
		@DefaultValue("2s") Duration maxAdmissionWait, @DefaultValue("500ms") Duration maxPlaceHold,
		@DefaultValue("1024") int maxUnderWay, @Nullable DataSize underWayBytes) {

	AdmissionSettings {
		Assert.isTrue(maxInFlight > 0, "sluice.operations.max-in-flight must be positive");
		Assert.isTrue(maxRecoveries > 0, "sluice.operations.max-recoveries must be positive");
		Assert.isTrue(merchantShare > 0 && merchantShare <= 100, "sluice.operations.merchant-share must be 1 to 100");
		Assert.isTrue(maxWaiting >= 0, "sluice.operations.max-waiting must not be negative");
		Assert.isTrue(maxAdmissionWait.isPositive(), "sluice.operations.max-admission-wait must be positive");
		Assert.isTrue(maxPlaceHold.isPositive(), "sluice.operations.max-place-hold must be positive");
		Assert.isTrue(maxUnderWay > 0, "sluice.operations.max-under-way must be positive");
		Assert.isTrue(underWayBytes == null || underWayBytes.toBytes() > 0,
				"sluice.operations.under-way-bytes must be positive");
	}

	/** How much may be under way in all. */
	Taken underWay() {
		return new Taken(this.maxUnderWay,
				(this.underWayBytes != null) ? this.underWayBytes.toBytes() : Runtime.getRuntime().maxMemory() / 8);
	}

	/** The places that requests have at a processor. */
	ProcessorPlaces forRequests() {
		return places(this.maxInFlight);
	}

	/** The places that the recovery has there. */
	ProcessorPlaces forRecovery() {
		return places(this.maxRecoveries);
	}

	private ProcessorPlaces places(int most) {
		return new ProcessorPlaces(most, share(most), this.maxWaiting, share(this.maxWaiting));
	}

	/** One at least, where there is any. */
	int share(int all) {
		return Math.min(all, Math.max(1, (int) ((long) all * this.merchantShare / 100)));
	}

}
