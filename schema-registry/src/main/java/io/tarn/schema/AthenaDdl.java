package io.tarn.schema;

import io.tarn.core.CollectionName;
import io.tarn.schema.ColumnType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * DDL text for Athena (Hive's dialect for tables, Trino's for views), within its limits: 262,144 bytes a statement,
 * 131,072 characters a column's type, 255 characters a comment.
 */
public final class AthenaDdl {
    /** Longest comment of a column, in characters. */
    static final int MAX_COMMENT = 255;

    private static final int PARTITIONS_PER_STATEMENT = 500;
    private static final int TEXT_PER_STATEMENT = 200_000;
    private static final String PROVENANCE =
            "struct<event_id:string,received_at:timestamp,segment:string,seq:bigint,hash:bigint>";

    private AthenaDdl() {}

    /**
     * The statement that makes the table; each column's comment is its path in the event.
     *
     * @param locationUri the collection's directory in the lake
     */
    public static String createTable(CollectionName collection, TableSchema schema, String locationUri) {
        StringBuilder out = new StringBuilder("CREATE EXTERNAL TABLE IF NOT EXISTS ")
                .append(SqlNames.hive(collection.value()))
                .append(" (\n");
        for (Column c : schema.root().columns()) {
            StringBuilder type = new StringBuilder();
            append(type, c.type(), true);
            column(out, c.name(), type.toString(), Pointers.member("", c.key()));
            out.append(",\n");
        }
        column(out, TableSchema.REST, "string", "what has no column: a JSON object of JSON pointer and value");
        out.append(",\n");
        column(out, TableSchema.TARN, PROVENANCE, "where the row came from");
        return out.append(
                        "\n)\nPARTITIONED BY (`year` string, `month` string, `day` string)\nSTORED AS PARQUET\nLOCATION ")
                .append(SqlNames.hiveText(locationUri))
                .append(";\n")
                .toString();
    }

    private static void column(StringBuilder out, String name, String type, String comment) {
        out.append("  ")
                .append(SqlNames.hive(name))
                .append(' ')
                .append(type)
                .append(" COMMENT ")
                .append(SqlNames.hiveText(SqlNames.comment(comment)));
    }

    /**
     * The statements that make the table's partitions.
     *
     * @param locations URI by day, {@code YYYY-MM-DD}
     */
    public static List<String> addPartitions(CollectionName collection, SortedMap<String, String> locations) {
        List<String> statements = new ArrayList<>();
        StringBuilder out = new StringBuilder();
        int partitions = 0;
        for (var day : locations.entrySet()) {
            if (partitions == PARTITIONS_PER_STATEMENT || out.length() > TEXT_PER_STATEMENT) {
                statements.add(out.append(";\n").toString());
                out.setLength(0);
                partitions = 0;
            }
            if (partitions++ == 0) {
                out.append("ALTER TABLE ")
                        .append(SqlNames.hive(collection.value()))
                        .append(" ADD IF NOT EXISTS");
            }
            String[] date = day.getKey().split("-", 3);
            out.append("\n  PARTITION (year='").append(date[0]);
            out.append("', month='").append(date[1]);
            out.append("', day='").append(date[2]).append("') LOCATION ");
            out.append(SqlNames.hiveText(day.getValue()));
        }
        if (partitions > 0) {
            statements.add(out.append(";\n").toString());
        }
        return statements;
    }

    /**
     * The statement that makes the companion view {@code {collection}_view}: with the day as a date, and variants
     * coalesced.
     */
    public static String view(CollectionName collection, TableSchema schema) {
        return AthenaView.of(collection, schema);
    }

    /** A type as Athena, Hive and Glue write it, names without quotes. */
    public static String typeOf(ColumnType type) {
        StringBuilder out = new StringBuilder();
        append(out, type, false);
        return out.toString();
    }

    private static void append(StringBuilder out, ColumnType type, boolean quoted) {
        if (type instanceof ColumnType.Array array) {
            out.append("array<");
            append(out, array.element(), quoted);
            out.append('>');
        } else if (type instanceof ColumnType.Struct struct) {
            out.append("struct<");
            String comma = "";
            for (Column c : struct.columns()) {
                out.append(comma)
                        .append(quoted ? SqlNames.hive(c.name()) : c.name())
                        .append(':');
                append(out, c.type(), quoted);
                comma = ",";
            }
            out.append('>');
        } else {
            out.append(leaf(type));
        }
    }

    private static String leaf(ColumnType type) {
        if (type instanceof ColumnType.Decimal d) {
            return "decimal(" + d.precision() + "," + d.scale() + ")";
        }
        if (type instanceof Scalar scalar) {
            return switch (scalar) {
                case BOOL -> "boolean";
                case BIGINT -> "bigint";
                case DOUBLE -> "double";
                case STRING, JSON, JSON_ARRAY -> "string";
                case DATE -> "date";
            };
        }
        return type instanceof ColumnType.MapOf ? "map<string,string>" : "timestamp";
    }
}
