package dev.sluice.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A chart as SVG: lines over powers of ten, from nothing upwards. */
public final class Chart {

	private static final int WIDTH = 640;

	private static final int HEIGHT = 300;

	private static final int LEFT = 60;

	private static final int BOTTOM = 40;

	private static final int TOP = 40;

	private static final int RIGHT = 190;

	private static final List<String> COLORS = List.of("#1f6feb", "#d1242f", "#1a7f37", "#9a6700", "#8250df",
			"#57606a");

	private final String title;

	private final String across;

	private final Map<String, Map<Double, Double>> lines = new LinkedHashMap<>();

	/**
	 * An empty one.
	 * @param title what goes up, with its unit
	 * @param across what grows
	 */
	public Chart(String title, String across) {
		this.title = title;
		this.across = across;
	}

	/** Adds a point to a line. */
	public void point(String line, double x, double y) {
		this.lines.computeIfAbsent(line, (key) -> new LinkedHashMap<>()).put(x, y);
	}

	/** Writes it among the results. */
	public void write(String name) throws IOException {
		Files.writeString(Folders.result(name + ".svg"), svg());
	}

	private String svg() {
		double least = Math.log10(all(true).min().orElse(1));
		double most = Math.max(least + 1, Math.log10(all(true).max().orElse(10)));
		double top = nice(all(false).max().orElse(1));
		StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
						+ "<rect width=\"%1$d\" height=\"%2$d\" fill=\"white\"/>%n<text x=\"%3$d\" y=\"20\" font-size=\"14\">%4$s</text>%n",
				WIDTH, HEIGHT, LEFT, this.title));
		for (int i = 0; i <= 4; i++) {
			double y = y(top * i / 4, top);
			append(svg, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#d0d7de\"/>", LEFT, WIDTH - RIGHT,
					y, y);
			append(svg, "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 6, y + 4,
					Figures.number(top * i / 4));
		}
		all(true).distinct()
			.sorted()
			.forEach((x) -> append(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%,.0f</text>",
					x(x, least, most), HEIGHT - BOTTOM + 18, x));
		append(svg, "<text x=\"%d\" y=\"%d\">%s</text>", WIDTH - RIGHT + 24, HEIGHT - BOTTOM + 18, this.across);
		int line = 0;
		for (Map.Entry<String, Map<Double, Double>> each : this.lines.entrySet()) {
			String color = COLORS.get(line % COLORS.size());
			StringBuilder points = new StringBuilder();
			each.getValue().forEach((x, y) -> {
				append(points, "%.1f,%.1f ", x(x, least, most), y(y, top));
				append(svg, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>", x(x, least, most), y(y, top),
						color);
			});
			append(svg, "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, color);
			append(svg, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>", WIDTH - RIGHT + 10, TOP + 10 + 18 * line++,
					color, each.getKey());
		}
		return svg.append("</svg>\n").toString();
	}

	private java.util.stream.DoubleStream all(boolean across) {
		return this.lines.values()
			.stream()
			.flatMap((line) -> (across ? line.keySet() : line.values()).stream())
			.mapToDouble(Double::doubleValue);
	}

	private static void append(StringBuilder svg, String pattern, Object... values) {
		svg.append(String.format(Locale.ROOT, pattern, values)).append('\n');
	}

	private static double x(double value, double least, double most) {
		return LEFT + 20 + (WIDTH - RIGHT - LEFT - 40) * (Math.log10(value) - least) / (most - least);
	}

	private static double y(double value, double top) {
		return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * value / top;
	}

	/** The next number that divides well by four. */
	private static double nice(double value) {
		double unit = Math.pow(10, Math.floor(Math.log10(value)));
		for (double step : new double[] { 1, 2, 4, 6, 8 }) {
			if (value <= step * unit) {
				return step * unit;
			}
		}
		return 10 * unit;
	}

}
