package dev.sluice.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The outcome of a benchmark: a table for the eye, and the same as Markdown. */
public final class Report {

	private final String title;

	private final List<String> columns;

	private final List<List<String>> rows = new ArrayList<>();

	private final List<String> notes = new ArrayList<>();

	public Report(String title, String... columns) {
		this.title = title;
		this.columns = List.of(columns);
	}

	public void row(String... cells) {
		this.rows.add(List.of(cells));
	}

	public void note(String note) {
		this.notes.add(note);
	}

	/** Prints the table, and the Markdown into a file of its own and to the end. */
	public void print(String name, Options options) throws IOException {
		print(name, name, options);
	}

	/** As {@link #print(String, Options)}, of a run that has several tables. */
	public void print(String command, String name, Options options) throws IOException {
		System.out.println();
		System.out.println(this.title);
		System.out.println();
		System.out.print(table(false));
		this.notes.forEach((note) -> System.out.println("  - " + note));
		StringBuilder markdown = new StringBuilder("### " + this.title + "\n\n" + table(true) + "\n");
		this.notes.forEach((note) -> markdown.append("- ").append(note).append('\n'));
		markdown.append("- Machine: ").append(machine()).append('\n');
		markdown.append("- Command: `bench/run ").append(command).append(' ').append(options).append("`\n");
		Path file = Folders.result(name + ".md");
		Files.writeString(file, markdown);
		System.out.println();
		System.out.println("As Markdown, in " + file + ":");
		System.out.println();
		System.out.println(markdown);
	}

	private String table(boolean markdown) {
		int[] widths = new int[this.columns.size()];
		List<List<String>> all = new ArrayList<>(List.of(this.columns));
		all.addAll(this.rows);
		all.forEach((row) -> {
			for (int i = 0; i < row.size(); i++) {
				widths[i] = Math.max(widths[i], row.get(i).length());
			}
		});
		StringBuilder table = new StringBuilder();
		for (int i = 0; i < all.size(); i++) {
			line(table, all.get(i), widths, markdown ? " | " : "  ", markdown);
			if (i == 0 && markdown) {
				table.append("|---").append("|---:".repeat(widths.length - 1)).append("|\n");
			}
		}
		return table.toString();
	}

	private static void line(StringBuilder table, List<String> row, int[] widths, String between, boolean markdown) {
		table.append(markdown ? "| " : "  ");
		for (int i = 0; i < row.size(); i++) {
			String space = " ".repeat(widths[i] - row.get(i).length());
			table.append((i == 0) ? row.get(i) + space : space + row.get(i)).append(between);
		}
		table.setLength(table.length() - between.length());
		table.append(markdown ? " |\n" : "\n");
	}

	private static String machine() throws IOException {
		String model = "unknown processor";
		Path cpus = Path.of("/proc/cpuinfo");
		if (Files.exists(cpus)) {
			model = Files.readAllLines(cpus)
				.stream()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).strip())
				.findFirst()
				.orElse(model);
		}
		return "%d × %s, %s %s, Java %s".formatted(Runtime.getRuntime().availableProcessors(), model,
				System.getProperty("os.name"), System.getProperty("os.version").replaceAll("-.*", ""),
				System.getProperty("java.version"));
	}

}
