package dev.sluice;

import dev.sluice.http.address.OwnAddress;
import dev.sluice.merchants.DemoSettings;
import dev.sluice.roles.Roles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says, when the gateway is ready, where it is and what to try first. */
@Component
@ConditionalOnBooleanProperty(name = "sluice.startup-message", matchIfMissing = true)
class StartupMessage {

	private static final Logger log = LoggerFactory.getLogger(StartupMessage.class);

	private final DemoSettings demo;

	private final OwnAddress own;

	private final Roles roles;

	StartupMessage(DemoSettings demo, OwnAddress own, Roles roles) {
		this.demo = demo;
		this.own = own;
		this.roles = roles;
	}

	@EventListener
	void announce(ApplicationReadyEvent event) {
		if (event.getApplicationContext() instanceof WebServerApplicationContext context
				&& context.getWebServer() != null) {
			log.info(message(this.own.shown("")));
		}
	}

	private String message(String address) {
		if (!this.roles.areAll()) {
			return "Sluice is ready: %s/ with the roles %s".formatted(address, this.roles.labels());
		}
		return this.demo.enabled() ? demo(address, DemoSettings.API_KEY) : "Sluice is ready: " + address + "/";
	}

	private static String demo(String address, String key) {
		return """


				  Sluice is ready.

				  The page    %1$s/
				  The API     %1$s/docs
				  API key     %2$s   (demo merchant)

				  Make a payment and watch it on the page:

				    curl -i %1$s/v1/payments -H 'Authorization: Bearer %2$s' \\
				      -H 'Content-Type: application/json' \\
				      -d '{"amount": 1999, "currency": "EUR", "payment_method": "pm_card_visa"}'
				""".formatted(address, key);
	}

}
