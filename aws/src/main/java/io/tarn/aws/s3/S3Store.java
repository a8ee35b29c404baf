package io.tarn.aws.s3;

import io.tarn.core.store.KeyRules;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.PartTag;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.core.store.Versioned;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * A bucket, or what lies below a prefix of it. Thread-safe; cheap to open, because the clients are kept.
 *
 * <p>Of S3 it needs conditional writes, {@code If-None-Match} and {@code If-Match} on put and on the completion of
 * uploads, and strongly consistent reads and listings.
 */
final class S3Store implements ObjectStore {
    private static final int MOST_DELETED_AT_ONCE = 1_000;

    private final Bucket bucket;
    private final S3Reads reads;
    private final S3Writes writes;
    private final S3Uploads uploads;

    S3Store(Bucket bucket) {
        this.bucket = bucket;
        this.reads = new S3Reads(bucket);
        this.writes = new S3Writes(bucket);
        this.uploads = new S3Uploads(bucket);
    }

    @Override
    public StoreLocation location() {
        return bucket.location();
    }

    // ---- reading ----

    @Override
    public Optional<ObjectStat> stat(String key) {
        return reads.stat(key);
    }

    @Override
    public Optional<Versioned> read(String key) {
        return reads.read(key);
    }

    @Override
    public byte[] readRange(String key, long offset, int length) {
        return reads.readRange(key, offset, length);
    }

    @Override
    public InputStream open(String key) {
        return reads.open(key);
    }

    @Override
    public Iterable<ObjectStat> list(String prefix, String startAfter) {
        return KeyRules.beginsNone(prefix) ? List.of() : () -> new S3Listing(bucket, prefix, startAfter);
    }

    // ---- writing ----

    @Override
    public boolean create(String key, byte[] bytes) {
        return writes.create(key, bytes);
    }

    @Override
    public boolean create(String key, Path file) {
        return writes.create(key, file);
    }

    @Override
    public Optional<String> swap(String key, @Nullable String expected, byte[] bytes) {
        return writes.swap(key, expected, bytes);
    }

    // ---- deleting ----

    @Override
    public void delete(String key) {
        String full = bucket.key(key);
        bucket.failures().refuseDeletion(key);
        bucket.failures().during(Action.DELETE, "deleted", key, () -> bucket.clients()
                .retrying()
                .deleteObject(delete -> delete.bucket(bucket.name()).key(full)));
    }

    @Override
    public void deleteAll(Iterable<String> keys) {
        List<String> some = new ArrayList<>();
        for (String key : keys) {
            some.add(key);
            if (some.size() == MOST_DELETED_AT_ONCE) {
                deleteAtOnce(some);
                some.clear();
            }
        }
        if (some.size() == 1) {
            delete(some.get(0));
        } else if (!some.isEmpty()) {
            deleteAtOnce(some);
        }
    }

    private void deleteAtOnce(List<String> keys) {
        bucket.failures().refuseDeletion(keys.get(0));
        Delete all = Delete.builder()
                .quiet(true)
                .objects(keys.stream()
                        .map(key ->
                                ObjectIdentifier.builder().key(bucket.key(key)).build())
                        .toList())
                .build();
        List<S3Error> errors = bucket.failures().during(Action.DELETE, "deleted", keys.get(0), () -> bucket.clients()
                .retrying()
                .deleteObjects(delete -> delete.bucket(bucket.name()).delete(all))
                .errors());
        for (S3Error error : errors) {
            if (!"NoSuchKey".equals(error.code())) {
                throw bucket.failures()
                        .failure(Action.DELETE, "deleted", bucket.relative(error.key()), S3Failures.of(error));
            }
        }
    }

    // ---- staged uploads ----

    @Override
    public String begin(String key) {
        return uploads.begin(key);
    }

    @Override
    public PartTag writePart(String key, String uploadId, int number, byte[] bytes, int offset, int length) {
        return uploads.writePart(key, uploadId, number, bytes, offset, length);
    }

    @Override
    public Optional<List<PartTag>> listParts(String key, String uploadId) {
        return uploads.listParts(key, uploadId);
    }

    @Override
    public Completion complete(String key, String uploadId, List<PartTag> parts) {
        return uploads.complete(key, uploadId, parts);
    }

    @Override
    public void abort(String key, String uploadId) {
        uploads.abort(key, uploadId);
    }

    @Override
    public List<UnfinishedUpload> listUnfinished(String prefix) {
        return uploads.listUnfinished(prefix);
    }
}
