/** The compaction of collections, put together: hydrate, seal, append. */
@NullMarked
package io.tarn.ingest.compact;

import org.jspecify.annotations.NullMarked;
