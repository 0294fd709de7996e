package dev.sluice.bench.programs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Where a program spends its CPU time, by the JDK's own flight recorder. */
public final class Profile {

	private static final String CPU_TIME = "jdk.CPUTimeSample";

	private static final Set<String> SAMPLES = Set.of(CPU_TIME, "jdk.ExecutionSample", "jdk.NativeMethodSample");

	private static final int LINES = 30;

	/** Whose frame is the innermost: first what is found first. */
	private static final List<String> AREAS = List.of("dev.sluice", "io.r2dbc.postgresql", "io.r2dbc.pool",
			"reactor.pool", "org.springframework.security", "org.springframework.r2dbc",
			"org.springframework.transaction", "tools.jackson", "io.micrometer", "org.springframework",
			"io.github.resilience4j", "reactor.netty", "io.netty");

	private Profile() {
	}

	public static void start(Application application) throws Exception {
		// Reactive stacks are deep, and what asked for the work is at their far end.
		application.jcmd("JFR.configure", "stackdepth=1024");
		// By CPU time where the platform has it (Linux), else by the clock.
		application.jcmd("JFR.start", "name=bench", "settings=profile", "jdk.CPUTimeSample#enabled=true",
				"jdk.CPUTimeSample#throttle=5ms");
	}

	public static void stop(Application application, Path file) throws Exception {
		application.jcmd("JFR.stop", "name=bench", "filename=" + file.toAbsolutePath());
		print(application.name(), file);
	}

	private static void print(String name, Path file) throws IOException {
		Map<String, Integer> leaves = new HashMap<>();
		Map<String, Integer> inclusive = new HashMap<>();
		Map<String, Integer> threads = new TreeMap<>();
		Map<String, Integer> areas = new HashMap<>();
		Map<String, Integer> own = new HashMap<>();
		List<RecordedEvent> events = RecordingFile.readAllEvents(file)
			.stream()
			.filter((event) -> SAMPLES.contains(event.getEventType().getName()))
			.toList();
		boolean byCpu = events.stream().anyMatch((event) -> event.getEventType().getName().equals(CPU_TIME));
		int total = 0;
		for (RecordedEvent event : events) {
			if (byCpu != event.getEventType().getName().equals(CPU_TIME) || event.getStackTrace() == null) {
				continue;
			}
			total++;
			String thread = byCpu ? event.getThread("eventThread").getJavaName()
					: event.getThread("sampledThread").getJavaName();
			threads.merge(String.valueOf(thread).replaceAll("\\d+", "N"), 1, Integer::sum);
			List<RecordedFrame> frames = event.getStackTrace().getFrames();
			leaves.merge(method(frames.getFirst()), 1, Integer::sum);
			areas.merge(area(frames), 1, Integer::sum);
			own.merge(own(frames), 1, Integer::sum);
			Set<String> seen = new HashSet<>();
			frames.forEach((frame) -> {
				if (seen.add(method(frame))) {
					inclusive.merge(method(frame), 1, Integer::sum);
				}
			});
		}
		System.out.println("\nProfile of " + name + ": " + total + " samples "
				+ (byCpu ? "of CPU time" : "of execution") + ", in " + file);
		top("by thread", threads, total, LINES);
		top("by area: whose frame is the innermost (Reactor's and the JDK's count for who called them)", areas, total,
				LINES);
		top("by the innermost method of the gateway, with what it calls", own, total, LINES);
		top("by method, itself", leaves, total, LINES);
		inclusive.keySet().removeIf((method) -> method.startsWith("reactor.core") || method.startsWith("java."));
		top("by method, with what it calls", inclusive, total, 2 * LINES);
	}

	private static void top(String title, Map<String, Integer> counts, int total, int lines) {
		System.out.println("  " + title);
		counts.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
			.limit(lines)
			.forEach((entry) -> System.out.printf("    %5.1f %%  %s%n", 100.0 * entry.getValue() / Math.max(1, total),
					entry.getKey()));
	}

	private static String area(List<RecordedFrame> frames) {
		for (RecordedFrame frame : frames) {
			String type = frame.getMethod().getType().getName();
			for (String area : AREAS) {
				if (type.startsWith(area)) {
					return area;
				}
			}
		}
		return "none of these";
	}

	private static String own(List<RecordedFrame> frames) {
		return frames.stream()
			.filter((frame) -> frame.getMethod().getType().getName().startsWith("dev.sluice"))
			.map(Profile::method)
			.findFirst()
			.orElse("none (event loop, driver, HTTP)");
	}

	private static String method(RecordedFrame frame) {
		String type = frame.getMethod().getType().getName().replaceAll("0x[0-9a-f]+", "").replaceAll("Lambda.*", "λ");
		return type + "." + frame.getMethod().getName();
	}

}
