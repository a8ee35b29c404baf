package io.tarn.schema;

import io.tarn.core.config.RowSettings;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType.MapOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings that published columns do not follow, because a published column keeps its name and type for ever. */
public final class UnmetSettings {
    private UnmetSettings() {}

    /**
     * A line for each pin and name that has no effect; empty if all hold. Refuses settings that no column can be (exit
     * 3).
     */
    public static List<String> of(TableSchema schema, RowSettings settings) {
        List<String> lines = new ArrayList<>();
        settings.pins().forEach((pointer, text) -> {
            ColumnType pin = Pins.parse(pointer, text);
            published(schema, pointer)
                    .filter(c -> !c.pinned() || !same(c.type(), pin))
                    .ifPresent(c -> lines.add("pin of " + pointer + ": column " + c.name() + " is published as "
                            + TypeText.of(c.type()) + " and stays so; another type needs a rebuild"));
        });
        settings.rename().forEach((pointer, name) -> published(schema, pointer)
                .filter(c -> !c.name().equals(name))
                .ifPresent(c -> lines.add("rename of " + pointer + ": column " + c.name()
                        + " is published and keeps its name; another name needs a rebuild")));
        return List.copyOf(lines);
    }

    private static boolean same(ColumnType published, ColumnType pin) {
        return published.equals(pin) || published instanceof MapOf && pin instanceof MapOf;
    }

    private static Optional<Column> published(TableSchema schema, String pointer) {
        List<Column> columns = schema.root().columns();
        Optional<Column> found = Optional.empty();
        for (String key : Pointers.keys(pointer)) {
            List<Column> among = columns;
            found = among.stream()
                    .filter(c -> c.key().equals(key) && c.variant() == Variant.PLAIN)
                    .findFirst();
            columns = found.map(c -> TypeText.fields(c.type())).orElse(List.of());
        }
        return found;
    }
}
