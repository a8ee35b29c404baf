package io.tarn.schema;

import io.tarn.schema.Column.Variant;
import java.util.List;

/** A schema version as it is in the bucket. */
record SchemaDocument(int version, int settings, List<ColumnDocument> columns) {

    /** A column; {@code fields} are those of a struct, also of one in arrays, and else empty. */
    record ColumnDocument(
            String name, String key, Variant variant, String type, boolean pinned, List<ColumnDocument> fields) {}

    static SchemaDocument of(TableSchema schema) {
        return new SchemaDocument(
                schema.version(), schema.settings(), documents(schema.root().columns()));
    }

    TableSchema schema() {
        return new TableSchema(version, settings, new ColumnType.Struct(columns(columns)));
    }

    private static List<ColumnDocument> documents(List<Column> columns) {
        return columns.stream()
                .map(c -> new ColumnDocument(
                        c.name(),
                        c.key(),
                        c.variant(),
                        TypeText.of(c.type()),
                        c.pinned(),
                        documents(TypeText.fields(c.type()))))
                .toList();
    }

    private static List<Column> columns(List<ColumnDocument> documents) {
        return documents.stream()
                .map(d -> new Column(
                        d.name(), d.key(), d.variant(), TypeText.parse(d.type(), columns(d.fields())), d.pinned()))
                .toList();
    }
}
