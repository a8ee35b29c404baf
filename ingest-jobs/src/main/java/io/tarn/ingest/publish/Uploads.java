package io.tarn.ingest.publish;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.head.FileEntry;
import io.tarn.core.head.Upload;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.PartTag;
import io.tarn.core.store.UploadStager.Completion;
import java.util.List;
import java.util.Optional;

/**
 * The staged files of both roots: confirmed, completed, read back, aborted. Every step may be repeated. Thread-safe.
 */
final class Uploads {
    private final ObjectStore lake;
    private final ObjectStore state;
    private final Steps steps;

    Uploads(ObjectStore lake, ObjectStore state, Steps steps) {
        this.lake = lake;
        this.state = state;
        this.steps = steps;
    }

    ObjectStore store(FileEntry file) {
        return file.root() == FileEntry.Root.LAKE ? lake : state;
    }

    /** True where the upload is there with exactly the parts that were recorded. */
    boolean intact(FileEntry file) {
        Upload upload = file.upload();
        if (upload == null) {
            return exists(file);
        }
        Optional<List<PartTag>> parts = store(file).listParts(file.key(), upload.id());
        return parts.filter(upload.parts()::equals).isPresent();
    }

    boolean exists(FileEntry file) {
        return store(file).stat(file.key()).isPresent();
    }

    /**
     * Makes the file visible, create-only, and reads it back.
     *
     * @return the file as it is in the store, or empty where neither it nor its upload is there any more
     */
    Optional<FileEntry> complete(FileEntry file) {
        Upload upload = file.upload();
        if (upload != null && intact(file)) {
            steps.at("file.complete " + file.key());
            Completion completion = store(file).complete(file.key(), upload.id(), upload.parts());
            steps.at("file.completed " + file.key());
            if (completion == Completion.EXISTS) {
                abort(file);
            }
        }
        return inPlace(file);
    }

    /**
     * What is at the file's key. It may be this upload, completed by another run, or the same rows, staged by one;
     * bytes that differ are fine then, because another version of the codec compresses differently, but every page has
     * to be whole.
     */
    private Optional<FileEntry> inPlace(FileEntry file) {
        ObjectStore store = store(file);
        Optional<ObjectStat> object = store.stat(file.key());
        if (object.isEmpty()) {
            return Optional.empty();
        }
        long size = object.get().size();
        String crc32c = StoredFile.crc32c(store, file.key());
        boolean same = size == file.size() && crc32c.equals(file.crc32c());
        long rows =
                same ? StoredFile.rows(store, file.key(), size) : StoredFile.rowsOfEveryPage(store, file.key(), size);
        if (rows != file.rows()) {
            throw taken(file, rows);
        }
        return Optional.of(
                new FileEntry(file.root(), file.key(), size, crc32c, rows, file.undated(), file.schema(), null));
    }

    private static TarnException taken(FileEntry file, long rows) {
        return new TarnException(
                ExitCode.INTEGRITY,
                "File '" + file.key() + "' has " + rows + " rows instead of " + file.rows(),
                "its key was taken by something else",
                "Move the object away and run the same command again");
    }

    /** Forgets the upload, and makes sure that it is forgotten. */
    void abort(FileEntry file) {
        Upload upload = file.upload();
        if (upload == null) {
            return;
        }
        ObjectStore store = store(file);
        do {
            steps.at("file.abort " + file.key());
            store.abort(file.key(), upload.id());
            // A part that was under way may outlive an abort (S3); then it is aborted again.
        } while (store.listParts(file.key(), upload.id()).isPresent());
    }

    void abortAll(List<FileEntry> files) {
        files.forEach(this::abort);
    }
}
