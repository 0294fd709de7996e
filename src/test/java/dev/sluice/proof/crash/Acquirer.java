package dev.sluice.proof.crash;

import java.io.IOException;
import java.util.List;

import dev.sluice.proof.Books;
import dev.sluice.proof.Wallet;
import dev.sluice.testing.Rows;

/**
 * Who moves the money in a campaign: a process of its own, which outlives the gateways
 * and has a bad day.
 */
interface Acquirer extends AutoCloseable {

	/** What a gateway is told of it at its start. */
	List<String> settings();

	/** What can be paid with there; asked for before it is opened. */
	Wallet wallet() throws IOException, InterruptedException;

	/**
	 * Makes the merchant known there. The bad day begins.
	 * @param port of a gateway that is alive, which is told there what happens
	 */
	void open(int port) throws IOException, InterruptedException;

	/** Its book beside a gateway's. */
	Books books(Rows gateway);

	@Override
	void close() throws IOException;

}
