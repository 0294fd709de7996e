package dev.sluice.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one contender reached, slice by slice. */
public final class Figures {

	private final List<Double> values = new ArrayList<>();

	public Figures add(double value) {
		this.values.add(value);
		return this;
	}

	int size() {
		return this.values.size();
	}

	double at(int index) {
		return this.values.get(index);
	}

	public double median() {
		if (this.values.isEmpty()) {
			return Double.NaN;
		}
		List<Double> sorted = this.values.stream().sorted().toList();
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	double least() {
		return this.values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
	}

	double most() {
		return this.values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
	}

	/** The ratios to another's slices, each to the one of the same round. */
	public Figures over(Figures other) {
		Figures ratios = new Figures();
		for (int i = 0; i < Math.min(size(), other.size()); i++) {
			ratios.add(at(i) / other.at(i));
		}
		return ratios;
	}

	/** The median. */
	public String text() {
		return number(median());
	}

	/** The least and the most. */
	public String spread() {
		return number(least()) + "–" + number(most());
	}

	/** As many digits as mean something. */
	public static String number(double value) {
		if (Double.isNaN(value)) {
			return "–";
		}
		String pattern = (Math.abs(value) >= 100) ? "%,.0f" : (Math.abs(value) >= 10) ? "%.1f" : "%.2f";
		return String.format(Locale.ROOT, pattern, value);
	}

}
