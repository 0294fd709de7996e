package dev.sluice.architecture;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modules and rooms, drawn and listed in Markdown from what they say of themselves;
 * what is used stands before what uses it.
 *
 * @param rooms all packages below the root package
 */
record Blueprint(List<Room> rooms) {

	/**
	 * Modules as boxes with their rooms inside. An arrow says "uses"; one that follows
	 * from others is left out.
	 */
	String drawing() {
		return Stream
			.of(Stream.of("```mermaid", "flowchart TD"), modules().stream().flatMap(this::box),
					arrows("  ", modules(), Room::modules, Room::name), Stream.of("```"))
			.flatMap(Function.identity())
			.collect(Collectors.joining("\n"));
	}

	/** A row for each module. */
	String modulesTable() {
		return table("| module | may use | what it is |", modules(), Room::modules);
	}

	/** A row for each module that has rooms, and for each of those. */
	String roomsTable() {
		List<Room> furnished = modules().stream()
			.map(this::inside)
			.filter((inside) -> inside.size() > 1)
			.flatMap(List::stream)
			.toList();
		return table("| room | may use | what it is |", furnished, Room::rooms);
	}

	private static String table(String head, List<Room> rows, Function<Room, List<String>> uses) {
		return rows.stream()
			.map((room) -> "| `%s` | %s | %s |".formatted(room.name(),
					uses.apply(room).isEmpty() ? "–" : String.join(", ", uses.apply(room)), room.sentence()))
			.collect(Collectors.joining("\n", head + "\n|---|---|---|\n", ""));
	}

	private List<Room> modules() {
		return sorted(this.rooms.stream().filter(Room::isModule).toList(), Room::modules);
	}

	private List<Room> inside(Room module) {
		return sorted(this.rooms.stream().filter((room) -> room.module().equals(module.name())).toList(), Room::rooms);
	}

	private Stream<String> box(Room module) {
		List<Room> inside = inside(module);
		if (inside.size() == 1) {
			return Stream.of("  " + module.name());
		}
		return Stream
			.of(Stream.of("  subgraph " + module.name()), inside.stream().map((room) -> "    " + node(room)),
					arrows("    ", inside, Room::rooms, Blueprint::id), Stream.of("  end"))
			.flatMap(Function.identity());
	}

	private static String node(Room room) {
		String label = room.isModule() ? "its root" : room.name().substring(room.module().length() + 1);
		return id(room) + "[" + label + "]";
	}

	/** A box may not have the name of something inside. */
	private static String id(Room room) {
		return room.isModule() ? room.name() + ".root" : room.name();
	}

	private static Stream<String> arrows(String indent, List<Room> among, Function<Room, List<String>> uses,
			Function<Room, String> id) {
		Map<String, Room> byName = byName(among);
		return among.stream()
			.flatMap((room) -> uses.apply(room)
				.stream()
				.filter((used) -> !isReachedByOthers(room, used, uses, byName))
				.map((used) -> indent + id.apply(room) + " --> " + id.apply(Objects.requireNonNull(byName.get(used)))));
	}

	private static boolean isReachedByOthers(Room room, String used, Function<Room, List<String>> uses,
			Map<String, Room> byName) {
		return uses.apply(room)
			.stream()
			.filter((other) -> !other.equals(used))
			.anyMatch((other) -> reached(Objects.requireNonNull(byName.get(other)), uses, byName).contains(used));
	}

	private static List<Room> sorted(List<Room> rooms, Function<Room, List<String>> uses) {
		Map<String, Room> byName = byName(rooms);
		return rooms.stream()
			.sorted(Comparator.<Room>comparingInt((room) -> reached(room, uses, byName).size())
				.thenComparing(Room::name))
			.toList();
	}

	static Map<String, Room> byName(List<Room> rooms) {
		return rooms.stream().collect(Collectors.toMap(Room::name, Function.identity()));
	}

	/** All that it uses, and that those use; itself only where that is a circle. */
	static Set<String> reached(Room room, Function<Room, List<String>> uses, Map<String, Room> byName) {
		Set<String> reached = new TreeSet<>();
		Deque<String> open = new ArrayDeque<>(uses.apply(room));
		while (!open.isEmpty()) {
			String name = open.remove();
			if (reached.add(name)) {
				open.addAll(uses.apply(Objects.requireNonNull(byName.get(name), name)));
			}
		}
		return reached;
	}

}
