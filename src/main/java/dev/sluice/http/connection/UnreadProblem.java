package dev.sluice.http.connection;

import dev.sluice.http.Problem;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the body of a request, kept until somebody reads that body. An error
 * that nobody is there to hear yet ends the connection without an answer. Used by the
 * connection's event loop alone.
 */
public final class UnreadProblem {

	private boolean read;

	private @Nullable Problem problem;

	/** A body begins, which nobody reads yet. */
	public void begin() {
		this.read = false;
		this.problem = null;
	}

	/** Somebody wants to read the body. */
	public void read(ChannelHandlerContext context) {
		this.read = true;
		tell(context);
	}

	/** The rest of the body will not come. */
	public void tell(ChannelHandlerContext context, Problem problem) {
		this.problem = problem;
		if (this.read) {
			tell(context);
		}
	}

	private void tell(ChannelHandlerContext context) {
		Problem untold = this.problem;
		if (untold != null) {
			this.problem = null;
			var _ = context.fireExceptionCaught(untold);
		}
	}

}
