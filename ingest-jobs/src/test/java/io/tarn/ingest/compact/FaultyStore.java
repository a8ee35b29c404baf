package io.tarn.ingest.compact;

import io.tarn.core.store.ObjectStat;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.PartTag;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.UnfinishedUpload;
import io.tarn.core.store.Versioned;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store as a process sees it that dies at its k-th change: just before it, or just after it and before it learns the
 * answer. A dead process does nothing any more, its clean-up included.
 */
final class FaultyStore implements ObjectStore {
    private final ObjectStore store;
    private final Fuse fuse;

    FaultyStore(ObjectStore store, Fuse fuse) {
        this.store = store;
        this.fuse = fuse;
    }

    /** The process is gone. No code catches it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String where) {
            super(where, null, false, false);
        }
    }

    /** Shared by all stores of one process. */
    static final class Fuse {
        private final int after;
        private final boolean beforeTheChange;
        private int changes;
        private boolean blown;
        private String where = "";

        Fuse(int after, boolean beforeTheChange) {
            this.after = after;
            this.beforeTheChange = beforeTheChange;
        }

        synchronized void check() {
            if (blown) {
                throw new Crash(where);
            }
        }

        synchronized <T> T change(String what, Supplier<T> call) {
            check();
            boolean now = changes++ == after;
            if (now && beforeTheChange) {
                blow("before " + what);
            }
            T answer = call.get();
            if (now) {
                blow("after " + what);
            }
            return answer;
        }

        private void blow(String at) {
            blown = true;
            where = at;
            throw new Crash(at);
        }

        synchronized boolean blown() {
            return blown;
        }

        synchronized String where() {
            return where;
        }
    }

    @Override
    public StoreLocation location() {
        return store.location();
    }

    @Override
    public Optional<ObjectStat> stat(String key) {
        fuse.check();
        return store.stat(key);
    }

    @Override
    public Optional<Versioned> read(String key) {
        fuse.check();
        return store.read(key);
    }

    @Override
    public byte[] readRange(String key, long offset, int length) {
        fuse.check();
        return store.readRange(key, offset, length);
    }

    @Override
    public InputStream open(String key) {
        fuse.check();
        return store.open(key);
    }

    @Override
    public Iterable<ObjectStat> list(String prefix, String startAfter) {
        fuse.check();
        return store.list(prefix, startAfter);
    }

    @Override
    public boolean create(String key, byte[] bytes) {
        return fuse.change("create " + key, () -> store.create(key, bytes));
    }

    @Override
    public boolean create(String key, Path file) {
        return fuse.change("create " + key, () -> store.create(key, file));
    }

    @Override
    public Optional<String> swap(String key, @Nullable String expected, byte[] bytes) {
        return fuse.change("swap " + key, () -> store.swap(key, expected, bytes));
    }

    @Override
    public void delete(String key) {
        fuse.change("delete " + key, () -> {
            store.delete(key);
            return true;
        });
    }

    @Override
    public void deleteAll(Iterable<String> keys) {
        for (String key : keys) {
            delete(key);
        }
    }

    @Override
    public String begin(String key) {
        return fuse.change("begin " + key, () -> store.begin(key));
    }

    @Override
    public PartTag writePart(String key, String uploadId, int number, byte[] bytes, int offset, int length) {
        return fuse.change("part " + key, () -> store.writePart(key, uploadId, number, bytes, offset, length));
    }

    @Override
    public Optional<List<PartTag>> listParts(String key, String uploadId) {
        fuse.check();
        return store.listParts(key, uploadId);
    }

    @Override
    public Completion complete(String key, String uploadId, List<PartTag> parts) {
        return fuse.change("complete " + key, () -> store.complete(key, uploadId, parts));
    }

    @Override
    public void abort(String key, String uploadId) {
        fuse.change("abort " + key, () -> {
            store.abort(key, uploadId);
            return true;
        });
    }

    @Override
    public List<UnfinishedUpload> listUnfinished(String prefix) {
        fuse.check();
        return store.listUnfinished(prefix);
    }
}
