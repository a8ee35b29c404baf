package io.tarn.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files that are forced to disk before they get their name, and whose name is forced before anybody is told.
 *
 * <p>Creating without overwriting is a hard link, which the file system makes atomic. Where it has none (exFAT, some
 * network mounts), creating is a rename under the key's lock: still exactly one winner among Tarn's processes of this
 * machine, but no protection against others.
 */
final class LocalFiles {
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);
    private static final int ATTEMPTS = 20;
    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final Path temporary;
    private final LocalLocks locks;
    private final Linker linker;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    /** Gives a file another name, which must not be taken; the file system's own way of saying so. */
    @FunctionalInterface
    interface Linker {
        void link(Path name, Path file) throws IOException;
    }

    LocalFiles(LocalRoot root, LocalLocks locks, Linker linker) {
        this.root = root.root();
        this.temporary = root.own().resolve("tmp");
        this.locks = locks;
        this.linker = linker;
    }

    /** A name for a temporary file or folder that nobody else uses. */
    Path temporary() throws IOException {
        folder(temporary);
        if (SWEPT.add(temporary)) {
            sweep();
        }
        return temporary.resolve(UUID.randomUUID().toString());
    }

    /** A temporary file with these bytes, forced. */
    Path write(byte[] bytes, int offset, int length) throws IOException {
        Path file = temporary();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        } catch (IOException e) {
            throw discard(file, e);
        }
        return file;
    }

    /** A temporary file with the content of another, forced. */
    Path copy(Path source) throws IOException {
        Path file = temporary();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            append(source, Files.size(source), out);
            out.force(true);
        } catch (IOException e) {
            throw discard(file, e);
        }
        return file;
    }

    /** Appends the first {@code size} bytes of a file. */
    static void append(Path source, long size, FileChannel out) throws IOException {
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
            long done = 0;
            while (done < size) {
                long n = in.transferTo(done, size - done, out);
                if (n <= 0) {
                    throw new IOException(source + " ends after " + done + " of " + size + " bytes");
                }
                done += n;
            }
        }
    }

    /**
     * True where an object is, which then outlives a power loss. It may be the caller's own, of whose creation nobody
     * was told before the process or the disk failed, and the caller goes on as if it had been.
     */
    boolean isTaken(Path target) throws IOException {
        if (!Files.isRegularFile(target)) {
            return false;
        }
        force(parent(target));
        return true;
    }

    /** Gives a forced file its name unless the name is taken; the file may keep its old name too. */
    boolean place(Path file, String key, Path target) throws IOException {
        Path parent = parent(target);
        for (int attempt = 1; ; attempt++) {
            try {
                folder(parent);
                link(file, key, target);
                break;
            } catch (FileAlreadyExistsException taken) {
                if (Files.isDirectory(target)) {
                    throw new IOException("a directory of this name exists", taken);
                }
                return !isTaken(target);
            } catch (NoSuchFileException gone) {
                // Somebody pruned the empty folder before we had a file in it.
                if (attempt == ATTEMPTS) {
                    throw gone;
                }
                durable.remove(parent);
            }
        }
        try {
            force(parent);
        } catch (NoSuchFileException deleted) {
            // Somebody deleted the object already, and its folder with it: it was there all the same.
            durable.remove(parent);
        }
        return true;
    }

    private void link(Path file, String key, Path target) throws IOException {
        try {
            linker.link(target, file);
        } catch (FileAlreadyExistsException | NoSuchFileException answer) {
            throw answer;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            locks.holding(LocalLocks.Kind.KEY, key, () -> moveUnlessTaken(file, target));
        }
    }

    private static Path moveUnlessTaken(Path file, Path target) throws IOException {
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        // Atomic, so that nothing is ever copied bit by bit to a name that readers see.
        return Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Gives a forced file a name that may be taken; the caller holds the key's lock. */
    void replace(Path file, Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        force(parent(target));
    }

    /** Makes a folder, and those above it, that survive a power failure. */
    void folder(Path folder) throws IOException {
        if (durable.contains(folder) && Files.isDirectory(folder)) {
            return;
        }
        if (folder.equals(root)) {
            Files.createDirectories(root);
            forceAbove(root);
        } else {
            make(folder);
            force(parent(folder));
        }
        durable.add(folder);
    }

    /**
     * Forces the names of all folders on the way, because whoever made one may have died before he forced it. Where the
     * way belongs to somebody who lets nobody look, it was there before.
     */
    private static void forceAbove(Path folder) throws IOException {
        for (Path at = folder.getParent(); at != null; at = at.getParent()) {
            try {
                force(at);
            } catch (AccessDeniedException notOurs) {
                return;
            }
        }
    }

    private void make(Path folder) throws IOException {
        for (int attempt = 1; !Files.isDirectory(folder); attempt++) {
            folder(parent(folder));
            try {
                Files.createDirectory(folder);
            } catch (FileAlreadyExistsException raced) {
                if (!Files.isDirectory(folder) && attempt == ATTEMPTS) {
                    throw raced;
                }
            } catch (NoSuchFileException pruned) {
                if (attempt == ATTEMPTS) {
                    throw pruned;
                }
            }
        }
    }

    /**
     * Makes it hold that names were removed from a folder, and removes the folder and those above it as far as they are
     * empty.
     */
    void forceRemoval(Path folder) throws IOException {
        Path at = folder;
        while (true) {
            try {
                force(at);
                break;
            } catch (NoSuchFileException pruned) {
                // By another who emptied it; then it must hold that the folder itself is gone.
                at = parent(at);
            }
        }
        prune(at);
    }

    private void prune(Path folder) throws IOException {
        for (Path at = folder; !at.equals(root) && at.startsWith(root); at = parent(at)) {
            try {
                Files.delete(at);
                durable.remove(at);
            } catch (DirectoryNotEmptyException | NoSuchFileException inUse) {
                return;
            }
        }
    }

    /** Forces the names in a folder to disk. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Deletes a file, or a folder of files. */
    static void remove(Path path) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NotDirectoryException file) {
            Files.deleteIfExists(path);
            return;
        } catch (NoSuchFileException gone) {
            return;
        }
        Files.deleteIfExists(path);
    }

    static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new UncheckedIOException(new IOException(path + " has no parent"));
        }
        return parent;
    }

    /** Removes what processes that were killed left behind. */
    private void sweep() throws IOException {
        Instant limit = Instant.now().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(temporary)) {
            for (Path path : left) {
                if (lastModified(path).isBefore(limit)) {
                    remove(path);
                }
            }
        }
    }

    private static Instant lastModified(Path path) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant();
        } catch (NoSuchFileException gone) {
            // Its owner, or another sweeper, was faster.
            return Instant.MAX;
        }
    }

    private static IOException discard(Path file, IOException why) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
        return why;
    }
}
