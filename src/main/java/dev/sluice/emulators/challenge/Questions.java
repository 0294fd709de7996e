package dev.sluice.emulators.challenge;

import reactor.core.publisher.Mono;

/** The challenges of one emulator. */
public interface Questions {

	/** Whose they are. */
	String emulator();

	/**
	 * What a cardholder is asked.
	 * @param id as the page's address has it; whoever knows it may answer
	 * @return empty where nothing was asked under this id
	 */
	Mono<Question> find(String id);

	/**
	 * The cardholder's answer. A second one finds what the first one came to.
	 * @return how it stands now; empty where nothing was asked under this id
	 */
	Mono<Question> answer(String id, boolean approved);

}
