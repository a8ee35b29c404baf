package io.tarn.ingest.hydrate;

import io.tarn.columnar.FileSizes;
import io.tarn.core.CollectionName;
import io.tarn.core.config.RowSettings;
import io.tarn.core.store.StoreLocation;
import java.io.Serializable;
import java.util.List;

/**
 * What one hydrate works on.
 *
 * @param run names the work area and the derived objects of this hydrate: {@code [a-z0-9-]+}, never used twice
 * @param settings of version {@code settingsVersion}
 * @param segments keys in the state root; sorted, and each once
 * @param frames which of their frames are taken
 * @param outputs which derived objects are wanted
 */
public record HydrateSpec(
        StoreLocation lake,
        StoreLocation state,
        String collection,
        String run,
        RowSettings settings,
        int settingsVersion,
        FileSizes sizes,
        List<String> segments,
        Frames frames,
        WorkSizes work,
        Outputs outputs)
        implements Serializable {

    /** What a hydrate leaves beside Parquet files. */
    public enum Outputs {
        /** Quarantine and ids objects too: a new hydrate. */
        ALL,
        /** No quarantine and no ids objects, which exist already: files of a recorded hydrate are staged again. */
        FILES
    }

    public HydrateSpec {
        segments = List.copyOf(segments);
        for (int i = 1; i < segments.size(); i++) {
            if (segments.get(i - 1).compareTo(segments.get(i)) >= 0) {
                throw new IllegalArgumentException("segments must be sorted and each once: " + segments.get(i));
            }
        }
    }

    /** A new hydrate of whole segments with the usual sizes of work. */
    public HydrateSpec(
            StoreLocation lake,
            StoreLocation state,
            String collection,
            String run,
            RowSettings settings,
            int settingsVersion,
            FileSizes sizes,
            List<String> segments) {
        this(
                lake,
                state,
                collection,
                run,
                settings,
                settingsVersion,
                sizes,
                segments,
                Frames.ALL,
                WorkSizes.DEFAULT,
                Outputs.ALL);
    }

    /** The same for some frames of its segments. */
    public HydrateSpec only(Frames these) {
        return new HydrateSpec(
                lake, state, collection, run, settings, settingsVersion, sizes, segments, these, work, outputs);
    }

    /** The same work for the purpose of staging files of a recorded hydrate again. */
    public HydrateSpec filesOnly() {
        return new HydrateSpec(
                lake, state, collection, run, settings, settingsVersion, sizes, segments, frames, work, Outputs.FILES);
    }

    CollectionName name() {
        return new CollectionName(collection);
    }

    @Override
    public String toString() {
        return "hydrate of " + collection + " (run " + run + ", " + segments.size() + " segments)";
    }
}
