package dev.sluice.merchants.limits;

import org.springframework.http.HttpMethod;

/** What a request is for; the two are counted apart. */
enum Kind {

	/** Something is looked at. */
	READ("reads"),

	/** Something is to change. */
	WRITE("writes");

	private final String title;

	Kind(String title) {
		this.title = title;
	}

	/** As the names of limits say it. */
	String title() {
		return this.title;
	}

	static Kind of(HttpMethod method) {
		return (HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method)) ? READ : WRITE;
	}

}
