package dev.sluice.emulators.stripe.resources;

import java.util.List;

import dev.sluice.emulators.book.Entry;
import dev.sluice.emulators.book.Selection;
import dev.sluice.emulators.stripe.desk.Answered;
import dev.sluice.emulators.stripe.desk.Call;
import dev.sluice.emulators.stripe.desk.Events;
import dev.sluice.emulators.stripe.desk.Register;
import dev.sluice.emulators.stripe.desk.Register.Written;
import dev.sluice.emulators.stripe.desk.StripePages;
import dev.sluice.emulators.stripe.forms.Params;
import dev.sluice.emulators.stripe.forms.StripeError;
import dev.sluice.emulators.stripe.objects.Kinds;
import dev.sluice.emulators.stripe.objects.NewObjects;
import dev.sluice.values.WebAddress;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened, and where it is told: {@code /v1/events}, {@code /v1/webhook_endpoints}.
 */
class WebhookOffer implements Offer {

	private static final String ALL = "/v1/webhook_endpoints";

	private static final String ONE = ALL + "/{id}";

	private static final String EVENTS = "/v1/events";

	private static final String PARAM = "webhook_endpoint";

	private static final int MOST_TYPES = 250;

	private final Register register;

	private final StripePages pages;

	WebhookOffer(Register register, StripePages pages) {
		this.register = register;
		this.pages = pages;
	}

	@Override
	public List<Endpoint> endpoints() {
		return List.of(Endpoint.get(ALL, (call) -> list(call, Kinds.WEBHOOK_ENDPOINT, ALL)),
				Endpoint.post(ALL, this::create),
				Endpoint.get(ONE, (call) -> show(call, Kinds.WEBHOOK_ENDPOINT, PARAM)),
				Endpoint.post(ONE, this::update), Endpoint.delete(ONE, this::remove),
				Endpoint.get(EVENTS, (call) -> list(call, Kinds.EVENT, EVENTS)),
				Endpoint.get(EVENTS + "/{id}", (call) -> show(call, Kinds.EVENT, "id")));
	}

	private Mono<Answered> list(Call call, String kind, String url) {
		ObjectNode like = JsonNodeFactory.instance.objectNode();
		if (kind.equals(Kinds.EVENT)) {
			call.params().text("type").ifPresent((type) -> like.put("type", type));
		}
		Selection selection = StripePages.read(call.params(), kind, like);
		call.params().finish();
		return this.pages.page(call.owner(), selection, url).map(Answered::of);
	}

	private Mono<Answered> show(Call call, String kind, String param) {
		call.params().finish();
		return this.register.find(call.owner(), kind, call.subject(), param).map((entry) -> Answered.of(entry.body()));
	}

	private Mono<Answered> create(Call call) {
		Params params = call.params();
		String url = params.required("url");
		ObjectNode said = read(params);
		params.text("api_version", 100).ifPresent((version) -> said.put("api_version", version));
		if (said.path("enabled_events").isMissingNode()) {
			throw StripeError.ofParam("parameter_missing", "enabled_events", "Missing required param: enabled_events.");
		}
		Metadata metadata = Metadata.read(params);
		params.finish();
		return count(call).flatMap((count) -> this.register.put(call, (draw, now) -> {
			String id = draw.id("we_1", 23);
			ObjectNode endpoint = NewObjects.webhookEndpoint(id, now, url);
			endpoint.setAll(said);
			metadata.applyTo(endpoint);
			endpoint.put("$secret", draw.id("whsec_", 32));
			return new Written(new Entry(id, Kinds.WEBHOOK_ENDPOINT, id, endpoint, true), List.of());
		})).map(WebhookOffer::withSecret);
	}

	/** The secret is shown once. */
	private static Answered withSecret(Answered made) {
		ObjectNode shown = made.object().deepCopy();
		shown.put("secret", shown.path("$secret").asString());
		return Answered.of(shown);
	}

	private Mono<Integer> count(Call call) {
		Selection all = Selection.newest(Kinds.WEBHOOK_ENDPOINT, "{}", Events.MOST_ENDPOINTS);
		return this.pages.page(call.owner(), all, ALL)
			.map((page) -> page.path("data").size())
			.filter((count) -> count < Events.MOST_ENDPOINTS)
			.switchIfEmpty(Mono.error(
					() -> StripeError.ofRequest(null, "You have reached the maximum of 16 test webhook endpoints.")));
	}

	private Mono<Answered> update(Call call) {
		Params params = call.params();
		ObjectNode said = read(params);
		params.flag("disabled").ifPresent((disabled) -> said.put("status", disabled ? "disabled" : "enabled"));
		Metadata metadata = Metadata.read(params);
		params.finish();
		return this.register.find(call.owner(), Kinds.WEBHOOK_ENDPOINT, call.subject(), PARAM)
			.flatMap((entry) -> this.register.put(call, (draw, now) -> {
				ObjectNode endpoint = entry.body().deepCopy();
				endpoint.setAll(said);
				metadata.applyTo(endpoint);
				return new Written(entry.with(endpoint), List.of());
			}));
	}

	private static ObjectNode read(Params params) {
		ObjectNode said = JsonNodeFactory.instance.objectNode();
		params.text("url").ifPresent((url) -> {
			if (WebAddress.read(url).isEmpty()) {
				throw StripeError.ofParam("url_invalid", "url", "Not a valid URL");
			}
			said.put("url", url);
		});
		params.text("description").ifPresent((text) -> said.put("description", text));
		List<String> types = params.texts("enabled_events");
		if (types.size() > MOST_TYPES) {
			throw StripeError.ofParam(null, "enabled_events", "There are too many enabled_events.");
		}
		if (!types.isEmpty()) {
			ArrayNode enabled = said.putArray("enabled_events");
			types.forEach(enabled::add);
		}
		return said;
	}

	private Mono<Answered> remove(Call call) {
		call.params().finish();
		return this.register.remove(call, Kinds.WEBHOOK_ENDPOINT, PARAM);
	}

}
