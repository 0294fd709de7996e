package dev.sluice.payments.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.sluice.memory.PageSize;
import dev.sluice.merchants.MerchantId;
import dev.sluice.payments.words.PaymentId;
import dev.sluice.postgres.Connections;
import dev.sluice.postgres.Pages;
import dev.sluice.postgres.Share;
import dev.sluice.postgres.replica.Replica;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Connection;
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

	private final Share primary;

	private final Replica replica;

	PaymentLines(Connections connections, Replica replica) {
		this.primary = connections.exports();
		this.replica = replica;
	}

	/**
	 * Every payment older than one, newest first: a page is read while the caller takes
	 * the one before.
	 * @param atLeast as {@link ExportSource} has it
	 * @return chunks of whole lines, on the heap; empty where there is no payment
	 */
	Flux<ByteBuf> read(MerchantId merchant, PaymentFilter filter, PaymentId before, PageSize size, long atLeast) {
		ExportSource source = new ExportSource(this.replica, this.primary, merchant.value(), atLeast);
		return Pages
			.read(page(source, merchant, filter, before, size),
					(page) -> page.full ? page(source, merchant, filter, page.last, size) : Mono.empty())
			.concatMapIterable((page) -> page.chunks, PAGES_AHEAD);
	}

	private static Mono<Page> page(ExportSource source, MerchantId merchant, PaymentFilter filter, PaymentId before,
			PageSize size) {
		PaymentQuery query = PaymentSearch.payments(merchant, filter, before, size);
		return source.read((connection) -> read(connection, query, new Page(before, size)));
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

		private final PageSize size;

		private PaymentId last;

		private int items;

		private long bytes;

		private boolean full;

		Page(PaymentId before, PageSize size) {
			this.last = before;
			this.size = size;
		}

		/**
		 * Adds a line; one without data only says that there is more than this page
		 * holds. Answers whether it is full.
		 */
		boolean add(Readable row) {
			Json payment = row.get(1, Json.class);
			if (payment == null) {
				this.full = true;
				return true;
			}
			this.last = new PaymentId(Objects.requireNonNull(row.get(0, UUID.class)));
			this.items++;
			this.bytes += Objects.requireNonNull(payment.mapByteBuf(this::add));
			this.full = this.items == this.size.items() || this.bytes >= this.size.bytes();
			return this.full;
		}

		private int add(ByteBuf json) {
			int length = json.readableBytes() + 1;
			if (this.chunks.isEmpty() || this.chunks.getLast().writableBytes() < length) {
				int capacity = Math.max(CHUNK_BYTES, length);
				this.chunks.add(Unpooled.buffer(capacity, capacity));
			}
			var _ = this.chunks.getLast().writeBytes(json).writeByte('\n');
			return length;
		}

	}

}
