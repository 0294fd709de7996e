package dev.sluice.memory;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Ends a process that ran out of memory. One that stays is deaf to everybody, also to
 * being told to end, for its event loops have lost what they were doing; the JVM's own
 * option for it can only be given on the command line.
 * <p>
 * It hears of it where everybody reports it, whether Netty, Reactor or a scheduler: in
 * what is logged, before anything is made of that; and from threads that die of it.
 * Nothing is allocated, no lock taken and no hook run on the way out, for none of that
 * can be relied on then.
 */
@Component
class OutOfMemory extends TurboFilter implements DisposableBean {

	private static final int STATUS = 3;

	/** A chain of causes may be a ring. */
	private static final int MOST_CAUSES = 32;

	/**
	 * What the JVM says when its memory is full. Others throw the same error for a buffer
	 * that is refused, or an array that would be too long, and recover.
	 */
	private static final String[] FULL = { "Java heap space", "GC overhead limit exceeded", "Metaspace",
			"Compressed class space" };

	private final byte[] lastLine = "Sluice ran out of memory and ends; give it more of it, such as with -Xmx.\n"
		.getBytes(StandardCharsets.UTF_8);

	private final FileOutputStream console = new FileOutputStream(FileDescriptor.err);

	private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();

	OutOfMemory() {
		this.loggers.addTurboFilter(this);
		Thread.setDefaultUncaughtExceptionHandler(this::died);
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] arguments, @Nullable Throwable error) {
		endIfFull(error);
		if (arguments != null && arguments.length > 0 && arguments[arguments.length - 1] instanceof Throwable last) {
			endIfFull(last);
		}
		return FilterReply.NEUTRAL;
	}

	private void died(Thread thread, Throwable error) {
		endIfFull(error);
		LoggerFactory.getLogger(OutOfMemory.class).error("The thread {} died", thread.getName(), error);
	}

	private void endIfFull(@Nullable Throwable error) {
		Throwable cause = error;
		for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
			if (cause instanceof OutOfMemoryError && isFull(cause.getMessage())) {
				end();
			}
			cause = cause.getCause();
		}
	}

	private static boolean isFull(@Nullable String message) {
		if (message != null) {
			for (String full : FULL) {
				if (message.startsWith(full)) {
					return true;
				}
			}
		}
		return false;
	}

	private void end() {
		try {
			this.console.write(this.lastLine);
		}
		catch (IOException ex) {
			// There is nobody to tell.
		}
		finally {
			Runtime.getRuntime().halt(STATUS);
		}
	}

	/** Tests run several applications in a process. */
	@Override
	public void destroy() {
		boolean _ = this.loggers.getTurboFilterList().remove(this);
	}

}
