package io.tarn.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.core.CollectionName;
import io.tarn.schema.Column.Variant;
import io.tarn.schema.ColumnType.Array;
import io.tarn.schema.ColumnType.MapOf;
import io.tarn.schema.ColumnType.Scalar;
import io.tarn.schema.ColumnType.Struct;
import io.tarn.schema.ColumnType.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schema as {@code tarn schema show --json} prints it: every column, {@code _rest} and {@code tarn} included. */
public record SchemaView(String collection, int version, List<ColumnView> columns) {

    /**
     * One column.
     *
     * @param type in SQL; of structs {@code struct} and {@code array<struct>}, since their fields stand beside it
     * @param path JSON pointer in the event; of members of objects in arrays, without the index; "" for Tarn's own
     * @param variant whether it holds what the plain column of its path does not take
     * @param format what the text is where {@code type} does not say it: {@code json} (any value), {@code json_array},
     *     {@code json_values} (of a map), or a timestamp's format and zone; absent elsewhere
     * @param fields of structs and arrays of structs; absent elsewhere
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ColumnView(
            String name,
            String type,
            String path,
            boolean variant,
            boolean pinned,
            @Nullable String format,
            @Nullable List<ColumnView> fields) {}

    /** The view of a schema version. */
    public static SchemaView of(CollectionName collection, TableSchema schema) {
        List<ColumnView> columns = new ArrayList<>(views("", schema.root()));
        columns.add(own(TableSchema.REST, "string", "json"));
        columns.add(new ColumnView(
                TableSchema.TARN,
                "struct",
                "",
                false,
                false,
                null,
                List.of(
                        own("event_id", "string", null),
                        own("received_at", "timestamp", null),
                        own("segment", "string", null),
                        own("seq", "bigint", null),
                        own("hash", "bigint", null))));
        return new SchemaView(collection.value(), schema.version(), List.copyOf(columns));
    }

    private static ColumnView own(String name, String type, @Nullable String format) {
        return new ColumnView(name, type, "", false, false, format, null);
    }

    private static List<ColumnView> views(String path, Struct struct) {
        return struct.columns().stream().map(c -> view(path, c)).toList();
    }

    private static ColumnView view(String parent, Column c) {
        String path = Pointers.member(parent, c.key());
        ColumnType inner = c.type();
        while (inner instanceof Array array) {
            inner = array.element();
        }
        return new ColumnView(
                c.name(),
                type(c.type()),
                path,
                c.variant() != Variant.PLAIN,
                c.pinned(),
                format(inner),
                inner instanceof Struct struct ? views(path, struct) : null);
    }

    private static String type(ColumnType type) {
        if (type instanceof Array array) {
            return "array<" + type(array.element()) + ">";
        }
        return type instanceof Struct ? "struct" : AthenaDdl.typeOf(type);
    }

    private static @Nullable String format(ColumnType type) {
        if (type instanceof Timestamp t) {
            return t.format() + " " + t.zone();
        }
        if (type instanceof MapOf map) {
            return map.jsonValues() ? "json_values" : null;
        }
        return type == Scalar.JSON ? "json" : type == Scalar.JSON_ARRAY ? "json_array" : null;
    }
}
