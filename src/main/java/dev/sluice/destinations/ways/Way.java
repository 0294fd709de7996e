package dev.sluice.destinations.ways;

import java.util.List;

/** A way by which events are brought to destinations. */
public interface Way {

	/**
	 * Who is at an address. Nothing is sent yet.
	 * @param url where to
	 * @param secrets what it is signed with, each on its own; the newest first
	 */
	Recipient to(String url, List<byte[]> secrets);

}
