package io.tarn.proof.faults;

import io.tarn.core.ExitCode;
import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.PartTag;
import io.tarn.core.store.StoreException;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.core.store.Versioned;
import io.tarn.proof.faults.Fault.Access;
import io.tarn.proof.faults.Fault.Kind;
import io.tarn.proof.faults.Fault.Port;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store as a process sees it whose calls fail as its {@link Fuse} says. */
final class FaultyStore implements ObjectStore {
    private final ObjectStore store;
    private final Fuse fuse;

    FaultyStore(ObjectStore store, Fuse fuse) {
        this.store = store;
        this.fuse = fuse;
    }

    private <T> T pass(Access access, String verb, String key, Supplier<T> call) {
        return fuse.pass(
                Port.STORE, access, verb + " " + key, call::get, null, (kind, what) -> failure(kind, what, location()));
    }

    private static StoreException failure(Kind kind, String what, StoreLocation at) {
        return new StoreException(
                ExitCode.UNEXPECTED,
                "'" + what + "' in " + at.uri() + " failed",
                kind == Kind.FULL ? "the disk is full" : "a fault was injected",
                "Run the same command again",
                null);
    }

    @Override
    public StoreLocation location() {
        return store.location();
    }

    @Override
    public Optional<ObjectStat> stat(String key) {
        return pass(Access.READ, "stat", key, () -> store.stat(key));
    }

    @Override
    public Optional<Versioned> read(String key) {
        return pass(Access.READ, "read", key, () -> store.read(key));
    }

    @Override
    public byte[] readRange(String key, long offset, int length) {
        return pass(Access.READ, "range", key, () -> store.readRange(key, offset, length));
    }

    @Override
    public InputStream open(String key) {
        return new FaultyStream(pass(Access.READ, "open", key, () -> store.open(key)), key);
    }

    /** A connection may break while an object is read. */
    private final class FaultyStream extends FilterInputStream {
        private final String key;

        FaultyStream(InputStream in, String key) {
            super(in);
            this.key = key;
        }

        @Override
        public int read() throws IOException {
            return reading(in::read);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return reading(() -> in.read(bytes, offset, length));
        }

        private int reading(Fuse.Call<Integer, IOException> call) throws IOException {
            return fuse.pass(
                    Port.STORE,
                    Access.READ,
                    "bytes " + key,
                    call,
                    null,
                    (kind, what) -> new IOException("the connection broke"));
        }
    }

    @Override
    public Iterable<ObjectStat> list(String prefix, String startAfter) {
        return () -> pass(Access.READ, "list", prefix, () -> store.list(prefix, startAfter)
                .iterator());
    }

    @Override
    public boolean create(String key, byte[] bytes) {
        return pass(Access.WRITE, "create", key, () -> store.create(key, bytes));
    }

    @Override
    public boolean create(String key, Path file) {
        return pass(Access.WRITE, "create", key, () -> store.create(key, file));
    }

    @Override
    public Optional<String> swap(String key, @Nullable String expected, byte[] bytes) {
        return pass(Access.WRITE, "swap", key, () -> store.swap(key, expected, bytes));
    }

    @Override
    public void delete(String key) {
        pass(Access.REMOVE, "delete", key, () -> {
            store.delete(key);
            return true;
        });
    }

    /** One by one, so that it may end in the middle. */
    @Override
    public void deleteAll(Iterable<String> keys) {
        keys.forEach(this::delete);
    }

    @Override
    public String begin(String key) {
        return pass(Access.WRITE, "begin", key, () -> store.begin(key));
    }

    @Override
    public PartTag writePart(String key, String uploadId, int number, byte[] bytes, int offset, int length) {
        return pass(Access.WRITE, "part", key, () -> store.writePart(key, uploadId, number, bytes, offset, length));
    }

    @Override
    public Optional<List<PartTag>> listParts(String key, String uploadId) {
        return pass(Access.READ, "parts", key, () -> store.listParts(key, uploadId));
    }

    @Override
    public Completion complete(String key, String uploadId, List<PartTag> parts) {
        return pass(Access.WRITE, "complete", key, () -> store.complete(key, uploadId, parts));
    }

    @Override
    public void abort(String key, String uploadId) {
        pass(Access.REMOVE, "abort", key, () -> {
            store.abort(key, uploadId);
            return true;
        });
    }

    @Override
    public List<UnfinishedUpload> listUnfinished(String prefix) {
        return pass(Access.READ, "unfinished", prefix, () -> store.listUnfinished(prefix));
    }
}
