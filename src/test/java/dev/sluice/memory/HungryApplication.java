package dev.sluice.memory;

import java.util.List;

import dev.sluice.SluiceApplication;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.SpringApplication;

/**
 * A gateway whose event loops take, and keep, all the memory there is once it serves, or
 * want more at once than there is.
 */
final class HungryApplication {

	private static Object[] held = new Object[1];

	private HungryApplication() {
	}

	public static void main(String[] args) {
		LoopResources loops = SpringApplication.run(SluiceApplication.class, args).getBean(LoopResources.class);
		Runnable meal = List.of(args).contains("at-once") ? HungryApplication::gulp : HungryApplication::eat;
		loops.onServer(true).forEach((loop) -> loop.execute(meal));
	}

	/** There is memory left to log that. */
	private static synchronized void gulp() {
		held = new Object[Integer.MAX_VALUE - 8];
	}

	/** To the last byte, so that not even what is logged finds room. */
	private static synchronized void eat() {
		int size = 1 << 18;
		while (size > 0) {
			try {
				Object[] piece = new Object[size];
				piece[0] = held;
				held = piece;
			}
			catch (OutOfMemoryError ex) {
				size /= 2;
				if (size == 0) {
					throw ex;
				}
			}
		}
	}

}
