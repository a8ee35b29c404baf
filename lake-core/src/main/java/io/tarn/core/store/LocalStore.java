package io.tarn.core.store;

import io.tarn.core.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory that keeps the promises of an object store: what it says is written is on disk, names included, and of
 * many writers, threads or processes of this machine, exactly one wins. Thread-safe; cheap to open.
 *
 * <p>An object is a file at its key. On a file system that has 'a' as a file there is no 'a/b'; Tarn's keys never need
 * both.
 */
final class LocalStore implements ObjectStore {
    private final LocalRoot root;
    private final LocalLocks locks;
    private final LocalFiles files;
    private final LocalUploads uploads;

    LocalStore(Path directory) {
        this(directory, Files::createLink);
    }

    LocalStore(Path directory, LocalFiles.Linker linker) {
        this.root = new LocalRoot(directory);
        this.locks = new LocalLocks(root.own().resolve("locks"));
        this.files = new LocalFiles(root, locks, linker);
        this.uploads = new LocalUploads(root, files, locks);
    }

    @Override
    public StoreLocation location() {
        return root.location();
    }

    // ---- reading ----

    @Override
    public Optional<ObjectStat> stat(String key) {
        Path path = root.path(key);
        return during("looked up", key, () -> {
            try {
                BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
                return found.isRegularFile() ? Optional.of(stat(key, found)) : Optional.empty();
            } catch (FileSystemException e) {
                return LocalFailures.absent(e, Optional.empty());
            }
        });
    }

    static ObjectStat stat(String key, BasicFileAttributes file) {
        return new ObjectStat(key, file.size(), file.lastModifiedTime().toInstant());
    }

    @Override
    public Optional<Versioned> read(String key) {
        Path path = root.path(key);
        return during("read", key, () -> current(path));
    }

    private static Optional<Versioned> current(Path path) throws IOException {
        try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
            if (Files.isDirectory(path)) {
                return Optional.empty();
            }
            byte[] bytes = read(in, 0, Math.toIntExact(in.size()));
            return Optional.of(new Versioned(bytes, version(bytes)));
        } catch (FileSystemException e) {
            return LocalFailures.absent(e, Optional.empty());
        }
    }

    @Override
    public byte[] readRange(String key, long offset, int length) {
        return reading(key, path -> {
            try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
                return read(in, offset, (int) Math.max(0, Math.min(length, in.size() - offset)));
            }
        });
    }

    @Override
    public InputStream open(String key) {
        return reading(key, Files::newInputStream);
    }

    @FunctionalInterface
    private interface Opening<T> {
        T from(Path path) throws IOException;
    }

    private <T> T reading(String key, Opening<T> opening) {
        Path path = root.path(key);
        return during("read", key, () -> {
            if (Files.isDirectory(path)) {
                throw StoreException.missing(location(), key);
            }
            try {
                return opening.from(path);
            } catch (FileSystemException e) {
                LocalFailures.absent(e, key);
                throw StoreException.missing(location(), key);
            }
        });
    }

    private static byte[] read(FileChannel in, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && in.read(buffer, offset + buffer.position()) >= 0) {
            // Until it is full or the file ends.
        }
        return buffer.hasRemaining() ? Arrays.copyOf(buffer.array(), buffer.position()) : buffer.array();
    }

    @Override
    public Iterable<ObjectStat> list(String prefix, String startAfter) {
        return () -> new LocalListing(root, prefix, startAfter);
    }

    // ---- creating ----

    @Override
    public boolean create(String key, byte[] bytes) {
        return create(key, () -> files.write(bytes, 0, bytes.length));
    }

    @Override
    public boolean create(String key, Path file) {
        return create(key, () -> files.copy(file));
    }

    private boolean create(String key, IoCall<Path> content) {
        Path path = root.path(key);
        return during("created", key, () -> {
            if (files.isTaken(path)) {
                return false;
            }
            Path temporary = content.call();
            try {
                return files.place(temporary, key, path);
            } finally {
                Files.deleteIfExists(temporary);
            }
        });
    }

    // ---- compare-and-swap ----

    @Override
    public Optional<String> swap(String key, @Nullable String expected, byte[] bytes) {
        Path path = root.path(key);
        if (expected == null) {
            return create(key, bytes) ? Optional.of(version(bytes)) : Optional.empty();
        }
        return during("changed", key, () -> {
            Path temporary = files.write(bytes, 0, bytes.length);
            try {
                boolean won = locks.holding(LocalLocks.Kind.KEY, key, () -> swap(path, expected, temporary));
                return won ? Optional.of(version(bytes)) : Optional.empty();
            } finally {
                Files.deleteIfExists(temporary);
            }
        });
    }

    private boolean swap(Path path, String expected, Path temporary) throws IOException {
        Optional<Versioned> current = current(path);
        if (current.isEmpty() || !current.get().version().equals(expected)) {
            return false;
        }
        files.replace(temporary, path);
        return true;
    }

    private static String version(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }

    // ---- deleting ----

    @Override
    public void delete(String key) {
        deleteAll(List.of(key));
    }

    @Override
    public void deleteAll(Iterable<String> keys) {
        Set<Path> folders = new LinkedHashSet<>();
        for (String key : keys) {
            Path path = root.path(key);
            boolean deleted = during("deleted", key, () -> locks.holding(LocalLocks.Kind.KEY, key, () -> unlink(path)));
            if (deleted) {
                folders.add(LocalFiles.parent(path));
            }
        }
        // One force for each folder makes all of its deletions hold.
        for (Path folder : folders) {
            during("deleted", root.root().relativize(folder).toString(), () -> {
                files.forceRemoval(folder);
                return true;
            });
        }
    }

    private static boolean unlink(Path path) throws IOException {
        return !Files.isDirectory(path) && Files.deleteIfExists(path);
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

    private <T> T during(String verb, String key, IoCall<T> call) {
        return LocalFailures.during(verb, key, location(), call);
    }
}
