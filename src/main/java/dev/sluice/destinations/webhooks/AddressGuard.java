package dev.sluice.destinations.webhooks;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import java.util.function.Predicate;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Stands before each connection that is made for a merchant, after its name was resolved:
 * whatever the name said before, and says later, it is the address that counts.
 */
@Sharable
final class AddressGuard extends ChannelOutboundHandlerAdapter {

	private final Predicate<InetAddress> addresses;

	private final Set<Integer> ports;

	/**
	 * A guard.
	 * @param addresses which may be connected to
	 * @param ports which may be; any where it is empty
	 */
	AddressGuard(Predicate<InetAddress> addresses, Set<Integer> ports) {
		this.addresses = addresses;
		this.ports = Set.copyOf(ports);
	}

	@Override
	public void connect(ChannelHandlerContext ctx, SocketAddress remote, SocketAddress local, ChannelPromise promise) {
		if (allows(remote)) {
			var _ = ctx.connect(remote, local, promise);
		}
		else {
			var _ = promise.setFailure(new RefusedAddress());
		}
	}

	private boolean allows(SocketAddress remote) {
		return remote instanceof InetSocketAddress address && address.getAddress() != null
				&& (this.ports.isEmpty() || this.ports.contains(address.getPort()))
				&& this.addresses.test(address.getAddress());
	}

	/**
	 * Nobody may be sent anything there. It does not say where, which is not for callers.
	 */
	static final class RefusedAddress extends RuntimeException {

		RefusedAddress() {
			super("The address is not one that events are sent to", null, false, false);
		}

	}

}
