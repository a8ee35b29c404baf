package io.tarn.ingest.merge;

import io.tarn.columnar.FileSink;
import io.tarn.columnar.WrittenFile;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.FileEntry.Root;
import io.tarn.core.head.Upload;
import io.tarn.core.store.StagedObject;
import io.tarn.core.store.UploadOutput;
import io.tarn.core.store.UploadStager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet files that one attempt writes, each a staged upload. Closing without {@link #keep} aborts them, so that a
 * clean failure leaves nothing. Not thread-safe.
 */
public final class StagedFiles implements AutoCloseable {
    private final UploadStager store;
    private final Root root;
    private final IntFunction<String> keys;
    private final List<Staged> staged = new ArrayList<>();
    private boolean kept;

    /**
     * @param root what {@code store} is
     * @param keys the key of a file by its index
     */
    public StagedFiles(UploadStager store, Root root, IntFunction<String> keys) {
        this.store = store;
        this.root = root;
        this.keys = keys;
    }

    /** Opens the next file; indexes come one after the other from 0. */
    public FileSink open(int index) {
        if (index != staged.size()) {
            throw new IllegalStateException("file " + index + " after " + staged.size() + " files");
        }
        Staged file = new Staged(keys.apply(index));
        staged.add(file);
        return file;
    }

    /**
     * Describes the files, which are staged and not yet kept.
     *
     * @param undated rows without a usable event time, by the files' order
     * @param schema version they were written with
     */
    public List<FileEntry> entries(List<WrittenFile> written, long[] undated, int schema) {
        if (written.size() != staged.size()) {
            throw new IllegalStateException(staged.size() + " files were opened and " + written.size() + " written");
        }
        List<FileEntry> entries = new ArrayList<>();
        for (WrittenFile file : written) {
            Staged at = staged.get(file.index());
            StagedObject object = at.object();
            if (object.size() != file.bytes() || !object.crc32c().equals(file.crc32c())) {
                throw new IllegalStateException("'" + at.key + "' was staged as " + object + " and written as " + file);
            }
            entries.add(new FileEntry(
                    root,
                    at.key,
                    object.size(),
                    object.crc32c(),
                    file.rows(),
                    undated[entries.size()],
                    schema,
                    Upload.of(object)));
        }
        return List.copyOf(entries);
    }

    /** From now on the files stay for somebody to complete. */
    public void keep() {
        kept = true;
    }

    @Override
    public void close() {
        if (!kept) {
            staged.forEach(Staged::abort);
        }
    }

    /** One file; once it is whole, only what completes it is held, not its buffer. */
    private final class Staged implements FileSink {
        private final String key;
        private @Nullable UploadOutput out;
        private @Nullable StagedObject object;

        Staged(String key) {
            this.key = key;
            this.out = new UploadOutput(store, key);
        }

        @Override
        public void write(byte[] bytes, int off, int len) throws IOException {
            UploadOutput to = out;
            if (to == null) {
                throw new IOException("'" + key + "' is closed");
            }
            to.write(bytes, off, len);
        }

        /** Also called for an abandoned file, which {@link #abort} then forgets. */
        @Override
        public void close() {
            UploadOutput ending = out;
            if (ending != null) {
                object = ending.finish();
                out = null;
            }
        }

        StagedObject object() {
            StagedObject whole = object;
            if (whole == null) {
                throw new IllegalStateException("'" + key + "' was not closed");
            }
            return whole;
        }

        void abort() {
            if (out != null) {
                out.abort();
                out = null;
            } else if (object != null) {
                store.abort(key, object.uploadId());
            }
        }
    }
}
