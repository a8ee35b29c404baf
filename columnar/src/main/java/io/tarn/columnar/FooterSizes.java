package io.tarn.columnar;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/**
 * About what footer and indexes take in a file. Their numbers have as many bytes as they need, and some of them are
 * sizes of compressed pages; so the length that a file really has depends on the codec, and this does not.
 */
final class FooterSizes {
    private static final int ELEMENT = 14;
    private static final int CHUNK = 110;
    private static final int PAGE = 20;

    /** parquet-java leaves bounds that are longer out of the footer, and cuts those of pages. */
    private static final int MAX_CHUNK_BOUNDS = 4096;

    private FooterSizes() {}

    /** Of the schema, and all below it. */
    static long schema(Type type) {
        long bytes = (long) ELEMENT + type.getName().length();
        if (!type.isPrimitive()) {
            GroupType group = type.asGroupType();
            for (Type field : group.getFields()) {
                bytes += schema(field);
            }
        }
        return bytes;
    }

    /** Of a column chunk whose bounds have so many bytes together. */
    static int chunk(ColumnDescriptor column, int bounds) {
        int path = 0;
        for (String part : column.getPath()) {
            path += part.length() + 1;
        }
        return CHUNK + path + (bounds < MAX_CHUNK_BOUNDS ? bounds : 0);
    }

    /** Of a page whose bounds have so many bytes together. */
    static int page(int bounds) {
        return PAGE + Math.min(bounds, 2 * RowGroups.COLUMN_INDEX_TRUNCATE);
    }

    /** Bytes of the least and the greatest value together; 0 where there is none. */
    static int bounds(Statistics<?> statistics) {
        return statistics.hasNonNullValue() ? statistics.getMinBytes().length + statistics.getMaxBytes().length : 0;
    }
}
