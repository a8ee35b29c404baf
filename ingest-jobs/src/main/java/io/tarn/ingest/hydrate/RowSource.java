package io.tarn.ingest.hydrate;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Rows in the order in which a file has them. */
interface RowSource {
    /** The next row, valid until the one after it is asked for; null at the end. */
    @Nullable
    SpilledRow next() throws IOException;
}
