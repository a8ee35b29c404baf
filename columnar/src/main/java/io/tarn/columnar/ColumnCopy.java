package io.tarn.columnar;

import java.util.List;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReaderImpl;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.io.api.PrimitiveConverter;

/** Carries one column of one row group over, some rows at a time. */
interface ColumnCopy {
    /** The next rows. */
    void copy(long rows);

    /** A column that the input lacks, below a group that it has at these levels. */
    record Nulls(LeafWriter leaf, int repetition, int definition) {
        void follow(int entryRepetition, int entryDefinition) {
            // Deeper repetition is within one occurrence of the group.
            if (entryRepetition <= repetition) {
                leaf.nulls(entryRepetition, Math.min(entryDefinition, definition), 1);
            }
        }
    }

    /** @param nulls columns that this one is the witness for */
    static ColumnCopy of(
            ColumnDescriptor column, PageReader pages, ParsedVersion version, LeafWriter out, List<Nulls> nulls) {
        ColumnReader reader = new ColumnReaderImpl(column, pages, new NoConverter(), version);
        int full = column.getMaxDefinitionLevel();
        Value value = Value.of(column);
        return new ColumnCopy() {
            private long left = reader.getTotalValueCount();

            @Override
            public void copy(long rows) {
                long begun = 0;
                for (; left > 0; left--) {
                    int repetition = reader.getCurrentRepetitionLevel();
                    if (repetition == 0 && begun++ == rows) {
                        return;
                    }
                    int definition = reader.getCurrentDefinitionLevel();
                    if (definition == full) {
                        value.copy(reader, repetition, out);
                    } else {
                        out.nulls(repetition, definition, 1);
                    }
                    for (Nulls missing : nulls) {
                        missing.follow(repetition, definition);
                    }
                    reader.consume();
                }
            }
        };
    }

    /** Carries one value over, by physical type. */
    interface Value {
        void copy(ColumnReader reader, int repetition, LeafWriter out);

        static Value of(ColumnDescriptor column) {
            return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
                case BOOLEAN -> (reader, repetition, out) -> out.bool(repetition, reader.getBoolean());
                case INT32 -> (reader, repetition, out) -> out.int32(repetition, reader.getInteger());
                case INT64 -> (reader, repetition, out) -> out.int64(repetition, reader.getLong());
                case DOUBLE -> (reader, repetition, out) -> out.float64(repetition, reader.getDouble());
                case BINARY, FIXED_LEN_BYTE_ARRAY ->
                    (reader, repetition, out) -> out.binary(repetition, reader.getBinary());
                case FLOAT, INT96 -> throw new IllegalArgumentException("Tarn does not write this type: " + column);
            };
        }
    }

    /** Values are taken from the reader; nothing is pushed. */
    final class NoConverter extends PrimitiveConverter {}
}
