package io.tarn.ingest.hydrate;

import io.tarn.core.store.ObjectReader;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a part that stay, in the order (segment, sequence); the dropped ones are told as they are met. Not
 * thread-safe.
 */
final class KeptRows implements RowSource {
    /** Is told of a row that does not stay. */
    @FunctionalInterface
    interface Dropped {
        void row(SpilledRow row, Drop.Kind why) throws IOException;
    }

    private final ObjectReader state;
    private final Dropped dropped;
    private final DropCursor drops = new DropCursor();
    private final Iterator<DayPart.Rows> slices;
    private SpillBlocks.@Nullable Reader reader;

    KeptRows(DayPart part, ObjectReader state, Dropped dropped) {
        this.state = state;
        this.dropped = dropped;
        this.slices = part.rows().iterator();
        for (DayPart.Drops slice : part.drops()) {
            drops.add(state, slice.key(), slice.slice());
        }
    }

    @Override
    public @Nullable SpilledRow next() throws IOException {
        while (true) {
            SpilledRow row = reader == null ? null : reader.next();
            if (row == null) {
                if (!slices.hasNext()) {
                    return null;
                }
                DayPart.Rows slice = slices.next();
                reader = new SpillBlocks.Reader(state, slice.key(), slice.slice());
                continue;
            }
            Drop.Kind why = drops.of(row.segment(), row.seq());
            if (why == null) {
                return row;
            }
            dropped.row(row, why);
        }
    }
}
