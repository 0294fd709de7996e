package dev.sluice.payments.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.lifecycle.PaymentId;
import dev.sluice.postgres.Pages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Payments as lines of JSON, page by page, for exports of millions: straight from the
 * driver into chunks that are written as they are.
 */
@Component
class PaymentLines {

	private static final int PAGES_AHEAD = 2;

	private final ConnectionFactory connections;

	PaymentLines(ConnectionFactory connections) {
		this.connections = connections;
	}

	/**
	 * Every payment older than one, newest first: a page is read while the caller takes
	 * the one before.
	 * @return chunks of whole lines, on the heap; empty where there is no payment
	 */
	Flux<ByteBuf> read(MerchantId merchant, PaymentFilter filter, PaymentId before, int pageSize) {
		return Pages
			.read(page(merchant, filter, before, pageSize),
					(page) -> (page.count < pageSize) ? Mono.empty() : page(merchant, filter, page.last, pageSize))
			.concatMapIterable((page) -> page.chunks, PAGES_AHEAD);
	}

	private Mono<Page> page(MerchantId merchant, PaymentFilter filter, PaymentId before, int pageSize) {
		PaymentQuery query = PaymentSearch.payments(merchant, filter, before, pageSize);
		return Mono.usingWhen(this.connections.create(), (connection) -> read(connection, query, new Page(before)),
				Connection::close);
	}

	private static Mono<Page> read(Connection connection, PaymentQuery query, Page page) {
		return Flux.from(query.on(connection).execute())
			.concatMap((result) -> result.map(page::add))
			.then(Mono.just(page));
	}

	/** A page that is being read. */
	private static final class Page {

		private static final int CHUNK_BYTES = 64 * 1024;

		private final List<ByteBuf> chunks = new ArrayList<>();

		private int count;

		private PaymentId last;

		Page(PaymentId before) {
			this.last = before;
		}

		/** Adds a line; the number of lines so far. */
		int add(Readable row) {
			this.last = new PaymentId(Objects.requireNonNull(row.get(0, UUID.class)));
			var _ = Objects.requireNonNull(row.get(1, Json.class)).mapByteBuf(this::add);
			return ++this.count;
		}

		private ByteBuf add(ByteBuf json) {
			int length = json.readableBytes() + 1;
			if (this.chunks.isEmpty() || this.chunks.getLast().writableBytes() < length) {
				int capacity = Math.max(CHUNK_BYTES, length);
				this.chunks.add(Unpooled.buffer(capacity, capacity));
			}
			return this.chunks.getLast().writeBytes(json).writeByte('\n');
		}

	}

}
