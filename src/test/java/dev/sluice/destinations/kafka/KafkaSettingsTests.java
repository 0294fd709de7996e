package dev.sluice.destinations.kafka;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What an operator may say about Kafka. */
class KafkaSettingsTests {

	private static final String PREFIX = "sluice.destinations.kafka";

	@Test
	void nameWhatBelongsToTheTopicByItsName() {
		KafkaSettings settings = bind("topic", "shop.events");

		assertThat(settings.cursorTopic()).isEqualTo("shop.events.cursors");
		assertThat(settings.transactionalId()).isEqualTo("sluice-shop.events");
		assertThat(settings.worlds()).isEmpty();
	}

	@Test
	void knowMerchantsByTheirIds() {
		assertThat(bind("merchants", "mer_00000000000000000000000001").worlds()).containsExactly(new UUID(0, 1));
	}

	@Test
	void handOnWhatKafkasOwnClientsWant() {
		assertThat(bind("properties[sasl.mechanism]", "PLAIN").properties()).containsEntry("sasl.mechanism", "PLAIN");
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			topic, a topic, topic must be
			cursor-topic, sluice.events, and not the topic
			merchants, shop, shop is not the id of a merchant
			key, customer, customer
			partitions, 0, partitions must be positive
			replication-factor, 0, replication-factor must be positive
			page-items, 0, page-items must be
			page-bytes, 9MB, at most 8MB
			transaction-time, 11s, transaction-time must be
			look-interval, 0s, look-interval must be
			lease, 4s, lease at least twice as long
			answer-timeout, 10ms, answer-timeout must be
			shutdown-wait, -1s, shutdown-wait must not be negative
			properties[acks], 1, acks is not for others to set
			properties[transactional.id], mine, transactional.id is not for others to set""")
	void refuseWhatCannotBe(String name, String value, String reason) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(name, value))
			.havingRootCause()
			.withMessageContaining(reason);
	}

	private static KafkaSettings bind(String name, String value) {
		return new Binder(new MapConfigurationPropertySource(Map.of(PREFIX + "." + name, value))).bindOrCreate(PREFIX,
				KafkaSettings.class);
	}

}
