package dev.sluice.destinations.webhooks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * Names that say another address each time they are asked, and the last one for good.
 * Without any they have none.
 */
final class Names extends AddressResolverGroup<InetSocketAddress> {

	private final Deque<List<InetAddress>> answers = new ArrayDeque<>();

	/**
	 * Each time the next of these; all that stand between commas, of nothing never any.
	 */
	Names(String... answers) {
		for (String answer : answers) {
			this.answers.add(answer.isEmpty() ? List.of()
					: Arrays.stream(answer.split(",")).map(InetAddress::ofLiteral).toList());
		}
	}

	@Override
	protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
		return new InetNameResolver(executor) {

			@Override
			protected void doResolve(String name, Promise<InetAddress> promise) {
				promise.setFailure(new UnsupportedOperationException());
			}

			@Override
			protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
				tell(name, promise);
			}

		}.asAddressResolver();
	}

	private synchronized void tell(String name, Promise<List<InetAddress>> promise) {
		List<InetAddress> next = (this.answers.size() > 1) ? this.answers.poll() : this.answers.peek();
		if (next == null) {
			var _ = promise.setFailure(new UnknownHostException(name));
		}
		else if (!next.isEmpty()) {
			var _ = promise.setSuccess(next);
		}
	}

}
