package dev.sluice.emulators.stripe.resources;

import java.util.List;

/** The endpoints of one kind of object. */
public interface Offer {

	/** All of them. */
	List<Endpoint> endpoints();

}
