package io.tarn.aws.glue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;

/** Cuts what is written into requests that Glue takes. Pure. */
final class Batches {
    /** Partitions of a thousand columns each would make a request of many megabytes. */
    static final long BYTES = 1L << 20;

    /** Names, brackets and quotes of JSON around a column, and around the rest of a partition. */
    private static final int AROUND_COLUMN = 48;

    private static final int AROUND_PARTITION = 1_024;

    private Batches() {}

    /** In order; none has more than {@code most} items, or, but for one alone, more than {@link #BYTES}. */
    static <T> List<List<T>> of(List<T> items, int most, ToLongFunction<T> size) {
        List<List<T>> batches = new ArrayList<>();
        List<T> open = new ArrayList<>();
        long bytes = 0;
        for (T item : items) {
            long more = size.applyAsLong(item);
            if (open.size() == most || !open.isEmpty() && bytes + more > BYTES) {
                batches.add(List.copyOf(open));
                open.clear();
                bytes = 0;
            }
            open.add(item);
            bytes += more;
        }
        if (!open.isEmpty()) {
            batches.add(List.copyOf(open));
        }
        return batches;
    }

    /** About the bytes of a partition in a request, rather too many. */
    static long bytes(PartitionInput input) {
        long bytes = AROUND_PARTITION
                + 3L * input.storageDescriptor().location().length()
                + 3L * input.parameters().toString().length();
        for (Column column : input.storageDescriptor().columns()) {
            String comment = column.comment();
            bytes += AROUND_COLUMN
                    + 3L * column.name().length()
                    + column.type().length()
                    + (comment == null ? 0 : 3L * comment.length());
        }
        return bytes;
    }
}
