package dev.sluice.postgres.lookups;

import java.util.List;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of many keys are asked for in one statement. Each key says whose rows it
 * means, and the statement compares each with that.
 *
 * @param <K> a key
 * @param <T> what is made of a row
 */
public interface Rows<K, T> {

	/** Answers rows that begin with the place of their key among those, from 1. */
	String sql();

	/**
	 * Binds all that the statement asks for.
	 * @param bytes how many a row may have; of a larger one comes nothing but its place
	 */
	void bind(Statement statement, List<K> keys, long bytes);

	/** Takes what a row has; null where it is too large. */
	@Nullable T read(K key, Readable row);

}
