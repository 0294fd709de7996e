package dev.sluice.processors.registry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.payments.port.Capabilities;
import dev.sluice.payments.port.MethodType;
import dev.sluice.processors.connectors.Connector;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The processors at which merchants can have accounts, and what can be paid with there.
 */
@Component
public class Connectors {

	private final Map<String, Connector> connectors;

	private final Set<String> methods;

	Connectors(ObjectProvider<Connector> connectors, ObjectProvider<MethodType> methods) {
		this.connectors = connectors.stream()
			.collect(Collectors.toMap(Connector::name, Function.identity(), (one, other) -> {
				throw new IllegalStateException("There are two connectors of the name " + one.name());
			}, TreeMap::new));
		this.methods = methods.stream().map(MethodType::name).collect(Collectors.toCollection(TreeSet::new));
		this.methods.add(RoutingRule.TOKEN);
	}

	/** The connector of a name; empty where there is none. */
	public Optional<Connector> find(String name) {
		return Optional.ofNullable(this.connectors.get(name));
	}

	/** What each of them can do, by their names. */
	Map<String, Capabilities> capabilities() {
		return this.connectors.values().stream().collect(Collectors.toMap(Connector::name, Connector::capabilities));
	}

	/** The names of all, in their order. */
	public Set<String> names() {
		return this.connectors.keySet();
	}

	/** The types of payment methods that there are, in their order. */
	public Set<String> methods() {
		return this.methods;
	}

}
