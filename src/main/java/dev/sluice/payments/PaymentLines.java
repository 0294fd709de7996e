package dev.sluice.payments;

import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.merchants.MerchantId;
import dev.sluice.platform.RawJson;
import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Payments as lines of JSON, page by page, for exports of millions: straight from the
 * driver into one array for each page.
 */
@Component
class PaymentLines {

	private final ConnectionFactory connections;

	PaymentLines(ConnectionFactory connections) {
		this.connections = connections;
	}

	/**
	 * Every payment older than one, newest first: the next page is read when the caller
	 * has taken the last.
	 * @return chunks of whole lines, each of a page; empty where there is no payment
	 */
	Flux<RawJson> read(MerchantId merchant, PaymentFilter filter, PaymentId before, int pageSize) {
		return page(merchant, filter, before, pageSize)
			.expand((page) -> (page.count < pageSize) ? Mono.empty() : page(merchant, filter, page.last, pageSize))
			.filter((page) -> page.count > 0)
			.map(Page::lines);
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

		private static final int CAPACITY = 64 * 1024;

		private byte[] lines = new byte[CAPACITY];

		private int size;

		private int count;

		private PaymentId last;

		Page(PaymentId before) {
			this.last = before;
		}

		/** Adds a line; the number of lines so far. */
		int add(Readable row) {
			this.last = new PaymentId(Objects.requireNonNull(row.get(0, UUID.class)));
			var _ = Objects.requireNonNull(row.get(1, Json.class)).mapByteBuf(this::add);
			return this.count;
		}

		private int add(ByteBuf json) {
			int length = json.readableBytes();
			if (this.lines.length - this.size <= length) {
				this.lines = Arrays.copyOf(this.lines, 2 * (this.lines.length + length));
			}
			var _ = json.readBytes(this.lines, this.size, length);
			this.size += length;
			this.lines[this.size++] = '\n';
			return ++this.count;
		}

		RawJson lines() {
			return RawJson.of(Arrays.copyOf(this.lines, this.size));
		}

	}

}
