package dev.sluice.testing.traces;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;

/**
 * A span as the collector got it.
 *
 * @param parent the id of the span that it is a part of; empty for none
 * @param links the traces that it names beside its own
 */
public record Exported(String trace, String id, String parent, String name, String kind, Map<String, String> attributes,
		List<String> links, boolean failed) {

	static Exported of(Span span) {
		Map<String, String> attributes = new TreeMap<>();
		span.getAttributesList().forEach((pair) -> attributes.put(pair.getKey(), text(pair.getValue())));
		return new Exported(hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()), span.getName(),
				span.getKind().name().substring("SPAN_KIND_".length()), attributes,
				span.getLinksList().stream().map((link) -> hex(link.getTraceId())).toList(),
				span.getStatus().getCodeValue() == 2);
	}

	private static String text(AnyValue value) {
		return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
	}

	private static String hex(ByteString bytes) {
		return HexFormat.of().formatHex(bytes.toByteArray());
	}

	/** Whether another one is that of which this one is a part. */
	public boolean isPartOf(Exported other) {
		return other.trace.equals(this.trace) && other.id.equals(this.parent);
	}

	/** One of its attributes; empty where it has none of this name. */
	public String get(String attribute) {
		return this.attributes.getOrDefault(attribute, "");
	}

}
