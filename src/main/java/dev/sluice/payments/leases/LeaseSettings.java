package dev.sluice.payments.leases;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How long operations are held ({@code sluice.operations.*}).
 *
 * @param lease how long an operation belongs to whoever took it
 * @param recoveryBatch how many that nobody brought to their end an instance works on at
 * once, of each processor
 * @param recoveryLook of how many merchants it is looked at once what is due
 */
@ConfigurationProperties("sluice.operations")
public record LeaseSettings(@DefaultValue(LeaseSettings.DEFAULT_LEASE) Duration lease,
		@DefaultValue("100") int recoveryBatch, @DefaultValue("500") int recoveryLook) {

	/** Said where somebody else has to know it. */
	public static final String DEFAULT_LEASE = "75s";

	public LeaseSettings {
		Assert.isTrue(recoveryBatch > 0, "sluice.operations.recovery-batch must be positive");
		Assert.isTrue(recoveryLook > 0, "sluice.operations.recovery-look must be positive");
	}

	/** The lease for {@code make_interval(secs => $n)}. */
	public double seconds() {
		return PendingOperations.seconds(this.lease);
	}

}
