package io.tarn.core.store;

import java.util.List;
import java.util.Optional;

/**
 * Uploads that become visible only when they are completed, and then at once and whole: S3's multipart uploads.
 * Thread-safe.
 *
 * <p>An unfinished upload is invisible to every reader of the store, those who glob its files included.
 */
public interface UploadStager {
    /** What came of {@link #complete}. */
    enum Completion {
        /** The object now exists with the parts' bytes, by this call or by another one for the same upload. */
        COMPLETED,
        /** The key was taken; nothing changed. It may be this very upload, completed before: read the key. */
        EXISTS,
        /** There is no such upload: completed, aborted or never begun. Read the key. */
        GONE
    }

    /** Begins an upload to {@code key} and gives its id. */
    String begin(String key);

    /**
     * Stores part {@code number} (from 1) durably; a part written again replaces the first. All but the last have at
     * least 5 MiB.
     */
    PartTag writePart(String key, String uploadId, int number, byte[] bytes, int offset, int length);

    /** The parts that an unfinished upload holds, by number; empty where there is no such upload. */
    Optional<List<PartTag>> listParts(String key, String uploadId);

    /** Makes the object of exactly these parts, create-only. */
    Completion complete(String key, String uploadId, List<PartTag> parts);

    /** Forgets the upload; nothing happens where there is none. */
    void abort(String key, String uploadId);

    /** The unfinished uploads whose key begins with {@code prefix}, in key order. */
    List<UnfinishedUpload> listUnfinished(String prefix);
}
